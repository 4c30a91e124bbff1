"""The page of a case study with everything in it, its versions, its files and its references."""

import json
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from casestudies.actions.drafts import save_fields
from casestudies.actions.versions import make_version
from casestudies.models import CasePicture, CaseStudyStatus, HelpLine, Lesson, PublicNote, Redaction
from casestudies.queries import head_of
from tests.casestudies.citing.reading import check_csl, read_bibtex, read_ris
from tests.factories import (
    NOW,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_engagement,
    make_full_case_study,
    make_session,
    make_thread,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db
STEPS_OF_TRUTH = ("Effect", "Mechanism", "Moderators", "Implementation", "Economics")


def page_of(case_study) -> str:
    return reverse("case_study", args=[case_study.slug])


def version_page(case_study, number) -> str:
    return reverse("case_version", args=[case_study.slug, number])


def corrected(case_study, **values):
    """The next version, made of the draft with these values."""
    save_fields(case_study=case_study, values=values, by=ben(), seen=1, now=NOW)
    later = NOW + timedelta(days=9)
    return make_version(revision=head_of(case_study), by=None, note="Says who paid.", now=later)


def linked_data(response) -> list[dict]:
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S
    )
    assert len(blocks) == 1
    return json.loads(blocks[0])["@graph"]


# What it says -------------------------------------------------------------------------------------
def test_the_page_shows_every_group(client):
    page = Page(client.get(page_of(make_full_case_study(content={"precision": "site"}))))
    for words in (
        "Kingfisher Street rank",
        "July 2021 – December 2023",
        "The municipality (Lights)",
        "Five officials, a day a week each.",
        "March 2022 The first strip opened.",
        "31 % → 52 %",
        "2021 to 2023; Two surveys",
        "Held when: Where copper is stolen.",
        "Urban safety officer, Mbali Bay",
        "Before planning.",
        "Dlamini, A. (2023). Counting the rank.",
        "Thandi Nkosi",
        "Version 1.0, 15 September 2027",
    ):
        assert words in page.text
    assert "Sipho Untold" not in page.text  # he did not agree to be named


def test_each_value_of_a_facet_leads_to_the_others_that_have_it(client):
    links = Page(client.get(page_of(make_full_case_study()))).links
    facets = {address.partition("?")[2]: words for address, words in links.items() if "/?" in address}
    assert facets["setting=township"] == "Township"
    assert facets["stage=operating"] == "Operating"
    assert facets["outcome_domain=perceived-safety"] == "Perceived safety"
    assert facets["direction=improved"] == "Improved"
    assert links["#how-we-know-2"] == "2 Before and after"
    assert links["/building-blocks/safety-audit-walk/"] == "Safety audit walk"
    assert links[reverse("lesson", args=[Lesson.objects.get().pk])] == "A light without a keeper goes out."


def test_what_did_not_work_stands_beside_what_changed_and_is_never_left_out(client):
    reason = "We looked for a year and asked everyone, and what broke was mended in a week."
    thin = make_case_study(content={"what_did_not_work": "Nothing.", "nothing_reason": reason})
    page = Page(client.get(page_of(thin)))
    assert page.text.index("What did not work Nothing.") < page.text.index(reason)
    page = Page(client.get(page_of(make_case_study("silent"))))
    assert "What did not work Not reported" in page.text


def test_the_evidence_panel_says_not_reported_in_each_empty_part(client):
    text = Page(client.get(page_of(make_full_case_study()))).text
    panel = text[text.index("What a decision needs to know") : text.index("A light without a keeper")]
    places = [panel.index(part) for part in STEPS_OF_TRUTH]
    assert places == sorted(places)
    parts = [panel[start:end] for start, end in zip(places, [*places[1:], None], strict=True)]
    assert ["Not reported" in part for part in parts] == [False, False, True, True, True]
    assert "Perceived safety: improved" in parts[0]


def test_where_the_province_is_all_that_may_be_told(client):
    case_study = make_full_case_study(content={"precision": "province"})
    response = client.get(page_of(case_study))
    page = Page(response)
    assert "Where Eastern Cape Only the province is told, as agreed." in page.text
    exported = client.get(reverse("case_export", args=[case_study.slug, "md"])).content.decode()
    assert "- **Municipalities and their roles:** Eastern Cape\n" in exported
    assert ("Mbali Bay, Eastern Cape" in page.text, "MBY" in response.content.decode()) == (False, False)


def test_related_case_studies_are_read_from_both_sides(client):
    first = make_case_study("first", title="First")
    second = make_case_study(
        "second", title="Second", content={"relations": [{"relation": "adapts", "case_study": "first"}]}
    )
    assert "Adapted by Second" in Page(client.get(page_of(first))).text
    assert "Adapts First" in Page(client.get(page_of(second))).text


