"""Agenda, turns to speak, minutes, captions and the record of a live session."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import captions, floor, minutes, record

register_converter(one_of(*floor.AGENDA_ACTS), "agenda_act")
register_converter(one_of(*floor.HAND_ACTS), "hand_act")
register_converter(one_of("raise", "lower"), "hand_way")
register_converter(one_of(*record.RECORD_ACTS), "record_act")

urlpatterns = [
    path("live/<slug:slug>/hand/<hand_way:verb>/", floor.own_hand, name="own_hand"),
    path("live/<slug:slug>/minutes/", minutes.minutes, name="minutes"),
    path("live/<slug:slug>/minutes/<int:minute_id>/", minutes.correct, name="correct_minute"),
    path("live/<slug:slug>/minutes/<int:minute_id>/remove/", minutes.remove, name="remove_minute"),
    path("live/<slug:slug>/captions/", captions.push, name="push_captions"),
    path("live/<slug:slug>/captions/read/", captions.captions, name="captions"),
    path("live/<slug:slug>/desk/agenda/", floor.agenda, name="agenda"),
    path(
        "live/<slug:slug>/desk/agenda/programme/", floor.agenda_from_programme, name="agenda_from_programme"
    ),
    path("live/<slug:slug>/desk/agenda/next/", floor.start_next, name="start_next"),
    path("live/<slug:slug>/desk/agenda/presenters/", floor.presenters, name="presenters"),
    path("live/<slug:slug>/desk/agenda/<int:item_id>/", floor.change_agenda, name="change_agenda"),
    path(
        "live/<slug:slug>/desk/agenda/<int:item_id>/<agenda_act:verb>/", floor.agenda_act, name="agenda_act"
    ),
    path("live/<slug:slug>/desk/hands/<int:hand_id>/<hand_act:verb>/", floor.hand_act, name="hand_act"),
    path("live/<slug:slug>/desk/record/", record.record, name="record"),
    path("live/<slug:slug>/desk/record/<record_act:verb>/", record.record_act, name="record_act"),
]
