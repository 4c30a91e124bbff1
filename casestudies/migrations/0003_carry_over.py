"""What 0001 kept in columns and sections becomes a revision and, where it was public, a version."""

from django.db import migrations

from casestudies.content import cleaned, empty_content
from casestudies.content.facets import Located, facet_values
from casestudies.content.public import public_content, words_of
from exchange.text import render


def carry_over(apps, schema_editor):
    CaseStudy = apps.get_model("casestudies", "CaseStudy")
    for case_study in CaseStudy.objects.select_related("theme").order_by("pk"):
        _carry(apps, case_study)
    Lesson = apps.get_model("casestudies", "Lesson")
    for lesson in Lesson.objects.select_related("learning", "case_study").order_by("pk"):
        source = lesson.learning or lesson.case_study
        Lesson.objects.filter(pk=lesson.pk).update(theme=source.theme_id if source else None)


def _carry(apps, case_study):
    places = list(case_study.places.select_related("municipality").order_by("pk"))
    sections = {section.key: section.source for section in case_study.sections.all()}
    source = {"uid": "source", "kind": "webpage", "title": case_study.source_title, "url": case_study.source_url}
    content = cleaned(
        {
            **empty_content(),
            "title": case_study.title,
            "nutshell": case_study.nutshell,
            "abstract": case_study.abstract,
            "language": case_study.language,
            "licence": case_study.licence,
            "theme": case_study.theme.slug,
            "places": [
                {"uid": place.municipality.code, "municipality": place.municipality.code, "role": place.role}
                for place in places
            ],
            "sources": [source] if source["title"] else [],
            **sections,
        }
    )
    revision = apps.get_model("casestudies", "CaseRevision").objects.create(
        case_study=case_study, number=1, content=content, made_at=case_study.changed_at
    )
    if case_study.status in {"draft", "withdrawn"}:
        return
    is_stub = case_study.status == "stub"
    version = apps.get_model("casestudies", "CaseVersion").objects.create(
        case_study=case_study,
        revision=revision,
        major=0 if is_stub else 1,
        minor=1 if is_stub else 0,
        content=public_content(content),
        labels={
            "themes": {case_study.theme.slug: case_study.theme.title},
            "municipalities": {
                place.municipality.code: f"{place.municipality.name}, {place.municipality.province}"
                for place in places
            },
        },
        html={key: render(text).html for key, text in sections.items() if text},
        words=words_of(content),
        published_at=case_study.changed_at,
    )
    located = [
        Located(place.municipality.code, place.municipality.province, place.municipality.category)
        for place in places
    ]
    CaseFacet = apps.get_model("casestudies", "CaseFacet")
    CaseFacet.objects.bulk_create(
        CaseFacet(case_study=case_study, facet=facet, value=value)
        for facet, value in sorted(facet_values(content, located))
    )
    type(case_study).objects.filter(pk=case_study.pk).update(
        current=version,
        draft_state="resting",
        first_published_at=case_study.changed_at,
        record_changed_at=case_study.changed_at,
    )


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0002_library")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
