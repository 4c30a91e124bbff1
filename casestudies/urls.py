from django.urls import include, path, re_path

from casestudies.views import (
    building_blocks,
    case_pages,
    comparing,
    engagements,
    finding,
    learning,
    municipalities,
    programme,
    volumes,
)

urlpatterns = [
    path("", include("casestudies.writing_urls")),
    path("", include("casestudies.lesson_urls")),
    path("", include("casestudies.workflow_urls")),
    path("programme/", programme.programme, name="programme"),
    path("themes/<slug:slug>/", programme.theme, name="theme"),
    path("case-studies/", finding.case_studies, name="case_studies"),
    re_path(r"^case-studies\.(?P<extension>[a-z]+)$", finding.case_studies_file, name="case_studies_file"),
    path("case-studies/map/", finding.case_study_map, name="case_study_map"),
    path("case-studies/compare/", comparing.compare, name="compare"),
    path("case-studies/<slug:slug>/", case_pages.case_study, name="case_study"),
    path("case-studies/<slug:slug>.<str:extension>", case_pages.case_export, name="case_export"),
    re_path(
        r"^case-studies/(?P<slug>[-\w]+)/v/(?P<number>\d+\.\d+)\.(?P<extension>[a-z]+)$",
        case_pages.case_version_export,
        name="case_version_export",
    ),
    path("case-studies/<slug:slug>/v/<str:number>/", case_pages.case_version, name="case_version"),
    path("case-studies/<slug:slug>/v/<str:number>/sources.json", case_pages.sources, name="case_sources"),
    path(
        "case-studies/<slug:slug>/v/<str:number>/cite.<str:extension>", case_pages.citation, name="citation"
    ),
    path("building-blocks/", building_blocks.building_blocks, name="building_blocks"),
    path("building-blocks/<slug:slug>/", building_blocks.building_block, name="building_block"),
    path("engagements/", engagements.engagements, name="engagements"),
    path("engagements.ics", engagements.engagements_calendar, name="engagements_calendar"),
    path("engagements/<slug:slug>/", engagements.engagement, name="engagement"),
    path("engagements/<slug:slug>/launch/", engagements.launch_screen, name="launch_screen"),
    path("engagements/<slug:slug>.ics", engagements.engagement_calendar, name="engagement_calendar"),
    path("municipalities/", municipalities.municipalities, name="municipalities"),
    path("municipalities/<slug:code>/", municipalities.municipality, name="municipality"),
    path("volumes/new/", volumes.new_volume, name="new_volume"),
    path("volumes/<slug:slug>/", volumes.volume, name="volume"),
    re_path(
        r"^volumes/(?P<slug>[-\w]+)\.(?P<extension>[a-z]+)$", volumes.volume_export, name="volume_export"
    ),
    path("volumes/<slug:slug>/compose/", volumes.compose_volume, name="compose_volume"),
    path("volumes/<slug:slug>/publish/", volumes.publish_volume, name="publish_volume"),
    path("learning/", learning.learnings, name="learnings"),
    path("learning/<slug:slug>/", learning.learning, name="learning"),
    path("learning/<slug:slug>/v/<str:number>/", learning.learning_version, name="learning_version"),
    re_path(
        r"^learning/(?P<slug>[-\w]+)/v/(?P<number>\d+\.\d+)\.(?P<extension>[a-z]+)$",
        learning.learning_version_export,
        name="learning_version_export",
    ),
    re_path(
        r"^learning/(?P<slug>[-\w]+)\.(?P<extension>[a-z]+)$",
        learning.learning_export,
        name="learning_export",
    ),
    path("", include("casestudies.harvest_urls")),
]
