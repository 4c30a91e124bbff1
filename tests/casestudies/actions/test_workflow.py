import pytest
from django.core import mail

from casestudies.actions import workflow
from casestudies.actions.comments import (
    CommentEmpty,
    UnknownField,
    comment_on_section,
    settle_comment,
    unsettle_comment,
)
from casestudies.actions.drafts import save_fields
from casestudies.actions.notes import add_note, lift_note
from casestudies.content import RelationKind
from casestudies.models import CaseStudyStatus, Review, Verdict, VersionStatus
from casestudies.queries import head_of
from casestudies.queries.reviewing import public_notes_of, reviewers_to_choose, reviews_waiting_for
from tests.factories import NOW, agree, amina, ben, chloe, dineo, full_content, make_case_study, minutes_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """Chloé's, and nothing is missing."""
    return make_case_study(
        author=agree(chloe()), status=CaseStudyStatus.DRAFT, content=full_content(), title="Lights"
    )


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Who got which subject while something was done."""

    def of(act):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]

    return of


def submit(case_study):
    return workflow.submit_case_study(case_study=case_study, by=chloe())


def ask(case_study, *reviewers):
    return workflow.ask_reviewers(
        case_study=case_study, reviewers=reviewers or [amina(), ben()], by=dineo(), now=NOW
    )


def decide(review, verdict=Verdict.PASSED, remark=""):
    return workflow.decide_review(review=review, verdict=verdict, remark=remark, now=minutes_later(5))


def publish(case_study, **options):
    return workflow.publish_case_study(case_study=case_study, by=dineo(), now=minutes_later(9), **options)


def pass_it(case_study):
    submit(case_study)
    for review in ask(case_study):
        decide(review)


# The way to a version -----------------------------------------------------------------------------
def test_the_whole_way_with_a_letter_at_each_step(draft, letters):
    dineo()
    assert letters(lambda: submit(draft)) == [("dineo", "Submitted: Lights")]
    assert letters(lambda: submit(draft)) == []
    assert letters(lambda: ask(draft)) == [
        ("amina", "Please review: Lights"),
        ("ben", "Please review: Lights"),
    ]
    assert letters(lambda: ask(draft, ben())) == []
    first, second = Review.objects.order_by("pk")
    assert letters(lambda: decide(first)) == [("dineo", "Passed: Lights")]
    with pytest.raises(workflow.NotReviewed):
        publish(draft)
    decide(second)
    assert letters(lambda: publish(draft)) == [
        ("chloe", "Published as version 1.0: Lights"),
        ("amina", "Published as version 1.0: Lights"),
        ("ben", "Published as version 1.0: Lights"),
    ]
    draft.refresh_from_db()
    assert (draft.status, draft.draft_state, draft.current.number, draft.current.authors) == (
        "published",
        "resting",
        "1.0",
        ["Chloé Petersen"],
    )


def test_a_letter_has_absolute_links_and_one_reader(draft, letters, settings):
    settings.SITE_URL = "https://exchange.example"
    submit(draft)
    letters(lambda: ask(draft))
    assert [len(letter.to) for letter in mail.outbox] == [1, 1]
    assert f"\nhttps://exchange.example/case-studies/{draft.slug}/review/\n" in mail.outbox[0].body


def test_a_mail_server_that_does_not_answer_stops_nobody(draft, letters, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    dineo()
    letters(lambda: submit(draft))
    draft.refresh_from_db()
    assert (draft.draft_state, caplog.messages) == ("submitted", ["A letter could not be sent"])


# What may not go out ------------------------------------------------------------------------------
def test_nothing_incomplete_is_submitted(draft):
    for values, refusal in (
        ({"places": []}, workflow.NoMunicipality),
        ({"what_did_not_work": ""}, workflow.NotComplete),
        ({"what_did_not_work": "Nothing.", "nothing_reason": ""}, workflow.NotComplete),
        ({"stage": "no-such-stage"}, workflow.NotComplete),
    ):
        save_fields(
            case_study=draft, values={**full_content(), **values}, by=chloe(), seen=head_of(draft).number
        )
        with pytest.raises(refusal):
            submit(draft)
    draft.refresh_from_db()
    assert draft.draft_state == "writing"


def test_a_relation_that_would_go_in_a_circle_is_refused(draft):
    other = make_case_study("the-other")
    other.relations_from.create(kind=RelationKind.ADAPTS, to_case=draft)
    relation = {"relation": "adapts", "case_study": "the-other"}
    save_fields(case_study=draft, values={"relations": [relation]}, by=chloe(), seen=1)
    with pytest.raises(workflow.CircularRelation):
        submit(draft)


def test_authors_review_nothing_of_their_own(draft):
    submit(draft)
    with pytest.raises(workflow.OwnWork):
        ask(draft, ben(), chloe())
    draft.refresh_from_db()
    assert (draft.draft_state, Review.objects.count()) == ("submitted", 0)
    first, second = ask(draft)
    decide(second)
    draft.case_authors.create(user=ben())
    with pytest.raises(workflow.OwnWork):
        decide(second)
    decide(first)
    with pytest.raises(workflow.NotReviewed):
        publish(draft)


def test_nobody_is_asked_by_asking_nobody(draft):
    submit(draft)
    with pytest.raises(workflow.NobodyAsked):
        workflow.ask_reviewers(case_study=draft, reviewers=[], by=dineo())


def test_changes_are_asked_for_with_words(draft):
    submit(draft)
    review, _other = ask(draft)
    with pytest.raises(workflow.ReasonMissing):
        decide(review, Verdict.CHANGES, "  ")
    assert decide(review, Verdict.CHANGES, "Say where.").remark == "Say where."


def test_a_verdict_counts_for_the_text_that_was_read(draft):
    pass_it(draft)
    workflow.return_draft(case_study=draft, by=chloe())
    save_fields(case_study=draft, values={"how": "Otherwise."}, by=chloe(), seen=1)
    submit(draft)
    old = Review.objects.order_by("pk")[0]
    ask(draft, amina())
    with pytest.raises(workflow.NotNow):
        decide(old)
    with pytest.raises(workflow.NotReviewed):
        publish(draft)
    assert [review.revision.number for review in reviews_waiting_for(amina())] == [2]


def test_what_was_taken_back_unchanged_keeps_its_verdicts(draft):
    pass_it(draft)
    workflow.return_draft(case_study=draft, by=chloe())
    submit(draft)
    ask(draft)
    assert publish(draft).number == "1.0"


def test_an_editor_returns_with_a_reason_that_stands_among_the_comments(draft, letters):
    submit(draft)
    with pytest.raises(workflow.ReasonMissing):
        workflow.return_draft(case_study=draft, by=dineo())

    def returned():
        workflow.return_draft(case_study=draft, by=dineo(), reason="Whose lights?", now=NOW)

    assert letters(returned) == [("chloe", "Returned to you: Lights")]
    assert mail.outbox[0].body.count("\n\nWhose lights?\n\n") == 1
    assert letters(returned) == []
    comment = draft.section_comments.get()
    assert (comment.field, comment.text, comment.author) == ("", "Whose lights?", dineo())


def test_each_step_has_its_time(draft):
    for early in (lambda: ask(draft), lambda: publish(draft)):
        with pytest.raises(workflow.NotNow):
            early()
    published = make_case_study("published")
    for late in (
        lambda: workflow.return_draft(case_study=published, by=dineo(), reason="Late"),
        lambda: workflow.reinstate_case_study(case_study=published, by=dineo()),
        lambda: workflow.withdraw_case_study(case_study=draft, reason="Early", by=dineo()),
    ):
        with pytest.raises(workflow.NotNow):
            late()


def test_a_later_version_says_what_changed(draft):
    pass_it(draft)
    first = publish(draft)
    save_fields(case_study=draft, values={"how": "Otherwise."}, by=chloe(), seen=1)
    pass_it(draft)
    with pytest.raises(workflow.ReasonMissing):
        publish(draft)
    second = publish(draft, note="How, told better")
    first.refresh_from_db()
    assert (second.number, second.note, first.status) == ("1.1", "How, told better", VersionStatus.SUPERSEDED)
    assert (first.content["how"], second.content["how"]) == ("About how, in **plain** words.", "Otherwise.")


def test_those_who_are_offered_know_the_work_and_are_free(draft):
    submit(draft)
    amina(), dineo()
    assert list(reviewers_to_choose(draft)) == [amina(), dineo()]
    ask(draft, amina(), ben())
    other = make_case_study("other", status=CaseStudyStatus.DRAFT)
    assert list(reviewers_to_choose(other)) == [amina(), ben(), dineo()]
    assert list(reviewers_to_choose(draft)) == [dineo()]


# Withdrawn, and back ------------------------------------------------------------------------------
def test_what_is_withdrawn_is_found_nowhere_and_comes_back_under_the_next_number(draft, letters):
    pass_it(draft)
    publish(draft)

    def withdraw(reason="Its team asked."):
        workflow.withdraw_case_study(case_study=draft, reason=reason, by=dineo(), now=minutes_later(20))

    with pytest.raises(workflow.ReasonMissing):
        withdraw(" ")
    assert letters(withdraw) == [("chloe", "Withdrawn: Lights")]
    assert letters(withdraw) == []
    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_reason, draft.record_changed_at) == (
        "withdrawn",
        "Its team asked.",
        minutes_later(20),
    )
    assert (draft.facets.count(), draft.lessons.get().retired_at) == (0, minutes_later(20))
    assert [version.status for version in draft.versions.all()] == [VersionStatus.WITHDRAWN]
    version = workflow.reinstate_case_study(case_study=draft, by=dineo(), now=minutes_later(30))
    draft.refresh_from_db()
    assert (version.number, draft.status, draft.withdrawn_reason) == ("1.1", "published", "")
    assert (draft.lessons.get().retired_at, draft.facets.filter(facet="stage").count()) == (None, 1)


# Comments and notes -------------------------------------------------------------------------------
def test_a_comment_is_about_a_field_or_the_whole_and_is_settled_by_somebody(draft):
    def say(field, text="Whose lights?"):
        return comment_on_section(case_study=draft, field=field, author=ben(), text=text, now=NOW)

    with pytest.raises(UnknownField):
        say("score")
    with pytest.raises(CommentEmpty):
        say("how", " \n ")
    made = say("how")
    assert (made.revision, say("").field) == (head_of(draft), "")
    settle_comment(comment=made, by=chloe(), now=NOW)
    settle_comment(comment=made, by=dineo(), now=minutes_later(1))
    assert (made.settled_by, made.settled_at) == (chloe(), NOW)
    assert unsettle_comment(comment=made).settled_at is None


def test_a_note_stands_beside_a_public_field_until_it_is_lifted(draft):
    with pytest.raises(workflow.NotNow):
        add_note(case_study=draft, field="how", text="Disputed.", by=dineo(), now=NOW)
    public = make_case_study("public")
    with pytest.raises(UnknownField):
        add_note(case_study=public, field="score", text="Disputed.", by=dineo(), now=NOW)
    note = add_note(case_study=public, field="how", text=" Disputed\nby traders. ", by=dineo(), now=NOW)
    assert {key: [n.text for n in rows] for key, rows in public_notes_of(public).items()} == {
        "how": ["Disputed by traders."]
    }
    lift_note(note=note, now=minutes_later(3))
    lift_note(note=note, now=minutes_later(4))
    public.refresh_from_db()
    assert (public_notes_of(public), public.record_changed_at) == ({}, minutes_later(3))
