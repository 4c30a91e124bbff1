"""A made-up brief and a made-up volume: the same seed gives the same values, pictures included.

Everything is set in municipalities that do not exist; other scripts are there because people use them.
"""

from datetime import date
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from casestudies.exports import (
    Contributor,
    Cover,
    Document,
    Entry,
    Figure,
    Item,
    Place,
    Quoted,
    Reference,
    Section,
    Table,
    Volume,
    document_of_volume,
)

SITE = "https://exchange.example.org"
LICENCE, LICENCE_URL = "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"
THEMES = (
    "Public Spaces",
    "Children and Youth",
    "Community-Driven",
    "Data",
    "Safety Journeys",
    "Policy",
    "Collective Thinking",
)
PLACES = (
    Place("Mbali Bay", -33.2, 27.6),
    Place("Khâi-Ma Vallei", -29.3, 18.9),
    Place("Ṱhavha ya Ḓuvha", -22.9, 30.5),
    Place("Kwamanzi", -29.1, 31.0),
    Place("Vaalrand", -26.7, 27.9),
    Place("Letlapeng", -28.6, 24.7),
)
SENTENCES = (
    "The rank was lit in one weekend, and for a month everybody spoke of the lamps.",
    "After the third cable theft the traders asked for fewer lamps that stay lit.",
    "Two wardens walked the route to the school each morning, and parents began to walk with them.",
    "Maintenance had no line in the budget, so the first broken light stayed broken for eleven weeks.",
    "The by-law was enforced against the traders who had asked for it.",
    "Where the caretaker lived within sight of the park, nothing was stolen from it.",
    "The safety audit was repeated by the same women on the same evening a year later.",
    "Councillors of three wards agreed to hold their meetings at the clinic, by turns.",
    "Young people drew the map; the planners kept it on the wall through the whole design.",
    "What the police counted and what people had seen differed by half.",
    "The forum met nine times without a budget, and fell asleep when its chairperson was moved.",
    "Nobody had asked the night shift of the hospital which way they walk home.",
    "Fencing moved the problem by two streets, and the two streets had not been consulted.",
    "A small grant that is paid late costs more trust than none.",
    "The precinct plan named an owner for each bench, each tap and each lamp.",
    "Girls used the field once the changing room had a door that locks from inside.",
    "The district kept the data; the municipality never saw it in a form that it could use.",
    "It took four years until safety was a line in the integrated development plan.",
    "An old shop owner opened the gate each morning, and that was the whole security concept.",
    "The evaluation began when the project ended, so there was nothing to compare with.",
)
SAID = (
    "We count the lamps every Friday. When one is out, we phone, and we write down whom we phoned.",
    "You can't plan a safe street from an office. Sit on the bench at half past six and look.",
    "The lights were never the point. Somebody who comes back was the point.",
    "We failed because we handed it over on paper and not to a person.",
    "Ri a livhuwa: ṱhoho, ḽiṅwe ḓuvha, ṋamusi na matshelo.",
    "Ons het drie keer gevra, en die vierde keer het ons self die lamp gekoop.",
    "أضأنا الشارع معًا، ثم عاد الناس إليه.",
    "I would not do it again without the traders at the table 😀 from the first day.",
    "Children told us about the corner behind the hall. It was on nobody's list.",
    "The data said that it was safe. My daughter said that it was not.",
    "Give us a key, not a consultation.",
    "It worked for a year. Then the budget was cut and we learned what had really carried it.",
)
PEOPLE = (
    "urban safety officer, Mbali Bay",
    "a trader (role only)",
    "Ben Mokoena, youth worker",
    "ward committee member, Vaalrand",
    "Dr Amina Dlamini, facilitator",
    "a teacher (role only)",
)
BRIEF_SECTIONS = (
    ("why", "Why it matters", 2, 1),
    ("cases", "The cases", 1, 0),
    ("worked", "What worked", 5, 5),
    ("failed", "What did not work", 4, 4),
    ("disagreed", "Where we disagreed", 3, 2),
    ("open", "Open questions", 2, 1),
    ("next", "What next", 2, 1),
)


