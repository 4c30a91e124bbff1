from django.urls import path, re_path

from casestudies.views import pictures, writing, writing_authors, writing_import, writing_steps

# Before the address of a case study: "new" is no case study's.
urlpatterns = [
    path("case-studies/new/", writing.write_new, name="write_new"),
    path("case-studies/<slug:slug>/write/", writing.write_case_study, name="write_case_study"),
    path("case-studies/<slug:slug>/write/authors/", writing_authors.write_authors, name="write_authors"),
    path("case-studies/<slug:slug>/write/<slug:step>/", writing_steps.write_step, name="write_step"),
    path("case-studies/<slug:slug>/import/", writing_import.write_import, name="write_import"),
    path("case-studies/<slug:slug>/preview/", writing.case_preview, name="case_preview"),
    re_path(
        r"^pictures/(?P<key>[0-9a-f]{1,16})-(?P<width>[0-9]{1,5})\.(?P<extension>avif|webp|jpg)$",
        pictures.picture,
        name="picture",
    ),
]
