"""The pages of a case study's way: what they offer to whom, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from casestudies.actions.drafts import save_fields
from casestudies.actions.workflow import ask_reviewers, decide_review, submit_case_study
from casestudies.models import CaseStudyStatus, Review, Verdict
from casestudies.queries import head_of
from tests.factories import NOW, amina, ben, chloe, dineo, full_content, make_case_study
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_case_study("lights", author=chloe(), status=CaseStudyStatus.DRAFT, content=full_content())


@pytest.fixture
def in_review(draft):
    submit_case_study(case_study=draft, by=chloe())
    ask_reviewers(case_study=draft, reviewers=[amina(), ben()], by=dineo(), now=NOW)
    draft.refresh_from_db()
    return draft


def page_of(client, who, route, *args):
    client.force_login(who)
    response = client.get(reverse(route, args=["lights", *args]))
    assert response.status_code == 200
    return Page(response)


def post(client, who, route, *args, **data):
    client.force_login(who)
    return client.post(reverse(route, args=["lights", *args]), data)


def acts_on(client, who):
    """Where the forms of the review page lead, comments apart."""
    client.force_login(who)
    html = client.get(reverse("case_review", args=["lights"])).content.decode()
    acts = [part.split('"')[0] for part in html.split('action="/case-studies/lights/review/')[1:]]
    return sorted({act.strip("/") for act in acts if not act.startswith("comments")})


# Who is offered what ------------------------------------------------------------------------------
def test_each_sees_the_next_step_that_is_theirs(client, draft):
    assert (acts_on(client, chloe()), acts_on(client, dineo())) == (["submit"], ["submit"])
    submit_case_study(case_study=draft, by=chloe())
    assert (acts_on(client, chloe()), acts_on(client, dineo())) == (["take-back"], ["ask", "return"])
    ask_reviewers(case_study=draft, reviewers=[amina(), ben()], by=dineo(), now=NOW)
    assert [acts_on(client, who) for who in (chloe(), ben(), dineo())] == [
        ["take-back"],
        ["decide"],
        ["ask", "publish", "return"],
    ]


def test_what_is_missing_leads_to_its_step(client, draft):
    save_fields(case_study=draft, values={"how": "", "stage": "gone"}, by=chloe(), seen=1)
    links = page_of(client, chloe(), "case_review").links
    steps = {href: words for href, words in links.items() if "/write/" in href and "#" in href}
    assert steps == {
        "/case-studies/lights/write/story/#how": "“How” is still empty.",
        "/case-studies/lights/write/facets/#stage": (
            "“gone” under “Stage” is not known here; please choose another."
        ),
    }


# Refusals keep what was typed ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "route", "data", "box", "complaint"),
    [
        (dineo, "ask_reviewers", {"email": "no@body.example"}, "email", "Nobody here has this address."),
        (dineo, "ask_reviewers", {}, "email", "Please choose at least one reviewer"),
        (dineo, "return_to_authors", {"return-reason": " "}, "return-reason", "Please give a reason"),
        (ben, "decide_review", {"verdict": "changes"}, "remark", "Please say what should change."),
        (ben, "decide_review", {"remark": "Fine."}, "remark", "Please choose one of the two."),
        (ben, "comment_on_section", {"field": "how", "text": "a" * 4_001}, "text", "at most 4000"),
        (ben, "comment_on_section", {"field": "how", "text": " "}, "text", "Please write something first."),
        (dineo, "publish_case_study", {}, "email", "Two reviewers must have passed"),
    ],
)
def test_a_refusal_says_what_to_do_and_gives_back_what_was_typed(
    client, in_review, who, route, data, box, complaint
):
    response = post(client, who(), route, **data)
    page = Page(response)
    assert response.status_code in {400, 409}
    assert [alert for alert in page.alerts if complaint in alert]
    assert data.get(box, "") in [*page.boxes[box], ""]
    assert (Review.objects.filter(verdict=Verdict.ASKED).count(), in_review.section_comments.count()) == (
        2,
        0,
    )


def test_those_who_were_chosen_and_who_was_written_in_are_asked(client, draft):
    submit_case_study(case_study=draft, by=chloe())
    response = post(client, dineo(), "ask_reviewers", chosen=[amina().pk], email=ben().email.upper())
    assert response.status_code == 302
    assert {review.reviewer for review in draft.reviews.all()} == {amina(), ben()}


def test_a_comment_is_kept_settled_and_opened_again(client, in_review):
    response = post(client, ben(), "comment_on_section", field="how", text="Who *paid*? <b>")
    comment = in_review.section_comments.get()
    assert response["Location"] == f"/case-studies/lights/review/#comment-{comment.pk}"
    assert "Who *paid*? <b>" in page_of(client, chloe(), "case_review").text
    post(client, chloe(), "settle_comment", comment.pk)
    comment.refresh_from_db()
    assert comment.settled_by == chloe()
    post(client, chloe(), "settle_comment", comment.pk, open="1")
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_comments_of_another_case_study_are_not_there(client, in_review):
    make_case_study("other", author=chloe())
    post(client, ben(), "comment_on_section", field="how", text="Who paid?")
    path = reverse("settle_comment", args=["other", in_review.section_comments.get().pk])
    client.force_login(chloe())
    assert client.post(path).status_code == 404


# Publishing, withdrawing, redacting ---------------------------------------------------------------
def test_published_withdrawn_and_reinstated(client, in_review):
    for review in in_review.reviews.all():
        decide_review(review=review, verdict=Verdict.PASSED, now=NOW)
    response = post(client, dineo(), "publish_case_study")
    assert response["Location"] == "/case-studies/lights/v/1.0/"
    assert acts_on(client, dineo()) == ["notes", "withdraw"]
    post(client, dineo(), "add_note", **{"note-field": "how", "note-text": "Disputed."})
    note = in_review.public_notes.get()
    assert acts_on(client, dineo()) == ["notes", f"notes/{note.pk}/lift", "withdraw"]
    post(client, dineo(), "withdraw_case_study", **{"withdraw-reason": "Its team asked."})
    for path in ("/case-studies/lights/", "/case-studies/lights/v/1.0/"):
        gone = client.get(path)
        words = Page(gone).text
        assert gone.status_code == 410
        assert ("Its team asked." in words, "About how" in words) == (True, False)
    post(client, dineo(), "reinstate_case_study")
    assert client.get("/case-studies/lights/v/1.1/").status_code == 200


def test_words_go_after_it_was_shown_where_they_stand(client):
    make_case_study("lights", content={"how": "Thandi Nkosi did it."})
    asked = {"words": "Thandi  Nkosi", "reason": "She asked us to."}
    shown = post(client, dineo(), "redact_words", **asked)
    page = Page(shown)
    assert (shown.status_code, "They stand in 2 places" in page.text) == (200, True)
    assert page.boxes["words"] == ["Thandi  Nkosi", "Thandi  Nkosi"]
    assert "Thandi Nkosi" in client.get("/case-studies/lights/").content.decode()
    assert post(client, dineo(), "redact_words", **asked, confirmed="1").status_code == 302
    assert "Thandi Nkosi" not in client.get("/case-studies/lights/").content.decode()
    again = Page(post(client, dineo(), "redact_words", **asked))
    assert [alert.partition(".")[0] for alert in again.alerts] == ["These words stand nowhere in it"]
    telling = Page(post(client, dineo(), "redact_words", words="Traders", reason="traders asked"))
    assert [alert.partition(",")[0] for alert in telling.alerts] == []


# The history --------------------------------------------------------------------------------------
def test_the_history_is_paged_and_says_who_changed_what(client, draft):
    for number in range(1, 23):
        save_fields(
            case_study=draft, values={"how": f"Way {number}."}, by=chloe(), seen=number, note=f"Note {number}"
        )
    first = page_of(client, chloe(), "case_history")
    assert len([href for href in first.links if "/history/" in href and href[-2].isdigit()]) == 20
    assert "Changed: How Note 22" in first.text
    client.force_login(chloe())
    assert "Revision 1 Chloé Petersen" in Page(client.get("/case-studies/lights/history/?page=2")).text
    assert queries_of(client, "/case-studies/lights/history/") <= 12


def test_a_revision_shows_only_what_differs_from_any_other(client, draft):
    save_fields(case_study=draft, values={"how": "By <b>hand</b>."}, by=chloe(), seen=1)
    save_fields(case_study=draft, values={"title": "Lamps"}, by=chloe(), seen=2)
    client.force_login(chloe())
    html = client.get("/case-studies/lights/history/2/").content.decode()
    assert '<h2 id="title-how">' in html
    assert '<h2 id="title-title">' not in html
    assert "<ins>By &lt;b&gt;hand&lt;/b&gt;</ins>" in html
    for path, both in (("3/?with=1", True), ("1/?with=3", True), ("3/", False)):
        html = client.get(f"/case-studies/lights/history/{path}").content.decode()
        assert ('<h2 id="title-how">' in html, '<h2 id="title-title">' in html) == (both, True)
    for missing in ("9/", "2/?with=9", "2/?with=x", "2/?with=9999999999"):
        assert client.get(f"/case-studies/lights/history/{missing}").status_code == 404


def test_restoring_is_refused_while_reviewers_read(client, in_review):
    response = post(client, chloe(), "restore_revision", 1)
    assert response.status_code == 409
    in_review.refresh_from_db()
    post(client, chloe(), "take_back")
    save_fields(case_study=in_review, values={"how": "Otherwise."}, by=chloe(), seen=1)
    assert post(client, chloe(), "restore_revision", 1)["Location"] == "/case-studies/lights/history/3/"
    assert head_of(in_review).content["how"] == full_content()["how"]
    assert post(client, chloe(), "restore_revision", 99).status_code == 404


# One's own list, and the yearly look --------------------------------------------------------------
def test_each_finds_what_waits_for_them(client, in_review):
    make_case_study("due", author=ben())  # published in the past, by the tests' clock
    lists = {}
    for who in (chloe(), ben(), dineo()):
        client.force_login(who)
        links = Page(client.get("/case-studies/mine/")).links
        lists[who.display_name] = [
            href for href in links if href.startswith(("/case-studies/lights", "/case-studies/due"))
        ]
    assert lists["Chloé Petersen"] == ["/case-studies/lights/write/"]
    assert lists["Ben Jacobs"] == ["/case-studies/lights/review/", "/case-studies/due/write/"]
    assert lists["Dineo Mokoena"][0] == "/case-studies/lights/review/"


def test_still_true_is_said_by_its_owner(client):
    case_study = make_case_study("lights", author=chloe())
    case_study.review_due = NOW.date()
    case_study.save()
    assert post(client, chloe(), "still_true")["Location"] == "/case-studies/lights/"
    case_study.refresh_from_db()
    assert case_study.review_due > NOW.date()
    case_study.case_authors.update(is_owner=False)
    assert post(client, chloe(), "still_true").status_code == 403
