"""Conversations: their list, what they are prepared from, taking part, and the page that lasts."""

from django.urls import path, re_path, register_converter

from exchange.http import one_of
from forums.presentation import polis
from forums.views import code_book
from forums.views.conversations import (
    board,
    drawing,
    formats,
    pages,
    people,
    recordings,
    rounds,
    setting_up,
    statements,
    taking_part,
)

register_converter(one_of(*setting_up.STATE_ACTS), "conversation_act")
register_converter(one_of(*rounds.PLACING), "round_place")
register_converter(one_of(*rounds.RUNNING, "give"), "round_run")
register_converter(one_of(*people.PERSON_ACTS), "person_act")
register_converter(one_of(*drawing.STATEMENT_ACTS), "statement_act")
register_converter(one_of(*drawing.VOTING_ACTS), "voting_act")
register_converter(one_of(*polis.NAMES), "polis_file")
register_converter(one_of(*board.INSIGHT_ACTS), "insight_act")
register_converter(one_of(*board.CLUSTER_ACTS), "cluster_act")
register_converter(one_of(*code_book.CODE_ACTS), "code_act")

BASE = "conversations/<slug:slug>/"
ROUND = f"{BASE}rounds/<int:position>/"

urlpatterns = [
    path("conversations/", pages.conversations, name="conversations"),
    path("conversations/new/", setting_up.new, name="new_conversation"),
    path("conversations/formats/", formats.formats, name="conversation_formats"),
    path("conversations/formats/<slug:slug>/", formats.conversation_format, name="conversation_format"),
    path("conversations/formats/<slug:slug>/change/", formats.change, name="change_format"),
    path("conversations/formats/<slug:slug>/copy/", formats.copy, name="copy_format"),
    path("conversations/in/<str:token>/", taking_part.link, name="conversation_link"),
    path(BASE, pages.conversation, name="conversation"),
    re_path(
        r"^conversations/(?P<slug>[-a-zA-Z0-9_]+)\.(?P<extension>[a-z]+)$",
        pages.conversation_file,
        name="conversation_file",
    ),
    path(f"{BASE}recordings/<slug:public_id>/", recordings.recording, name="conversation_recording"),
    # Taking part
    path(f"{BASE}take-part/", taking_part.take_part, name="take_part"),
    path(f"{BASE}take-part/join/", taking_part.join, name="join_conversation"),
    path(f"{BASE}take-part/now/", taking_part.now, name="conversation_now"),
    path(f"{BASE}take-part/table/", taking_part.sit, name="sit_at_table"),
    path(f"{BASE}take-part/words/<int:number>/react/", taking_part.react, name="react_to_words"),
    path(f"{BASE}take-part/mine/<slug:public_id>/", taking_part.own, name="own_contribution"),
    path(f"{ROUND}contribute/", taking_part.contribute, name="contribute"),
    path(f"{ROUND}pass-on/", taking_part.pass_on, name="pass_turn_on"),
    path(f"{ROUND}run/<round_run:verb>/", rounds.run, name="run_round"),
    path(f"{ROUND}harvest/", rounds.harvest, name="round_harvest"),
    # Statements
    path(f"{BASE}statements/", statements.statements, name="statements"),
    path(f"{BASE}statements/<int:number>/vote/", statements.vote, name="vote_on_statement"),
    path(f"{BASE}statements.<polis_file:name>.csv", statements.statements_file, name="statements_file"),
    # Insights
    path(f"{BASE}insights/", board.insights, name="insights"),
    path(f"{BASE}insights/<int:pk>/<insight_act:verb>/", board.insight_act, name="insight_act"),
    path(f"{BASE}insights/clusters/", board.add_cluster, name="add_cluster"),
    path(f"{BASE}insights/clusters/<int:pk>/<cluster_act:verb>/", board.cluster_act, name="cluster_act"),
    path("codes/", code_book.code_book, name="code_book"),
    path("codes/<int:pk>/<code_act:verb>/", code_book.code_act, name="code_act"),
    # Preparing
    path(f"{BASE}prepare/", setting_up.prepare, name="prepare_conversation"),
    path(f"{BASE}prepare/settings/", setting_up.settings, name="conversation_settings"),
    path(f"{BASE}prepare/words/", setting_up.open_words, name="open_words"),
    path(f"{BASE}prepare/keep-format/", setting_up.keep_format, name="keep_format"),
    path(f"{BASE}prepare/<conversation_act:verb>/", setting_up.state, name="conversation_state"),
    path(f"{BASE}prepare/statements/", drawing.draw, name="draw_statements"),
    path(f"{BASE}prepare/statements/<int:number>/", drawing.statement, name="reword_statement"),
    path(
        f"{BASE}prepare/statements/<int:number>/<statement_act:verb>/",
        drawing.statement_act,
        name="statement_act",
    ),
    path(f"{BASE}prepare/voting/<voting_act:verb>/", drawing.voting, name="conversation_voting"),
    path(f"{BASE}prepare/rounds/", rounds.add, name="add_round"),
    path(f"{BASE}prepare/rounds/<int:position>/", rounds.edit, name="edit_round"),
    path(f"{BASE}prepare/rounds/<int:position>/<round_place:verb>/", rounds.place, name="place_round"),
    path(f"{BASE}prepare/people/", people.people, name="conversation_people"),
    path(f"{BASE}prepare/people/<slug:public_id>/", people.person, name="conversation_person"),
    path(f"{BASE}prepare/people/<slug:public_id>/<person_act:verb>/", people.person_act, name="person_act"),
]
