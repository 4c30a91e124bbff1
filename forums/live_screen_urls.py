"""The projector's screen, what the desk has it show, and how much data a session may cost."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import low_data, screen

register_converter(one_of(*screen.SCREEN_ACTS), "screen_act")

urlpatterns = [
    path("live/<slug:slug>/data/", low_data.choose_data, name="choose_data"),
    path("live/<slug:slug>/screen/", screen.screen, name="screen"),
    path("live/<slug:slug>/screen/ticket/", screen.screen_ticket, name="screen_ticket"),
    path("live/<slug:slug>/desk/screen/<screen_act:verb>/", screen.screen_act, name="screen_act"),
]
