"""A made-up library of any size, written in bulk: the same seed gives the same rows.

Real cases are uneven, so the terms are too: a term's share falls off with its rank, as words' shares do.
Each case has a text of some 900 words, two outcomes, two or three places' worth of facets and ten lessons.
"""

import string
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from casestudies.content import NarrativeKey, Vocabulary, cleaned, empty_content
from casestudies.content.choices import Direction, HowWeKnow, LessonConfidence, LessonKind
from casestudies.content.facets import Located, facet_values
from casestudies.content.fields import FIELDS
from casestudies.content.public import words_of
from casestudies.models import (
    CaseFacet,
    CasePlace,
    CaseRevision,
    CaseStudy,
    CaseStudyStatus,
    CaseVersion,
    DraftState,
    Lesson,
    Municipality,
    Term,
    Theme,
)
from exchange.text import render

LESSONS_OF_A_CASE = 10
PARAGRAPHS = 400  # rendering one takes milliseconds, so cases share them
BATCH = 250
EARLIEST = datetime(2023, 8, 31, 9, tzinfo=UTC)
NAMES = ("!Kheis", "Khâi-Ma", "uMhlathuze", "eThekwini", "Ṱhohoyanḓou", "lights", "traders", "audit")


class Corpus:
    """Adds cases to an empty library that has the programme in it."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)  # noqa: S311 - made-up rows, no secret
        self.lexicon = self._lexicon()
        self.weights = [1 / (rank + 3) for rank in range(len(self.lexicon))]
        self.themes = list(Theme.objects.order_by("order"))
        self.municipalities = list(Municipality.objects.filter(is_demonstration=False).order_by("code"))
        self.terms: dict[str, list[str]] = {}
        for term in Term.objects.in_order():
            self.terms.setdefault(term.vocabulary, []).append(term.key)
        self.paragraphs = {text: render(text).html for text in (self.words(75) for _ in range(PARAGRAPHS))}
        self.size = 0

    def _lexicon(self) -> list[str]:
        letters = string.ascii_lowercase
        words = {"".join(self.random.choices(letters, k=self.random.randint(3, 10))) for _ in range(4000)}
        return [*NAMES, *sorted(words)]

    def grow_to(self, size: int) -> None:
        """Add cases until there are ``size``, with ten times as many lessons."""
        while self.size < size:
            count = min(BATCH, size - self.size)
            self._add([self._content(self.size + number) for number in range(count)])
            self.size += count

    # One case -------------------------------------------------------------------------------------
    def some(self, vocabulary: str, most: int) -> list[str]:
        keys = self.terms[vocabulary]
        weights = [1 / (rank + 1) for rank in range(len(keys))]
        return sorted(set(self.random.choices(keys, weights, k=self.random.randint(1, most))))

    def words(self, count: int) -> str:
        return " ".join(self.random.choices(self.lexicon, self.weights, k=count))

    def _content(self, number: int) -> dict[str, Any]:
        choose = self.random.choice
        paragraphs = list(self.paragraphs)
        many = {
            field.key: self.some(field.vocabulary, 4)
            for field in FIELDS
            if field.vocabulary and isinstance(empty_content()[field.key], list)
        }
        places = self.random.sample(self.municipalities, self.random.choice((1, 1, 2)))
        return cleaned(
            {
                "title": f"Case {number}: {self.words(6)}"[:90],
                "nutshell": self.words(20)[:160],
                "abstract": self.words(70)[:600],
                "theme": choose(self.themes).slug,
                "places": [{"municipality": place.code, "role": "lead"} for place in places],
                "stage": choose(self.terms[Vocabulary.STAGE]),
                "budget": choose(self.terms[Vocabulary.BUDGET]),
                "start": str(choose(range(2008, 2024))),
                **{key: choose(paragraphs) for key in NarrativeKey.values},
                **many,
                "outcomes": [
                    {
                        "domain": choose(self.terms[Vocabulary.OUTCOME_DOMAIN]),
                        "statement": self.words(15)[:300],
                        "direction": choose(Direction.values),
                        "how_we_know": choose(HowWeKnow.values),
                    }
                    for _ in range(2)
                ],
                "lessons": [
                    {
                        "statement": self.words(22)[:240],
                        "kind": choose(LessonKind.values),
                        "conditions": self.words(15)[:400],
                        "confidence": choose(LessonConfidence.values),
                    }
                    for _ in range(LESSONS_OF_A_CASE)
                ],
            }
        )

    # Rows -----------------------------------------------------------------------------------------
    def _add(self, contents: list[dict[str, Any]]) -> None:
        themes = {theme.slug: theme for theme in self.themes}
        known = {place.code: place for place in self.municipalities}
        begun = [EARLIEST + timedelta(minutes=11 * (self.size + place)) for place in range(len(contents))]
        cases = CaseStudy.objects.bulk_create(
            CaseStudy(
                slug=f"case-{self.size + place}",
                title=content["title"],
                nutshell=content["nutshell"],
                abstract=content["abstract"],
                theme=themes[content["theme"]],
                status=CaseStudyStatus.PUBLISHED,
                draft_state=DraftState.RESTING,
                first_published_at=begun[place],
                record_changed_at=begun[place],
            )
            for place, content in enumerate(contents)
        )
        rows = list(zip(cases, contents, begun, strict=True))
        revisions = CaseRevision.objects.bulk_create(
            CaseRevision(case_study=case, number=1, content=content, made_at=at) for case, content, at in rows
        )
        versions = CaseVersion.objects.bulk_create(
            CaseVersion(
                case_study=case,
                revision=revision,
                major=1,
                minor=0,
                content=content,
                labels=self._labels(content, themes, known),
                html={key: self.paragraphs[content[key]] for key in NarrativeKey.values},
                words=words_of(content),
                published_at=at,
            )
            for (case, content, at), revision in zip(rows, revisions, strict=True)
        )
        for case, version in zip(cases, versions, strict=True):
            case.current = version
        CaseStudy.objects.bulk_update(cases, ["current"], batch_size=BATCH)
        CasePlace.objects.bulk_create(
            CasePlace(case_study=case, municipality=known[place["municipality"]], role=place["role"])
            for case, content, _at in rows
            for place in content["places"]
        )
        CaseFacet.objects.bulk_create(
            CaseFacet(case_study=case, facet=facet, value=value)
            for case, content, _at in rows
            for facet, value in sorted(facet_values(content, self._located(content, known)))
        )
        Lesson.objects.bulk_create(
            Lesson(
                case_study=case,
                uid=row["uid"],
                statement=row["statement"],
                kind=row["kind"],
                conditions=row["conditions"],
                confidence=row["confidence"],
                theme=case.theme,
                province=known[content["places"][0]["municipality"]].province,
            )
            for case, content, _at in rows
            for row in content["lessons"]
        )

    def _located(self, content: dict[str, Any], known: dict[str, Municipality]) -> list[Located]:
        places = [known[row["municipality"]] for row in content["places"]]
        return [Located(place.code, place.province, place.category) for place in places]

    def _labels(
        self, content: dict[str, Any], themes: dict[str, Theme], known: dict[str, Municipality]
    ) -> dict[str, dict[str, str]]:
        places = [known[row["municipality"]] for row in content["places"]]
        return {
            "themes": {content["theme"]: themes[content["theme"]].title},
            "municipalities": {place.code: str(place) for place in places},
        }
