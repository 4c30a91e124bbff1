"""What every form for a post does with what it was sent: preview it, keep it as a draft, or post it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import client_id_of, done, invalid, refusal, wants_json
from exchange.people.access import member
from forums.access.composing import Place
from forums.actions.drafts import DraftSavedElsewhere, discard_draft, fields_of, save_draft
from forums.forms.composer import Composer, MakeForm
from forums.forms.threads import PostForm
from forums.models import Post

Show = Callable[[int], HttpResponse]


def begun(
    request: HttpRequest,
    scope: str,
    place: Place,
    *,
    make_form: MakeForm = PostForm,
    initial: Mapping[str, Any] | None = None,
    has_draft: bool = True,
) -> Composer:
    return Composer.begun(
        user=member(request),
        scope=scope,
        place=place,
        make_form=make_form,
        initial={"client_id": client_id_of(request), **(initial or {})},
        has_draft=has_draft,
    )


def received(request: HttpRequest, scope: str, place: Place, *, make_form: MakeForm = PostForm) -> Composer:
    return Composer.received(
        user=member(request),
        scope=scope,
        place=place,
        make_form=make_form,
        data=request.POST,
        files=request.FILES,
    )


def answered(
    request: HttpRequest,
    composer: Composer,
    *,
    post: Callable[[], str],
    show: Show,
    back: str,
    on_refusal: Callable[[ActionError], None] = lambda refused: None,
) -> HttpResponse:
    """Do what the pressed button says. ``post`` posts and says where it stands; ``show`` gives the page
    back with all that was typed; ``back`` is where the form can be found again."""
    if "discard" in request.POST:
        discard_draft(user=composer.user, scope=composer.scope)
        messages.success(request, _("The draft was discarded."))
        return redirect(back)
    if not _was_posted(request):
        composer.files.keep()
    if "save_draft" in request.POST:
        return _kept_as_draft(request, composer, show=show, back=back)
    if "preview" in request.POST:
        composer.show_preview()
        return _shown(composer, show, 400 if composer.files.errors else 200)
    return _posted(request, composer, post=post, show=show, on_refusal=on_refusal)


def kept_open(composer: Composer, show: Show) -> HttpResponse:
    """The form again, with all that was typed and chosen: nobody is done with it yet."""
    composer.files.keep()
    return _shown(composer, show, 400 if composer.files.errors else 200)


def _posted(
    request: HttpRequest,
    composer: Composer,
    *,
    post: Callable[[], str],
    show: Show,
    on_refusal: Callable[[ActionError], None],
) -> HttpResponse:
    if not composer.form.is_valid() or composer.files.errors:
        if not wants_json(request):
            return _shown(composer, show, 400)
        composer.let_go()
        if first_error(composer.form):
            return invalid(composer.form)
        wrong = ActionError(composer.files.errors[0])
        wrong.status = 400
        return refusal(wrong)
    try:
        url = post()
    except ActionError as refused:
        if wants_json(request):
            composer.let_go()
            return refusal(refused)
        composer.error = str(refused.message)
        on_refusal(refused)
        return _shown(composer, show, refused.status)
    return done(url=url) if wants_json(request) else redirect(url)


def _kept_as_draft(request: HttpRequest, composer: Composer, *, show: Show, back: str) -> HttpResponse:
    fields = fields_of(request.POST)
    if composer.files.public_ids:
        fields["files"] = composer.files.public_ids
    try:
        save_draft(
            user=composer.user, scope=composer.scope, fields=fields, seen_version=composer.draft_version
        )
    except DraftSavedElsewhere as refused:
        composer.elsewhere, composer.draft_version = refused.draft, refused.draft.version
        return _shown(composer, show, refused.status)
    except ActionError as refused:
        composer.error = str(refused.message)
        return _shown(composer, show, refused.status)
    if composer.files.errors:
        return _shown(composer, show, 400)
    messages.success(request, _("Saved as a draft. You can go on with it on any device."))
    return redirect(back)


def _shown(composer: Composer, show: Show, status: int) -> HttpResponse:
    composer.files.settle()
    return show(status)


def _was_posted(request: HttpRequest) -> bool:
    """Sent once more, because the first answer was lost: its files are with the post already."""
    if not request.FILES:
        return False
    return Post.objects.filter(author=member(request), client_id=client_id_of(request)).exists()
