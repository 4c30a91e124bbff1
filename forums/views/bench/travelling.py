"""Without scripts each act of the workbench is sent with all that stands in its boxes, and what was typed is
saved before the act is done: nothing is lost by acting elsewhere."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import wants_json
from exchange.people.access import member
from exchange.people.models import User
from exchange.text import clean
from forums import access
from forums.actions.summaries import save_item
from forums.actions.summarising.taking_over import take_over
from forums.forms.summaries import ItemForm
from forums.models import Citation, Summary
from forums.views.bench.draft import fingerprint
from forums.views.bench.page import summary_page

BOXES_OF_ITEM = (
    "prose",
    "lesson_statement",
    "lesson_kind",
    "lesson_conditions",
    "seen_revision",
    "seen_words",
    "written",
)
"""Each item has one of each, so that they stand in the order of the items."""

BESIDE = {
    "comment": ("text", "written", "item_id"),
    "settle": ("settlement", "settled", "comment_id"),
    "shorten": ("shortened", "shortening", "citation_id"),
}
"""What else is typed, by the act that sends it: its box, the box that says whose it is, the route's name."""

MOST_DIGITS = 18


class ItemIsGone(ActionError):
    code = "gone"
    message = gettext_lazy("A colleague removed this item meanwhile. Put your words under another one.")
    status = 404


def has_travelled(request: HttpRequest) -> bool:
    """Whether what stands in the boxes of items came along, and was saved first."""
    return "written" in request.POST and not wants_json(request)


def saves_words_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An act at the workbench: done once all that was typed is saved. Where something cannot be saved the
    page comes back with all of it, and nothing is done. Comments that were not sent are told again."""

    @wraps(view)
    def first(request: HttpRequest, summary_id: int, *args: object, **kwargs: object) -> HttpResponse:
        if not has_travelled(request):
            return view(request, summary_id, *args, **kwargs)
        shown = access.summary_to_write(request.user, summary_id)
        refused = [
            (form, error)
            for form in typed_items(request.POST)
            if (error := _refusal(shown, form, by=member(request)))
        ]
        if refused:
            form, error = refused[0]
            return summary_page(
                request,
                shown,
                error=str(error.message),
                error_at=f"item-{form.item}",
                bound=[_to_save_again(shown, form) for form, _error in refused],
                status=error.status,
            )
        for words in _not_sent(shown, request.POST, act=view.__name__, at=kwargs):
            messages.warning(request, _("Not sent yet: “%(words)s”") % {"words": words})
        return view(request, summary_id, *args, **kwargs)

    return first


def typed_items(sent: QueryDict) -> Iterator[ItemForm]:
    """The forms of those items in which somebody typed since the page was made."""
    lists = {name: sent.getlist(name) for name in BOXES_OF_ITEM}
    views = set(sent.getlist("is_own_view"))
    for boxes in zip(*lists.values(), strict=False):
        data = dict(zip(lists, boxes, strict=True))
        if not data["written"].isdecimal() or len(data["written"]) > MOST_DIGITS:
            continue
        if data["written"] in views:
            data["is_own_view"] = data["written"]
        words = {**data, "is_own_view": "is_own_view" in data}
        if fingerprint(words) != data["seen_words"]:
            yield ItemForm(data, item=int(data["written"]))


def sent_by(act: str, sent: QueryDict, pk: int) -> dict[str, str]:
    """The box of one comment, settlement or short form among those that came along, or the only one."""
    name, _key, _route = BESIDE[act]
    return {name: _boxes_by_key(act, sent).get(str(pk), sent.get(name, ""))}


def _boxes_by_key(act: str, sent: QueryDict) -> dict[str, str]:
    name, key, _route = BESIDE[act]
    return dict(zip(sent.getlist(key), sent.getlist(name), strict=False))


def _not_sent(shown: Summary, sent: QueryDict, *, act: str, at: dict[str, Any]) -> Iterator[str]:
    printed = {
        str(one.pk): one.shortened or one.quotation.words
        for one in Citation.objects.filter(item__summary=shown).select_related("quotation")
    }
    for other, (_name, _key, route) in BESIDE.items():
        for pk, words in _boxes_by_key(other, sent).items():
            is_new = other != "shorten" or clean(words).split() != printed.get(pk, words).split()
            if words.strip() and is_new and (other, pk) != (act, str(at.get(route))):
                yield words


def _refusal(shown: Summary, form: ItemForm, *, by: User) -> ActionError | None:
    """Saves what was typed in an item, or says why it cannot be."""
    item = shown.items.select_related("summary").filter(pk=form.item).first()
    if item is None:
        return ItemIsGone()
    if not form.is_valid():
        return ActionError(first_error(form))
    try:
        saved = save_item(item=item, **form.words)
    except ActionError as refused:
        return refused
    if saved.revision != item.revision:
        take_over(item=saved, by=by)
    return None


def _to_save_again(shown: Summary, form: ItemForm) -> ItemForm:
    """Whoever saves it from the page that comes back has seen what a colleague saved."""
    item = shown.items.filter(pk=form.item).first()
    return ItemForm({**form.data, "seen_revision": item.revision}, item=item.pk) if item else form
