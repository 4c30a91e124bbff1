"""The desk of a live session: acts on questions, undo, entering, merging, and who is at what."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import desk_acts

register_converter(one_of(*desk_acts.FACILITATOR_ACTS), "facilitator_act")

urlpatterns = [
    path("live/<slug:slug>/desk/enter/", desk_acts.enter, name="enter_question"),
    path("live/<slug:slug>/desk/undo/", desk_acts.undo, name="undo_desk_act"),
    path("live/<slug:slug>/desk/merge/", desk_acts.merging, name="merge_questions"),
    path("live/<slug:slug>/desk/holds/", desk_acts.holds, name="desk_holds"),
    path(
        "live/<slug:slug>/desk/questions/<slug:public_id>/similar/",
        desk_acts.similar,
        name="similar_at_desk",
    ),
    path(
        "live/<slug:slug>/desk/questions/<slug:public_id>/hold/",
        desk_acts.hold_question,
        name="hold_question",
    ),
    path(
        "live/<slug:slug>/desk/questions/<slug:public_id>/<facilitator_act:verb>/",
        desk_acts.desk_act,
        name="desk_act",
    ),
]