def test_a_disputed_field_and_withdrawn_words_say_so_where_they_stand(client):
    case_study = make_full_case_study()
    note = {"case_study": case_study, "by": ben(), "added_at": NOW}
    PublicNote.objects.create(field="what_changed", text="The station counts fewer.", **note)
    PublicNote.objects.create(field="how", text="Long settled.", lifted_at=NOW, **note)
    Redaction.objects.create(version=case_study.current, field="who", reason="Asked for.", made_at=NOW)
    text = Page(client.get(page_of(case_study))).text
    changed, failed = text.index("About what changed"), text.index("About what did not work")
    assert changed < text.index("Disputed. The station counts fewer.") < failed
    assert text.index("About who") < text.index("Words were withdrawn here on 15 September 2027. Asked for.")
    assert "Long settled." not in text


def test_a_source_that_is_no_web_address_is_no_link(client):
    source = {"title": "A trap", "url": "javascript:alert(1)"}
    response = client.get(page_of(make_full_case_study(content={"sources": [source]})))
    assert ("A trap" in Page(response).text, "javascript:alert" in response.content.decode()) == (True, False)


def test_those_who_write_it_find_their_pages_from_it(client):
    case_study = make_full_case_study(author=chloe())
    draft = make_case_study("draft", status=CaseStudyStatus.DRAFT, author=chloe())
    ways = [
        reverse(name, args=[case_study.slug]) for name in ("write_case_study", "case_history", "case_review")
    ]
    for person, offered in ((None, []), (ben, []), (chloe, ways), (dineo, ways)):
        if person:
            client.force_login(person())
        links = Page(client.get(page_of(case_study))).links
        assert [way for way in ways if way in links] == offered
    page = Page(client.get(page_of(draft)))
    assert "Nothing of this case study is published yet." in page.text
    assert reverse("write_case_study", args=["draft"]) in page.links


# A note before hard words -------------------------------------------------------------------------
def test_hard_words_come_after_a_note_with_help_and_a_way_out(client):
    HelpLine.objects.create(name="Childline", number="116", verified_on=date(2027, 9, 1))
    HelpLine.objects.create(name="GBV Command Centre", number="0800 428 428", detail="Also USSD.")
    case_study = make_full_case_study(content={"content_notes": ["harm_to_children"]})
    for path in (page_of(case_study), version_page(case_study, "1.0")):
        response = client.get(path)
        page = Page(response)
        assert page.links["https://www.google.co.za/"] == "Exit this page"
        html = response.content.decode()
        assert 'rel="noreferrer noopener"' in html
        assert html.index("harm to children") < html.index("<h1>")
        assert "Childline 116 Last dialled by us on 1 September 2027" in page.text
        assert page.links["tel:0800428428"] == "0800 428 428"
        assert "does not clear your browser’s history" in page.text
    assert "Exit this page" not in Page(client.get(page_of(make_case_study()))).text


# Versions -----------------------------------------------------------------------------------------
def test_each_version_keeps_its_page_its_words_and_its_address(client):
    case_study = make_full_case_study()
    corrected(case_study, nutshell="The municipality paid.", funders=[{"name": "Nobody", "paid_for": ""}])
    old, new = (client.get(version_page(case_study, number)) for number in ("1.0", "1.1"))
    assert ("Nobody" in Page(old).text, "Nobody" in Page(new).text) == (False, True)
    assert "This is version 1.0, kept as it was published." in Page(old).text
    assert Page(old).links[page_of(case_study)] == "Read the current version, 1.1"
    assert "kept as it was published" not in Page(new).text
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{version_page(case_study, "1.0")}">' in (
        old.content.decode()
    )
    current = Page(client.get(page_of(case_study)))
    assert current.links[version_page(case_study, "1.0")] == "1.0"
    assert ", 24 September 2027, current: Says who paid." in current.text


@pytest.mark.parametrize("number", ["1.1", "01.0", "1", "1.0.0", "x", "１.０"])
def test_a_number_that_names_no_version_is_not_there(client, number):
    case_study = make_full_case_study()
    assert client.get(f"{page_of(case_study)}v/{number}/").status_code == 404


# Citing -------------------------------------------------------------------------------------------
def test_a_version_is_cited_by_its_municipality_until_people_agree_to_be_named(client):
    case_study = make_full_case_study()
    page = Page(client.get(page_of(case_study)))
    assert (
        "Mbali Bay Municipality. (2027, September 15). Lights and traders at a taxi rank "
        "(Case study, version 1.0). Municipal Safety Exchange. http://127.0.0.1:8000/case-studies/lights-and-traders/v/1.0/"
    ) in page.text
    version = case_study.current
    version.authors = ["Thandi Nkosi"]
    version.save()
    assert "Nkosi, T. (2027, September 15)." in Page(client.get(page_of(case_study))).text
    withheld = make_full_case_study("withheld", content={"precision": "withheld"})
    assert "Municipal Safety Exchange. (2027, September 15)." in Page(client.get(page_of(withheld))).text


