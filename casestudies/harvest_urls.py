"""Addresses for programs: what they read, and the pages that tell people about it."""

from django.urls import include, path

from casestudies.api.application import patterns
from casestudies.oai.view import oai
from casestudies.views import open_data

urlpatterns = [
    path("oai", oai, name="oai"),
    path("api/v1/", open_data.api_page, name="api_page"),
    path("api/v1/", include((patterns(), "api"))),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/<str:name>", open_data.open_file, name="open_file"),
]
