"""Meetings held elsewhere that come into a live session."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import meeting_imports

register_converter(one_of(*meeting_imports.IMPORT_ACTS), "import_act")

urlpatterns = [
    path("live/<slug:slug>/desk/import/", meeting_imports.meeting_imports, name="meeting_imports"),
    path(
        "live/<slug:slug>/desk/import/<int:import_id>/<import_act:verb>/",
        meeting_imports.meeting_import_act,
        name="meeting_import_act",
    ),
]