def test_citations_are_files_of_their_kind(client):
    case_study = make_full_case_study()

    def file(extension: str):
        response = client.get(reverse("citation", args=[case_study.slug, "1.0", extension]))
        assert response["Content-Disposition"] == f'attachment; filename="{case_study.slug}-v1.0.{extension}"'
        return response

    assert read_bibtex(file("bib").content.decode())[1] == "lights-and-traders-v1.0"
    assert ("AU", "Mbali Bay Municipality") in read_ris(file("ris").content.decode())
    assert file("json")["Content-Type"] == "application/vnd.citationstyles.csl+json; charset=utf-8"
    check_csl(file("json").json())
    assert file("txt").content.decode() in {f"{client.get(page_of(case_study)).context['apa']}\n"}
    assert client.get(reverse("citation", args=[case_study.slug, "1.0", "doc"])).status_code == 404
    sources = client.get(reverse("case_sources", args=[case_study.slug, "1.0"])).json()
    check_csl(sources)
    assert [item["title"] for item in sources] == ["Counting the rank"]


# For machines -------------------------------------------------------------------------------------
def test_the_head_says_what_it_is_to_machines(client):
    case_study = make_full_case_study()
    response = client.get(page_of(case_study))
    report, breadcrumbs = linked_data(response)
    told = {key: report[key] for key in ("@type", "name", "version", "license", "dateModified")}
    assert told == {
        "@type": "Report",
        "name": "Lights and traders at a taxi rank",
        "version": "1.0",
        "license": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "dateModified": "2027-09-15",
    }
    assert report["contentLocation"] == [{"@type": "Place", "name": "Mbali Bay, Eastern Cape"}]
    assert report["author"] == [{"@type": "Organization", "name": "Mbali Bay Municipality"}]
    assert [crumb["position"] for crumb in breadcrumbs["itemListElement"]] == [1, 2, 3]
    html = response.content.decode()
    for tag in (
        '<meta name="DC.title" content="Lights and traders at a taxi rank">',
        '<meta name="DC.coverage" content="Mbali Bay, Eastern Cape">',
        '<meta name="citation_publication_date" content="2027/09/15">',
        '<meta name="citation_author" content="Mbali Bay Municipality">',
        '<meta property="og:type" content="article">',
        '<link rel="license" href="https://creativecommons.org/licenses/by-nc-sa/4.0/">',
    ):
        assert tag in html


def test_no_title_closes_the_data_block(client):
    title = "</script><script>alert(1)</script> & <!-- lights"
    response = client.get(page_of(make_full_case_study(title=title, content={"title": title})))
    assert linked_data(response)[0]["name"] == title
    assert "<script>alert" not in response.content.decode()


# Files --------------------------------------------------------------------------------------------
def test_a_case_study_is_taken_along_as_text(client):
    case_study = make_full_case_study(
        is_demonstration=True, content={"abstract": "1. *Not* a list\n# no heading", "site": ""}
    )
    response = client.get(reverse("case_export", args=[case_study.slug, "md"]))
    text = response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="{case_study.slug}.md"'
    for words in (
        "**Demonstration.**",
        "# Lights and traders at a taxi rank",
        "- **Setting:** Township, Transport",
        "- **Began:** July 2021",
        "March 2022 (The first strip opened.)",
        "- **Municipalities and their roles:** Mbali Bay, Eastern Cape (Lead)",
        r"\# no heading",
        "## What did not work",
        "**Improved.** More people feel safe after dark.",
        "**Did not work.** A light without a keeper goes out.",
        "## Evidence: Moderators\n\nNothing is recorded under this heading.",
        "Thandi Nkosi, Trader, Traders",
        "Mbali Bay Municipality. (2027, September 15).",
    ):
        assert words in text
    assert "Sipho Untold" not in text
    assert client.get(reverse("case_export", args=[case_study.slug, "docx"])).content[:2] == b"PK"
    assert client.get(reverse("case_export", args=[case_study.slug, "exe"])).status_code == 404


# What it costs ------------------------------------------------------------------------------------
def test_the_fullest_page_costs_at_most_twelve_queries(client):
    case_study = make_full_case_study(content={"content_notes": ["gender_based_violence"]})
    picture = CasePicture.objects.create(case_study=case_study, width=640, height=480, uploaded_at=NOW)
    corrected(case_study, pictures=[{"picture": picture.key, "alt": "A rank at dusk."}])
    for number in (1, 2):
        make_case_study(
            f"other-{number}", content={"relations": [{"relation": "adapts", "case_study": case_study.slug}]}
        )
        make_engagement(f"engagement-{number}", case_studies=[case_study])
        make_thread(case_study, ben())
        make_session(case_study, title=f"Session {number}")
        PublicNote.objects.create(case_study=case_study, field="how", text="No.", by=ben(), added_at=NOW)
    assert queries_of(client, page_of(case_study)) <= 12
