"""What the API answers with: each field with its meaning, and an example of each kind of object."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema
from pydantic import create_model

made_model: Any = create_model  # its types know no fields that are made from a list


def text(description: str, example: str = "") -> str:
    """A field that is a string, with what it means."""
    made: str = Field(..., description=description, examples=[example] if example else None)
    return made


class Problem(Schema):
    """What was wrong with the request, in words."""

    detail: str = text("What is wrong, and what to do", "There is no case study at this address.")


class Tombstone(Schema):
    """A case study that was public and is no longer: it keeps its address, and says when and why it went."""

    detail: str = text("The same in a sentence")
    slug: str = text("The last part of its address", "the-taxi-rank")
    title: str = text("Its title")
    url: str = text("The page that says so to people")
    withdrawn_at: datetime = Field(..., description="When it was withdrawn")
    reason: str = text("Why, in its team's or the editors' words")


class Named(Schema):
    """A key and what people call it."""

    key: str = text("Stays the same when the name changes", "public-spaces")
    label: str = text("The name", "Public Spaces")


class Place(Schema):
    """A municipality's part in a case study."""

    code: str = text("The demarcation code", "KZN292")
    name: str = text("Its name", "KwaDukuza")
    province: str = text("Its province", "KwaZulu-Natal")
    role: str = text(
        "lead, co_implementer, funder, convener, enabler, policy_owner, data_provider, …", "lead"
    )


class CaseStudySummary(Schema):
    """A case study as lists show it."""

    id: str = text("Never changes, not even with the address", "tag:exchange.example,2026:case-study/1")
    slug: str = text("The last part of its address", "the-taxi-rank")
    url: str = text("Its page")
    api_url: str = text("All of it, from this API")
    title: str = text("What was done and where")
    nutshell: str = text("One sentence")
    abstract: str = text("Problem, what was tried, what changed, what did not work; empty for a stub")
    language: str = text("ISO 639", "en")
    licence: str = text("The licence of its text", "CC BY-NC-SA 4.0")
    status: str = text("published, or stub: only public facts are known", "published")
    theme: Named
    places: list[Place] = Field(..., description="Empty where readers may not learn the municipality")
    version: str = text("The number of the current version", "1.0")
    published_at: datetime | None = Field(..., description="When the current version was published")
    first_published_at: datetime | None = Field(..., description="When the first version was published")
    changed_at: datetime | None = Field(..., description="When it last changed for readers")
    reviewed_on: date | None = Field(..., description="When it was last reviewed; none for a stub")
    has_content_note: bool = Field(..., description="Whether it is about gender-based violence or children")
    is_demonstration: bool = Field(..., description="Whether everything in it is made up")


class VersionSummary(Schema):
    """A numbered version. Its words never change, except that withdrawn ones are taken out."""

    number: str = text("1.0 is the first that its authors wrote; a stub is below it", "1.0")
    status: str = text("current or superseded", "current")
    url: str = text("Its page")
    api_url: str = text("All of it, from this API")
    published_at: datetime
    note: str = text("What changed in this version")
    authors: list[str] = Field(..., description="Authors who agreed to be named")


class Lesson(Schema):
    """One thing learned, worked or failed."""

    id: int = Field(..., description="Never changes", examples=[17])
    url: str = text("Its page")
    statement: str = text("The lesson", "A light without a keeper goes out.")
    kind: str = text("worked, did_not_work, mixed, caution, open_question, precondition", "did_not_work")
    conditions: str = text("Under which conditions it held")
    confidence: str = text("one_voice, several_voices, several_engagements, evaluated", "one_voice")
    attributed_to: str = text("Whose experience, as far as it may be said")
    audiences: list[Named] = Field(..., description="Whom it is for")
    theme: Named | None
    province: str = text("Where it was learned, as far as readers may know", "Eastern Cape")
    case_study: str | None = Field(..., description="The slug of the case study it comes from")
    recorded_learning: str | None = Field(..., description="The slug of the publication it comes from")
    created_at: datetime
    is_demonstration: bool


class Municipality(Schema):
    """A municipality of South Africa."""

    code: str = text("The demarcation code; addresses hold it", "KZN292")
    name: str = text("The name; two are called Emalahleni", "KwaDukuza")
    url: str = text("Its page")
    category: str = text("A metropolitan, B local, C district", "B")
    province: str = text("Its province", "KwaZulu-Natal")
    district: str | None = Field(..., description="The code of its district", examples=["DC29"])
    merged_into: str | None = Field(..., description="The code of its successor, if it was disestablished")
    latitude: float | None = Field(..., description="Of its approximate middle")
    longitude: float | None = Field(..., description="Of its approximate middle")
    case_studies: int = Field(..., description="How many public case studies it takes part in")
    is_demonstration: bool = Field(..., description="Whether it is made up")


class Theme(Schema):
    """One of the programme's themes."""

    slug: str = text("The key", "public-spaces")
    title: str = text("The name", "Public Spaces")
    about: str = text("What its case studies are about")
    url: str = text("Its page")
    month: date = Field(..., description="The first day of the month of its engagement")


class Term(Schema):
    """One entry of a vocabulary."""

    key: str = text("What filters and case studies hold", "township")
    label: str = text("The name", "Township")
    description: str = text("What it covers; may be empty")
    is_retired: bool = Field(..., description="No longer chosen; older case studies may still have it")


class Vocabulary(Schema):
    """A controlled vocabulary."""

    key: str = text("The filter's name", "setting")
    label: str = text("The name", "Setting")
    terms: list[Term]


class Engagement(Schema):
    """A meeting in which case studies are presented and discussed."""

    slug: str
    title: str
    url: str = text("Its page")
    kind: str = text("virtual or in_person", "virtual")
    theme: Named | None
    month: date = Field(..., description="The first day of its month")
    starts_on: date | None = Field(..., description="The day, where it is known")
    starts_at: datetime | None
    ends_at: datetime | None
    date_status: str = text("expected or confirmed", "confirmed")
    place: str = text("Of a meeting in person")
    summary: str
    recording_url: str = text("The recording, after the event; may be empty")
    case_studies: list[str] = Field(..., description="Slugs of the case studies presented")
    is_demonstration: bool


class BuildingBlock(Schema):
    """A part that many case studies use."""

    slug: str = text("The key", "safety-audit-walk")
    title: str
    summary: str
    description: str = text("How it is done, in Markdown")
    url: str = text("Its page")
    case_studies: list[str] = Field(..., description="Slugs of the case studies that use it")
    is_demonstration: bool


class RecordedLearning(Schema):
    """What an engagement taught, published under a lasting address."""

    slug: str
    title: str
    kind: str = text("What it is called", "brief")
    url: str = text("Its page")
    version: str = text("Its number", "1.0")
    language: str = text("ISO 639", "en")
    licence: str
    theme: Named | None
    engagement: str | None = Field(..., description="The slug of its engagement")
    credits: list[str] = Field(..., description="Who took part, by consent")
    published_at: datetime
    is_demonstration: bool
