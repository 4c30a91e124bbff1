"""Small discussions for the tests."""

from typing import Any

from forums.drafting import Source, SourceKind


def source(key: str, text: str, kind: SourceKind = SourceKind.POST, **more: Any) -> Source:
    """A source whose voice is its own unless told otherwise."""
    return Source(key=key, text=text, kind=kind, **{"voice": f"voice of {key}", **more})


SUBJECTS = (
    "street lights on Mandela Drive", "night patrols around Extension Four", "school crossings beside the N2",
    "taxi kiosks under Joubert bridge", "late clinics in Phola Park", "youth desks near Bram stadium",
    "camera rooms over Church Square", "market wardens along Berea quay", "drop-in centres at Klip station",
    "safe houses behind Vredenburg hall", "bus shelters outside Umlazi mall", "victim desks in Thaba court",
)  # fmt: skip
FORMS = (
    "People were afraid of {}.",
    "The {} worked.",
    "The {} failed.",
    "I disagree about {}.",
    "Nobody knows about {}.",
    "Next year come {}.",
)


def discussion(count: int = 12) -> list[Source]:
    """Each voice says one thing for one section."""
    return [
        source(f"post-{number}-{form}", FORMS[form].format(SUBJECTS[number]))
        for number in range(count)
        for form in range(len(FORMS))
    ]


def cited_words(draft, sources) -> dict[str, list[str]]:
    """What is cited in each section."""
    texts = {one.key: one.text for one in sources}
    found: dict[str, list[str]] = {}
    for item in draft.items:
        words = [texts[span.source][span.start : span.end] for span in item.citations]
        found.setdefault(item.section, []).extend(words)
    return found
