"""Who writes a case study: several may hold the pen, and one owns it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseAuthor, CaseStudy
from exchange.errors import ActionError
from exchange.people.models import User

MOST_AUTHORS = 20


class TooManyAuthors(ActionError):
    message = _("A case study has at most twenty authors. Please remove one first.")
    status = 400


class OwnerStays(ActionError):
    message = _("The owner can’t be removed. Hand the case study over to another author first.")


class NotAnAuthor(ActionError):
    message = _("This person is no author of the case study (any more).")


@transaction.atomic
def invite_author(*, case_study: CaseStudy, email: str) -> CaseAuthor | None:
    """Make the member with this address an author; quiet if nobody has it, or if they are one already.

    What the person who invites is told must be the same in each case: it is not theirs to learn who has
    an account. Raises TooManyAuthors.
    """
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.case_authors.count() >= MOST_AUTHORS:
        raise TooManyAuthors
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).order_by("pk").first()
    if user is None:
        return None
    author, _is_new = CaseAuthor.objects.get_or_create(case_study=case_study, user=user)
    return author


@transaction.atomic
def remove_author(*, case_study: CaseStudy, user: User) -> None:
    """Take the pen from somebody, or lay down one's own; quiet if they don't hold it. Raises OwnerStays."""
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    author = case_study.case_authors.filter(user=user).first()
    if author is None:
        return
    if author.is_owner:
        raise OwnerStays
    author.delete()


@transaction.atomic
def hand_over(*, case_study: CaseStudy, to: User) -> CaseAuthor:
    """Make an author the owner; who owned it stays an author. Raises NotAnAuthor."""
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    heir = case_study.case_authors.filter(user=to).first()
    if heir is None:
        raise NotAnAuthor
    case_study.case_authors.exclude(pk=heir.pk).update(is_owner=False)
    heir.is_owner = True
    heir.save(update_fields=["is_owner"])
    return heir
