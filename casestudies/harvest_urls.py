"""Addresses for programs: what they read, and the pages that tell people about it."""

from django.urls import include, path

from casestudies import feeds, sitemaps
from casestudies.api.application import patterns
from casestudies.oai.view import oai
from casestudies.views import open_data

urlpatterns = [
    path("oai", oai, name="oai"),
    path("api/v1/", open_data.api_page, name="api_page"),
    path("api/v1/", include((patterns(), "api"))),
    path("feeds/case-studies.atom", feeds.case_studies, name="feed_case_studies"),
    path("feeds/lessons.atom", feeds.lessons, name="feed_lessons"),
    path("feeds/recorded-learning.atom", feeds.recorded_learning, name="feed_learnings"),
    path("feeds/engagements.atom", feeds.engagements, name="feed_engagements"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/<str:name>", open_data.open_file, name="open_file"),
]
