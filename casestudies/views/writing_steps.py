"""One step of writing: its form, what a save answers, and what happens where two hands crossed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies import access
from casestudies.actions.drafts import Crossed, Saved, save_fields
from casestudies.actions.pictures import add_picture
from casestudies.content import FIELDS_BY_KEY, Content, Step, cleaned, mark_of
from casestudies.content.reading import read_value
from casestudies.forms.step import StepForm, acted, fields_of, is_gap
from casestudies.models import CaseRevision, CaseStudy
from casestudies.queries import head_of, labels_of, lacks_of, last_to_change, offers_for
from casestudies.views.writing import rests
from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from exchange.people.access import member

STEPS = list(Step)
SENT_ID = re.compile(r"[0-9a-f-]{36}")


@dataclass
class Answer:
    """What a page says beside its form."""

    error: str = ""
    upload_error: str = ""
    status: int = 200


@require_http_methods(["GET", "HEAD", "POST"])
def write_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    case_study = access.case_study_to_write(request.user, slug)
    if step not in Step.values:
        raise Http404
    if request.method == "POST":
        return _save(request, case_study, Step(step))
    return _page(request, case_study, _form(case_study, Step(step), head := head_of(case_study)), head)


def _form(case_study: CaseStudy, step: Step, head: CaseRevision, **options: Any) -> StepForm:
    content = options.pop("content", head.content)
    return StepForm(step, content=content, offers=offers_for(fields_of(step), content), **options)


def _save(request: HttpRequest, case_study: CaseStudy, step: Step) -> HttpResponse:
    """Save what can be taken, then go where the button says; whatever could not be taken comes back."""
    head = head_of(case_study)
    form = _form(case_study, step, head, data=request.POST)
    act = request.POST.get("act", "save")
    values = acted(form.values(), act)
    answer = Answer()
    if step == Step.PICTURES and request.FILES.get("file"):
        values, answer = _with_picture(request, case_study, values, head)
    is_typing = wants_json(request) or ":" in act
    try:
        saved = save_fields(
            case_study=case_study,
            values=values,
            by=member(request),
            seen=_seen(request, head),
            marks=form.sent_marks,
            step=step,
            is_typing=is_typing,
        )
    except Crossed as crossed:
        return (
            refusal(crossed) if wants_json(request) else _crossed(request, case_study, form, values, crossed)
        )
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return _page(request, case_study, form, head, Answer(str(refused.message), "", refused.status))
    if wants_json(request):
        return done(**_told(form, values, saved))
    if form.errors or answer.upload_error:
        answer.error = answer.error or (form.errors[0] if form.errors else "")
        answer.status = answer.status if answer.status != 200 else 400
        kept = _form(
            case_study,
            step,
            saved.revision,
            data=request.POST if form.errors else None,
            marks=_marks(form, values, saved),
        )
        return _page(request, case_study, kept, saved.revision, answer)
    return _onward(request, case_study, step, act)


def _with_picture(
    request: HttpRequest, case_study: CaseStudy, values: Content, head: CaseRevision
) -> tuple[Content, Answer]:
    """The values with the uploaded picture as a row at their end; a refused file leaves the rest alone."""
    file: Any = request.FILES["file"]
    try:
        picture = add_picture(case_study=case_study, file=file, name=file.name or "", by=member(request))
    except ActionError as refused:
        return values, Answer(upload_error=str(refused.message), status=refused.status)
    rows = values.get("pictures", head.content["pictures"])
    row = {
        "picture": picture.key,
        **{key: request.POST.get(f"file-{key}", "") for key in ("alt", "caption", "credit")},
    }
    return {**values, "pictures": [*rows, row]}, Answer()


def _seen(request: HttpRequest, head: CaseRevision) -> int:
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else head.number


def _marks(form: StepForm, values: Content, saved: Saved) -> dict[str, str]:
    """The mark of each field that now stands in the draft as it was sent; others keep what was shown."""
    marks = dict(form.sent_marks)
    for key, value in values.items():
        mark = mark_of(FIELDS_BY_KEY[key], value)
        if mark == mark_of(FIELDS_BY_KEY[key], saved.revision.content[key]):
            marks[key] = mark
    return marks


def _told(form: StepForm, values: Content, saved: Saved) -> dict[str, Any]:
    """For the script that saves as one types."""
    return {
        "revision": saved.revision.number,
        "marks": _marks(form, values, saved),
        "said": _("Saved at %(time)s") % {"time": f"{timezone.localtime():%H:%M}"},
        "refused": form.errors[0] if form.errors else "",
    }


def _crossed(
    request: HttpRequest, case_study: CaseStudy, form: StepForm, values: Content, crossed: Crossed
) -> HttpResponse:
    """The form once more with what was sent, and beside each crossed field what the draft holds."""
    head = crossed.head
    labels = labels_of(head.content)
    by = last_to_change(case_study, crossed.fields)
    theirs = {
        key: {
            "shown": read_value(FIELDS_BY_KEY[key], head.content[key], labels),
            "revision": by.get(key, head),
        }
        for key in crossed.fields
    }
    marks = {
        key: mark_of(FIELDS_BY_KEY[key], head.content[key]) if key in theirs else mark
        for key, mark in form.sent_marks.items()
    }
    again = _form(
        case_study,
        form.step,
        head,
        content=cleaned({**head.content, **values}),
        data=request.POST if form.errors else None,
        marks=marks,
        theirs=theirs,
    )
    return _page(request, case_study, again, head, Answer(str(crossed.message), "", crossed.status))


def _onward(request: HttpRequest, case_study: CaseStudy, step: Step, act: str) -> HttpResponse:
    """To the step that the button names. The device hears which of its kept words are saved."""
    verb, *row = act.split(":")
    sent = request.POST.get("sent", "")
    query = f"?saved={sent}" if SENT_ID.fullmatch(sent) else ""
    if row or verb == "picture":
        place = f"{row[0]}-rows" if row and row[0] in FIELDS_BY_KEY else "upload"
        return redirect(f"{_url(case_study, step)}{query}#{place}")
    messages.success(request, _("Saved at %(time)s") % {"time": f"{timezone.localtime():%H:%M}"})
    at = STEPS.index(step) + {"next": 1, "previous": -1}.get(verb, 0)
    if 0 <= at < len(STEPS):
        return redirect(_url(case_study, STEPS[at]) + query)
    return redirect(reverse("write_case_study", args=[case_study.slug]) + query)


def _url(case_study: CaseStudy, step: Step) -> str:
    return reverse("write_step", args=[case_study.slug, step.value])


def _page(
    request: HttpRequest,
    case_study: CaseStudy,
    form: StepForm,
    head: CaseRevision,
    answer: Answer | None = None,
) -> HttpResponse:
    answer = answer or Answer()
    asks = "check" in request.GET
    lacks = [lack for lack in lacks_of(form.content, case_study) if lack.step == form.step]
    form.problems = [lack for lack in lacks if asks or not is_gap(lack, form.content)]
    _show_pictures(case_study, form)
    at = STEPS.index(form.step)
    context: Mapping[str, Any] = {
        "case_study": case_study,
        "title": head.content["title"],
        "head": head,
        "form": form,
        "parts": form.parts(),
        "step": form.step,
        "steps": STEPS,
        "number": at + 1,
        "previous": STEPS[at - 1] if at else None,
        "next": STEPS[at + 1] if at + 1 < len(STEPS) else None,
        "answer": answer,
        "is_resting": rests(case_study),
        "case_studies": form.offers.get("case_studies", ()),
    }
    return render(request, "casestudies/write_step.html", context, status=answer.status)


def _show_pictures(case_study: CaseStudy, form: StepForm) -> None:
    """Give each row of pictures the picture whose key it holds."""
    if form.step != Step.PICTURES:
        return
    pictures = {picture.key: picture for picture in case_study.pictures.order_by("pk")}
    for row in form.rows["pictures"].rows:
        row.kept_picture = pictures.get(str(row["picture"].value()))
