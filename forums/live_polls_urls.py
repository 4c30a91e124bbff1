"""Polls of a live session: answering them, and looking after them at the desk."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import desk_polls, live_polls

register_converter(one_of(*desk_polls.POLL_ACTS), "poll_act")
register_converter(one_of(*desk_polls.WORDING_ACTS), "wording_act")

ONE = "live/<slug:slug>/desk/polls/<slug:public_id>/"

urlpatterns = [
    path("live/<slug:slug>/polls/<slug:public_id>/answer/", live_polls.answer, name="answer_poll"),
    path("live/<slug:slug>/desk/polls/", desk_polls.prepare, name="prepare_poll"),
    path(f"{ONE}edit/", desk_polls.edit, name="edit_poll"),
    path(f"{ONE}<poll_act:verb>/", desk_polls.act, name="poll_act"),
    path(f"{ONE}wordings/<int:pk>/<wording_act:verb>/", desk_polls.wording_act, name="wording_act"),
]
