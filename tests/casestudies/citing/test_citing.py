import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.citing import (
    Name,
    UnknownStyle,
    Work,
    apa,
    bibtex,
    csl_item,
    csl_json,
    group,
    names_in,
    person,
    ris,
    write,
)
from casestudies.exports.characters import one_line, printable
from tests.casestudies.citing.reading import check_csl, read_bibtex, read_ris, set_by_latex

RANK = Work(
    key="the-rank-v1.1",
    kind="report",
    title="Lights & traders at !Kheis: 50% of {them}",
    authors=(person("Thandi Nkosi"), person("Chloé Anne-Marie van der Merwe")),
    day=date(2027, 3, 3),
    version="1.1",
    genre="Case study",
    publisher="Municipal Safety Exchange",
    url="https://exchange.example/case-studies/the_rank/v/1.1/",
    language="en",
    abstract="It was dark.\nThey lit it.",
    licence="CC BY-NC-SA 4.0",
)
ARTICLE = Work(
    key="source-1",
    kind="article-journal",
    title="Who sweeps the rank?",
    authors=names_in("Dlamini, A. B.; City of Mbali"),
    year="2022",
    publisher="Journal of Made-up Places",
    doi="10.1234/abc",
)


# Names --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "name", "initials"),
    [
        ("Thandi Nkosi", Name("Nkosi", "Thandi"), "T."),
        ("Chloé Anne-Marie van der Merwe", Name("van der Merwe", "Chloé Anne-Marie"), "C. A.-M."),
        ("Émile du Plessis", Name("du Plessis", "Émile"), "É."),
        ("Dineo", Name("Dineo"), ""),
        ("De Beer", Name("Beer", "De"), "D."),  # a particle alone is somebody's first name
    ],
)
def test_a_persons_family_name_comes_with_its_particles(written, name, initials):
    assert (person(written), person(written).initials) == (name, initials)


def test_authors_of_a_source_are_people_where_a_comma_says_so():
    assert names_in(" Dlamini, A.;; City of  Mbali ;, X;Y,") == (
        Name("Dlamini", "A."),
        group("City of Mbali"),
        group("X"),
        group("Y"),
    )
    assert names_in(" ; ") == ()


# APA ----------------------------------------------------------------------------------------------
def test_apa_names_who_when_what_and_where():
    assert apa(RANK) == (
        "Nkosi, T., & van der Merwe, C. A.-M. (2027, March 3). Lights & traders at !Kheis: 50% of {them} "
        "(Case study, version 1.1). Municipal Safety Exchange. "
        "https://exchange.example/case-studies/the_rank/v/1.1/"
    )
    assert apa(ARTICLE) == (
        "Dlamini, A. B., & City of Mbali. (2022). Who sweeps the rank? Journal of Made-up Places. "
        "https://doi.org/10.1234/abc"
    )


def test_apa_does_without_what_is_not_known():
    assert apa(Work("a", "report", "Counts")) == "Counts. (n.d.)."
    platform = Work("a", "report", "Counts", authors=(group("The Exchange"),), publisher="The Exchange")
    assert apa(platform) == "The Exchange. (n.d.). Counts."


def test_apa_of_many_authors_names_nineteen_and_the_last():
    crowd = Work("a", "report", "Counts", authors=tuple(Name(f"N{n}", "X") for n in range(21)))
    assert apa(crowd).startswith("N0, X., N1, X.,")
    assert "N18, X., … N20, X. (n.d.)" in apa(crowd)
    assert "N19" not in apa(crowd)


# Files --------------------------------------------------------------------------------------------
def test_bibtex_is_read_back():
    kind, key, fields = read_bibtex(bibtex(RANK))
    assert (kind, key) == ("techreport", "the-rank-v1.1")
    assert {name: set_by_latex(value) for name, value in fields.items()} == {
        "title": RANK.title,
        "author": "Nkosi, Thandi and van der Merwe, Chloé Anne-Marie",
        "year": "2027",
        "month": "3",
        "institution": "Municipal Safety Exchange",
        "type": "Case study",
        "number": "version 1.1",
        "url": RANK.url,
        "language": "en",
        "note": "Licence: CC BY-NC-SA 4.0",
    }
    kind, _key, fields = read_bibtex(bibtex(ARTICLE))
    assert (kind, fields["author"]) == ("article", "Dlamini, A. B. and {City of Mbali}")
    assert fields["journal"] == "Journal of Made-up Places"


def test_a_name_with_and_in_it_stays_one_author():
    work = Work("a", "report", "T", authors=(group("Water and Light"), Name("Sand and Sea", "A.")))
    assert read_bibtex(bibtex(work))[2]["author"] == "{Water and Light} and {Sand and Sea}, A."


def test_ris_is_read_back():
    assert read_ris(ris(RANK)) == [
        ("TY", "RPRT"),
        ("ID", "the-rank-v1.1"),
        ("TI", RANK.title),
        ("AU", "Nkosi, Thandi"),
        ("AU", "van der Merwe, Chloé Anne-Marie"),
        ("PY", "2027"),
        ("DA", "2027/03/03/"),
        ("PB", "Municipal Safety Exchange"),
        ("M3", "Case study"),
        ("ET", "1.1"),
        ("UR", RANK.url),
        ("LA", "en"),
        ("AB", "It was dark. They lit it."),
        ("N1", "Licence: CC BY-NC-SA 4.0"),
        ("ER", ""),
    ]
    assert ("T2", "Journal of Made-up Places") in read_ris(ris(ARTICLE))


def test_csl_json_is_read_back():
    items = json.loads(csl_json([RANK, ARTICLE]))
    check_csl(items)
    assert items == [csl_item(RANK), csl_item(ARTICLE)]
    assert items[0]["author"][1] == {"family": "van der Merwe", "given": "Chloé Anne-Marie"}
    assert items[0]["issued"] == {"date-parts": [[2027, 3, 3]]}
    assert items[1]["container-title"] == "Journal of Made-up Places"
    assert "Chloé" in csl_json(RANK)  # letters stay letters
    assert csl_item(Work("a", "report", "T", year="199?"))["issued"] == {"literal": "199?"}


def test_each_file_says_what_it_is():
    assert [(write(RANK, fmt).content_type.partition(";")[0]) for fmt in ("bib", "ris", "json", "txt")] == [
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
        "text/plain",
    ]
    with pytest.raises(UnknownStyle):
        write(RANK, "doc")


# Hostile words ------------------------------------------------------------------------------------
words = st.text(max_size=60)


@given(title=words, family=words, given_name=words, publisher=words, abstract=words)
def test_no_words_break_a_file(title, family, given_name, publisher, abstract):
    authors = (Name(family, given_name), group("And Others"))
    work = Work("k", "report", title, authors, publisher=publisher, abstract=abstract, year="2020")
    fields = read_bibtex(bibtex(work))[2]
    assert set_by_latex(fields["title"]) == seen(title)
    assert set_by_latex(fields.get("institution", "")) == seen(publisher)
    tags = read_ris(ris(work))
    assert [tag for tag, _value in tags].count("TY") == 1
    assert dict(tags).get("AB", "") == seen(abstract)
    item = json.loads(csl_json(work))[0]
    assert (item.get("title", ""), item.get("abstract", "")) == (seen(title), seen(abstract))
    assert "\n" not in apa(work)


def seen(text: str) -> str:
    return one_line(printable(text))
