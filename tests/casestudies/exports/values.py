"""Documents for the tests; everything in them is made up."""

from dataclasses import replace
from datetime import date

from casestudies.exports import Document, Item, Quoted, Section

SITE = "https://exchange.example.org"
HARD_WORDS = (
    "It's 5 < 6 & 7 > 2, <b>not</b> &amp; never <script>alert(1)</script>",
    "“Smart quotes” and ‘single’ ones — even „low“ ones…",
    "We cheered 😀 👩🏽‍🌾 when !Kheis and Khâi-Ma came",
    "مرحبا، الأضواء تعمل الآن",
    "שלום & ברוכים הבאים",
    "First line\nsecond line\n\nafter a gap",
    "# not a heading\n- not a list\n1. nor this\n===\n> nor a quote",
    "*stars* _lines_ `ticks` [link](http://x.example) | pipe | ~~no~~ C:\\temp \\",
    "A heading for some?\n===",
    "```\nopen fence",
    "    four spaces, a\ttab and a trailing space ",
)


def quoted(words: str, name: str = "q1", *, withdrawn: bool = False) -> Quoted:
    return Quoted(name, words, f"Ben ({name}), urban safety officer", f"{SITE}/words/{name}/", withdrawn)


def document(*items: Item, **changes: object) -> Document:
    """A demonstration brief with one section that holds the items."""
    whole = Document(
        title="What kept the rank safe",
        subtitle="Learning from Mbali Bay",
        kind_label="Brief",
        url=f"{SITE}/learning/rank/",
        status_line="Approved",
        published_on=date(2023, 9, 14),
        version="1.2",
        sections=(Section("worked", "What worked", items),),
        credits=("Amina Dlamini, facilitator", "a shop owner (role only)"),
        how_to_cite="Municipal Safety Exchange (2023). What kept the rank safe.",
        licence="CC BY-NC-SA 4.0",
        language="en",
        is_demonstration=True,
        facts=(("Engagement", "Public Spaces"), ("Municipality", "Mbali Bay (fictional)")),
    )
    return replace(whole, **changes)
