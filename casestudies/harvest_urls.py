"""Addresses for programs: what they read, and the pages that tell people about it."""

from django.urls import path

from casestudies.oai.view import oai

urlpatterns = [
    path("oai", oai, name="oai"),
]
