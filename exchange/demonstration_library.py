"""The demonstration's library: fictional case studies that take the site's own way to publication.

Each file of ``casestudies/data/demonstration`` tells who wrote what when, who read it, and how it ended.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from casestudies.actions.authors import invite_author
from casestudies.actions.comments import comment_on_section, settle_comment
from casestudies.actions.drafts import save_fields, start_case_study
from casestudies.actions.letters import without_letters
from casestudies.actions.notes import add_note
from casestudies.actions.pictures import add_picture
from casestudies.actions.programme import read_data
from casestudies.actions.workflow import (
    ask_reviewers,
    decide_review,
    publish_case_study,
    submit_case_study,
    withdraw_case_study,
)
from casestudies.content import FIELDS
from casestudies.models import BuildingBlock, CaseStudy, Engagement, Lesson, Theme, Verdict
from casestudies.queries import head_of
from exchange.demonstration_pictures import drawn
from exchange.people.models import User
from exchange.text import render

Row = Mapping[str, Any]
People = Mapping[str, User]
EDITOR = "dineo"


def load_library(people: People) -> None:
    """Building blocks first, then case studies in an order in which each finds those that it relates to."""
    shared = read_data("demonstration_library.json")
    for row in shared["building_blocks"]:
        load_block(row)
    with without_letters():
        for name in shared["case_studies"]:
            DemonstrationCase(read_data(f"demonstration/{name}.json"), people).load()


def load_block(row: Row) -> None:
    BuildingBlock.objects.create(**row, html=render(row["source"]).html, is_demonstration=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


class DemonstrationCase:
    """One case study, from its first draft to where its file leaves it."""

    def __init__(self, row: Row, people: People) -> None:
        self.row = row
        self.people = people
        self.content = dict(row["content"])

    def load(self) -> None:
        self.case_study = self.start()
        self.add_pictures()
        self.go_on_writing()
        ends = self.row.get("ends", "published")
        if ends != "writing":
            submit_case_study(case_study=self.case_study, by=self.owner)
        if ends == "in_review":
            self.review(now=at(self.row["submitted_at"]), verdicts=self.row["verdicts"])
        if ends == "published":
            self.publish(at(self.row["published_at"]))
            self.follow_up()
        for comment in self.row.get("comments", ()):
            self.comment(comment)

    @property
    def owner(self) -> User:
        return self.people[self.row["authors"][0]]

    def start(self) -> CaseStudy:
        """The first revision holds the first steps, with the words that a later revision changed."""
        first = self.row["written"][0]
        case_study = start_case_study(
            slug=self.row["slug"],
            title=self.content["title"],
            theme=Theme.objects.get(slug=self.content["theme"]),
            by=self.people[first["by"]],
            content={**self.fields(first["steps"]), **self.row.get("earlier", {})},
            is_demonstration=True,
            now=at(first["at"]),
        )
        for key in self.row["authors"][1:]:
            invite_author(case_study=case_study, email=self.people[key].email)
        return case_study

    def fields(self, steps: Iterable[str]) -> dict[str, Any]:
        """What the content holds in some steps of the form."""
        keys = [field.key for field in FIELDS if field.step in steps]
        return {key: self.content[key] for key in keys if key in self.content and key != "pictures"}

    def add_pictures(self) -> None:
        rows = self.content.get("pictures", [])
        self.content["pictures"] = [self.add_picture(row) for row in rows]

    def add_picture(self, row: Row) -> dict[str, Any]:
        """The file names a drawing; the draft then holds the key of the picture that was made of it."""
        picture = add_picture(
            case_study=self.case_study,
            file=drawn(row["drawing"]),
            name=f"{row['drawing']}.png",
            by=self.owner,
            now=at(self.row["written"][-1]["at"]),
        )
        return {**{key: value for key, value in row.items() if key != "drawing"}, "picture": picture.key}

    def go_on_writing(self) -> None:
        """Each later revision adds its steps; the last one everything that is left."""
        for revision in self.row["written"][1:]:
            values = self.fields(revision["steps"]) if "steps" in revision else self.content
            self.save(values, by=revision["by"], now=at(revision["at"]), note=revision.get("note", ""))

    def save(self, values: Row, *, by: str, now: datetime, note: str) -> None:
        save_fields(
            case_study=self.case_study,
            values=values,
            by=self.people[by],
            seen=head_of(self.case_study).number,
            note=note,
            now=now,
        )

    def review(self, *, now: datetime, verdicts: Mapping[str, str] | None = None) -> None:
        """Two members read it: they pass it, unless ``verdicts`` says which of them has decided what."""
        reviews = ask_reviewers(
            case_study=self.case_study,
            reviewers=[self.people[key] for key in self.row["reviewers"]],
            by=self.people[EDITOR],
            now=now,
        )
        for key, review in zip(self.row["reviewers"], reviews, strict=True):
            verdict = Verdict.PASSED if verdicts is None else verdicts.get(key)
            if verdict:
                remark = self.row["remarks"].get(key, "")
                decide_review(review=review, verdict=Verdict(verdict), remark=remark, now=now)

    def publish(self, now: datetime, *, note: str = "") -> None:
        self.review(now=now)
        publish_case_study(case_study=self.case_study, by=self.people[EDITOR], note=note, now=now)

    def follow_up(self) -> None:
        """What came after the first version: its dates, later versions, notes, an engagement, the end."""
        published_at = at(self.row["published_at"])
        CaseStudy.objects.filter(pk=self.case_study.pk).update(created_at=at(self.row["written"][0]["at"]))
        Lesson.objects.filter(case_study=self.case_study).update(created_at=published_at)
        for version in self.row.get("versions", ()):
            self.save(version["values"], by=version["by"], now=at(version["at"]), note=version["note"])
            submit_case_study(case_study=self.case_study, by=self.owner)
            self.publish(at(version["published_at"]), note=version["note"])
        for note in self.row.get("public_notes", ()):
            self.case_study.refresh_from_db()
            add_note(
                case_study=self.case_study,
                field=note["field"],
                text=note["text"],
                by=self.people[EDITOR],
                now=at(note["at"]),
            )
        if engagement := self.row.get("engagement"):
            Engagement.objects.get(slug=engagement).case_studies.add(self.case_study)
        if end := self.row.get("withdrawn"):
            withdraw_case_study(
                case_study=self.case_study, reason=end["reason"], by=self.people[EDITOR], now=at(end["at"])
            )

    def comment(self, row: Row) -> None:
        comment = comment_on_section(
            case_study=self.case_study,
            field=row["field"],
            author=self.people[row["author"]],
            text=row["text"],
            now=at(row["at"]),
        )
        if row.get("settled_at"):
            settle_comment(comment=comment, by=self.people[row["settled_by"]], now=at(row["settled_at"]))
