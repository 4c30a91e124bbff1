import pytest

from forums.naming import KnownPerson, NamingKind, namings_in, without_namings

PEOPLE = [
    KnownPerson(
        "Thandiwe Mokoena", handle="thandi-m", affiliation="Women's Walking Network", place="Mbali Bay"
    ),
    KnownPerson("Pieter van der Merwe", affiliation="Klipdrif Municipality", place="Klipdrif, Northern Cape"),
    KnownPerson("Chloé Petersen", affiliation="Street Traders' Forum (STF)"),
    KnownPerson("Nkosana Ngcobo-Zulu", others=("Nkosi (iPhone)",)),
    KnownPerson("Hope Young"),
]


def found(text, *, places=()):
    return [naming.words for naming in namings_in(text, PEOPLE, places)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("As Thandiwe Mokoena said, we walk.", ["Thandiwe Mokoena"]),
        ("Mokoena walks, and so does thandiwe.", ["Mokoena", "thandiwe"]),
        ("It was Thandiwe's idea, not Mokoena’s.", ["Thandiwe's", "Mokoena’s"]),
        ("T. Mokoena and P.J. van der Merwe came.", ["T. Mokoena", "P.J. van der Merwe"]),
        ("Die kamera was Pieter se idee.", ["Pieter"]),
        ("Pieter van der Merwe se kamera", ["Pieter van der Merwe"]),
        ("UThandiwe wathi, sibonga uMokoena.", ["UThandiwe", "uMokoena"]),
        ("Sikhulume noThandiwe kaNgcobo.", ["noThandiwe kaNgcobo"]),
        ("Chloe asked, CHLOÉ answered, Chloë wrote.", ["Chloe", "CHLOÉ", "Chloë"]),
        ("Ngcobo was there, Zulu too.", ["Ngcobo", "Zulu"]),
        ("Ask @thandi-m or thandi-m.", ["@thandi-m", "thandi-m"]),
        ("Somebody @unknown-one too.", ["@unknown-one"]),
        ("Nkosi spoke up.", ["Nkosi"]),
    ],
)
def test_people_are_found_by_whatever_of_their_name_is_said(text, named):
    assert found(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Councillor Khumalo promised it.", ["Councillor Khumalo"]),
        ("Cllr. J. van Wyk and Mayor Sithole", ["Cllr. J. van Wyk", "Mayor Sithole"]),
        ("Raadslid Botha het dit beloof.", ["Raadslid Botha"]),
        ("uMnumzane Dlamini uthe", ["uMnumzane Dlamini"]),
        ("Dr Ndlovu-Smith of the clinic", ["Dr Ndlovu-Smith"]),
        ("Mail me: t.mokoena@walk.org.za today", ["t.mokoena@walk.org.za"]),
        ("Call 082 555 0199 or +27 82 555 0199.", ["082 555 0199", "+27 82 555 0199"]),
        ("Or (012) 555-0199, at night.", ["(012) 555-0199"]),
        ("In Mbali Bay we did it.", ["Mbali Bay"]),
        ("KLIPDRIF never answers.", ["KLIPDRIF"]),
        ("The Women's Walking Network walks; the STF sells.", ["Women's Walking Network", "STF"]),
    ],
)
def test_titles_addresses_numbers_places_and_organisations_are_found(text, named):
    assert found(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Hope is all we have. Young people walk at night.",
        "We hope the young stay.",
        "The mayor promised it; a councillor came.",
        "The municipality and the forum of the traders agreed.",
        "The street traders walk; our network watches the bay.",
        "It costs R40 a month, 12 000 a year, since 2019.",
        "On 12 May 2027 at 18:30 there were 350 people.",
        "Ward 12 has 27 lamps, 0 of them work.",
        "Will the director call the captain back?",
        "Section 0123 of the by-law",
        "Women walk home. Traders watch.",
        "",
    ],
)
def test_common_words_name_nobody(text):
    assert found(text) == []


def test_a_common_word_is_a_name_with_a_capital_inside_a_sentence():
    assert found("I asked Hope about it, and Hope Young said yes.") == ["Hope", "Hope Young"]


def test_other_municipalities_are_found_where_they_are_given():
    assert found("In Sol Plaatje they walk.", places=["Sol Plaatje, Northern Cape"]) == ["Sol Plaatje"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I am Zanele from Mzansi Bay.", ["Mzansi Bay"]),
        ("in mzansi bay, and in CAPE TOWN", ["mzansi bay", "CAPE TOWN"]),
        ("The City of Cape Town lit it.", ["City of Cape Town"]),
        ("Kokstad and Matlosana too", ["Kokstad", "Matlosana"]),
        ("We walk in uMdoni.", ["uMdoni"]),
        ("Buffalo did it, without any buffalo, by ubuntu.", ["Buffalo"]),
    ],
)
def test_municipalities_of_the_demonstration_and_short_names_are_found(text, named):
    names = ["Demonstration: Mzansi Bay", "City of Cape Town", "Greater Kokstad", "City of Matlosana"]
    assert found(text, places=[*names, "uMdoni", "Buffalo City", "Ubuntu"]) == named


def test_an_organisation_of_the_demonstration_is_found_without_that_word():
    person = KnownPerson("Ben", affiliation="Demonstration: Mzansi Bay Local Municipality")
    assert [one.words for one in namings_in("We of Mzansi Bay walk.", [person])] == ["Mzansi Bay"]


def test_a_mark_takes_the_place_of_each():
    text = "Thandiwe of Mbali Bay, thandi@walk.org.za, 082 555 0199, with the STF."
    assert without_namings(text, namings_in(text, PEOPLE)) == (
        "[name] of [municipality], [e-mail address], [telephone number], with the [organisation]."
    )


def test_of_two_that_overlap_the_longer_one_counts():
    assert found("Councillor Thandiwe Mokoena spoke.") == ["Councillor Thandiwe Mokoena"]


def test_a_municipality_is_one_though_somebody_works_there():
    (naming,) = namings_in("We are from Klipdrif.", PEOPLE)
    assert (naming.kind, naming.mark) == (NamingKind.PLACE, "[municipality]")