class Corpus:
    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)  # noqa: S311 - made-up words, no secret
        self.quotations = 0

    def brief(self, place: int = 0) -> Document:
        """Some 1,500 words with fourteen quotations, a table and notes."""
        theme = THEMES[place % len(THEMES)]
        return Document(
            title=f"What keeps a place safe after the opening: {theme}"
            if place % 2 == 0
            else f"{theme}: what we tried, and what it cost",
            subtitle="What practitioners of six municipalities learned from each other",
            kind_label="Brief",
            url=f"{SITE}/learning/brief-{place}/",
            status_line="",
            published_on=date(2023, 9, 14),
            version="1.0",
            sections=tuple(self.brief_section(*told) for told in BRIEF_SECTIONS),
            credits=(
                "Dr Amina Dlamini, facilitator",
                "Ben Mokoena, youth worker",
                "eleven more by their role",
            ),
            how_to_cite=f"Municipal Safety Exchange (2023). {theme}. {SITE}/learning/brief-{place}/",
            licence=LICENCE,
            licence_url=LICENCE_URL,
            language="en",
            is_demonstration=True,
            facts=(
                ("Theme", theme),
                ("Engagement", "31 August 2023, online, 84 participants"),
                ("Case studies", "Mbali Bay; Khâi-Ma Vallei; Ṱhavha ya Ḓuvha"),
            ),
            kind="brief",
            cover=Cover(theme, "August 2023", PLACES[:3]),
            discussion_url=f"{SITE}/threads/{place + 40}/after-the-opening/",
        )

    def brief_section(self, key: str, title: str, items: int, quotations: int) -> Section:
        held = [[self.quoted()] if one < quotations else [] for one in range(items)]
        made = [
            Item(
                self.prose(4 if key == "cases" else 5),
                tuple(held[one]),
                references=(Reference("Safety audit, second round", f"{SITE}/case-studies/rank/"),)
                if one == items - 1 and key in {"why", "failed"}
                else (),
                tables=(self.table(),) if key == "cases" else (),
                is_own_view=key == "next" and one == items - 1,
            )
            for one in range(items)
        ]
        if key == "open":
            made.append(Item("\n".join(f"- {sentence}" for sentence in self.random.sample(SENTENCES, 3))))
        return Section(key, title, tuple(made))

    def prose(self, sentences: int) -> str:
        chosen = self.random.sample(SENTENCES, sentences)
        first, rest = chosen[0].split(" ", 3), chosen[1:]
        return " ".join([*first[:1], f"**{' '.join(first[1:3])}**", *first[3:], *rest])

    def quoted(self) -> Quoted:
        self.quotations += 1
        name = f"q{self.quotations:04}"
        words = SAID[self.quotations % len(SAID)]
        return Quoted(
            name,
            words,
            self.random.choice(PEOPLE),
            f"{SITE}/words/{name}/",
            withdrawn=self.quotations % 13 == 12,
            in_note=self.quotations % 9 == 8,
        )

    def table(self) -> Table:
        rows = (
            ("Lights at the rank", "Mbali Bay", "Lamps and wardens at the taxi rank", "operating", "4.2"),
            ("The field with a door", "Khâi-Ma Vallei", "A sports field that girls use", "scaling", "1.1"),
            ("Who walks home when", "Ṱhavha ya Ḓuvha", "Night routes of a hospital's shifts", "pilot", "0.3"),
        )
        return Table(
            header=("Case study", "Where", "What was tried", "Stage", "Rand (million)"),
            rows=rows,
            caption="The cases, in one table",
            columns=("start", "start", "start", "start", "end"),
            links=tuple(f"{SITE}/case-studies/{place}/" for place in range(3)),
        )

    def case(self, place: int, pictures: int) -> Document:
        told = ("Problem and context", "What was done", "How", "Who", "What changed", "What did not work")
        where = PLACES[place % len(PLACES)]
        figures = [self.figure(place, one) for one in range(pictures)]
        sections = [
            Section(
                f"part-{number}",
                title,
                (Item(f"{self.prose(6)}\n\n{self.prose(5)}", figures=tuple(figures[number::6])),),
            )
            for number, title in enumerate(told)
        ]
        return Document(
            title=f"{self.random.choice(SENTENCES).split(',')[0].rstrip('.')} ({where.name})",
            subtitle="Told by those who did it",
            kind_label="Case study",
            url=f"{SITE}/case-studies/{place}/",
            status_line="",
            published_on=date(2023, 8, 1),
            version="1.0",
            sections=tuple(sections),
            credits=("Chloé Naidoo, municipal planner",),
            how_to_cite=f"Chloé Naidoo (2023). Case study {place}. {SITE}/case-studies/{place}/",
            licence=LICENCE,
            language="en",
            is_demonstration=True,
            facts=(("Municipality", where.name), ("Stage", "Operating"), ("Budget", "R1 to R5 million")),
            kind="case",
            cover=Cover(THEMES[place % len(THEMES)], "August 2023", (where,)),
            discussion_url=f"{SITE}/case-studies/{place}/#discussion",
        )

    def figure(self, case: int, number: int) -> Figure:
        """A picture of 1280 by 853 pixels with the grain that a photograph has."""
        content = picture(case * 10 + number)
        return Figure(
            alt=f"A street at dusk, seen from the rank: {3 + number} lamps are lit",
            media_type="image/jpeg",
            read=lambda: content,
            caption=f"The rank in month {number + 1}. One lamp is out, and has been for eleven weeks.",
            credit="Photograph: Mbali Bay Municipality",
            width=1280,
            height=853,
        )

    def volume(self, *, briefs: int = 7, cases: int = 21, pictures: int = 60) -> Document:
        bound = tuple(self.brief(place) for place in range(briefs))
        share = [pictures // cases + (place < pictures % cases) for place in range(cases)]
        studied = tuple(self.case(place, share[place]) for place in range(cases))
        return document_of_volume(
            Volume(
                title="What Keeps Us Safe",
                subtitle="Seven conversations between South African municipalities",
                url=f"{SITE}/learning/volume/",
                kind_label="Volume",
                published_on=date(2024, 4, 18),
                version="1.0",
                language="en",
                licence=LICENCE,
                licence_url=LICENCE_URL,
                how_to_cite=f"Municipal Safety Exchange (2024). What Keeps Us Safe. {SITE}/learning/volume/",
                is_demonstration=True,
                cover=Cover("Municipal Safety Case Studies", "April 2024", PLACES),
                front_matter=(
                    "Published for the launch of the volume.",
                    "Quoted with consent.",
                ),
                foreword=(Item(self.prose(7)), Item(self.prose(6), (self.quoted(),)), Item(self.prose(5))),
                foreword_by="Nomvula Sithole, executive mayor of Mbali Bay",
                briefs=bound,
                cases=studied,
                lessons=tuple(self.lessons(bound, studied)),
                municipalities=tuple(
                    Entry(place.name, places=tuple(one.url for one in studied[number :: len(PLACES)]))
                    for number, place in enumerate(sorted(PLACES, key=lambda place: place.name))
                ),
                vocabulary=(
                    Entry("brief", "The succinct publication of one engagement."),
                    Entry("case study", "What was tried in a place, told so that others can learn."),
                    Entry("precinct plan", "What is built, run and looked after in a few streets, by whom."),
                    Entry(
                        "safety audit",
                        "A walk on which people write down where they feel unsafe.",
                    ),
                ),
                colophon=(Item("Set in Libertinus Serif. The dots of the cover are the municipalities."),),
                contributors=(Contributor("Dineo Khumalo", "editor"),),
            )
        )

    def lessons(self, briefs: tuple[Document, ...], cases: tuple[Document, ...]) -> list[Entry]:
        shown = [*briefs, *cases]
        return [
            Entry(sentence, places=tuple(one.url for one in self.random.sample(shown, min(3, len(shown)))))
            for sentence in sorted(SENTENCES)
        ]


def picture(seed: int) -> bytes:
    drawn = Random(seed)  # noqa: S311 - made-up pixels
    grain = Image.frombytes("L", (320, 213), drawn.randbytes(320 * 213)).resize((1280, 853))
    sky = Image.linear_gradient("L").resize((1280, 853))
    street = Image.merge(
        "RGB", (sky, sky.point(lambda value: value * 0.7), sky.point(lambda value: 90 + value // 4))
    )
    image = Image.blend(street, grain.convert("RGB"), 0.12)
    draw = ImageDraw.Draw(image)
    for _ in range(9):
        x, y, size = drawn.randrange(1280), drawn.randrange(200, 700), drawn.randrange(8, 30)
        draw.rectangle((x, y, x + 5, 853), fill=(40, 38, 42))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(240, 200, 120))
    file = BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()
