"""Case studies on their way, for the browser tests: one in review, one that was withdrawn."""

from casestudies.actions.comments import comment_on_section, settle_comment
from casestudies.actions.drafts import save_fields, start_case_study
from casestudies.actions.workflow import (
    ask_reviewers,
    decide_review,
    publish_case_study,
    submit_case_study,
    withdraw_case_study,
)
from casestudies.models import CaseStudy, Theme, Verdict
from casestudies.queries import head_of
from exchange.people.models import User


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


def on_their_way() -> dict[str, str]:
    """Where they are: one that Amina has passed and Chloé was asked to read; one that went again."""
    case_study = written("Demonstration: on its way")
    head = head_of(case_study)
    rows = [
        {**head.content["lessons"][0], "statement": "Name a keeper, and pay her."},
        *head.content["lessons"][1:],
    ]
    values = {"how": head.content["how"].replace("the", "this", 2) + "\n\nAnd then again.", "lessons": rows}
    save_fields(case_study=case_study, values=values, by=person("ben"), seen=1, note="Told better")
    submit_case_study(case_study=case_study, by=person("ben"))
    reviewers = [person("amina"), person("chloe")]
    first, _second = ask_reviewers(case_study=case_study, reviewers=reviewers, by=person("dineo"))
    for text in ("Who said so?", "The traders did; we have put it in."):
        comment = comment_on_section(case_study=case_study, field="how", author=person("amina"), text=text)
    settle_comment(comment=comment, by=person("ben"))
    decide_review(review=first, verdict=Verdict.PASSED, remark="Clear, and honest about the thefts.")
    gone = written("Demonstration: gone again")
    submit_case_study(case_study=gone, by=person("ben"))
    for review in ask_reviewers(case_study=gone, reviewers=reviewers, by=person("dineo")):
        decide_review(review=review, verdict=Verdict.PASSED)
    publish_case_study(case_study=gone, by=person("dineo"))
    withdraw_case_study(case_study=gone, reason="Its team asked for it.", by=person("dineo"))
    return {
        "on_its_way": f"/case-studies/{case_study.slug}/",
        "withdrawn": f"/case-studies/{gone.slug}/",
    }


def written(title: str) -> CaseStudy:
    """By Ben, with the text of a case study of the demonstration."""
    told = CaseStudy.objects.get(slug="demonstration-kingfisher-street")
    content = {**head_of(told).content, "relations": [], "pictures": []}
    return start_case_study(
        title=title, theme=Theme.objects.get(pk=told.theme_id), by=person("ben"), content=content
    )
