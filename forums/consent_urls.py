"""Consent before words travel: by link, for members, and the asking."""

from django.urls import path

from forums.views import consent, consent_asking

urlpatterns = [
    path("consent/", consent.own_consents, name="own_consents"),
    path("consent/<slug:token>/", consent.consent, name="consent"),
    path("summaries/<int:summary_id>/consents/", consent_asking.ask_for_consents, name="ask_for_consents"),
]
