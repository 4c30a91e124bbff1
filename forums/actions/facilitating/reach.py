"""Who reads a thread; and that moving words never shows them to more people."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import CaseStudy
from exchange.errors import ActionError
from exchange.people.models import Network, Room
from forums.models import Thread


class WouldBeReadByMore(ActionError):
    message = gettext_lazy(
        "What was written where fewer people read must not move to where others read it too. "
        "Open a thread there and put in your own words what everyone may know."
    )
    status = 403


def require_not_read_by_more(*, thread: Thread, subject: Any, room: Room | None) -> None:
    """Refuse to take words to people for whom they were not written. Raises WouldBeReadByMore."""
    network = subject if isinstance(subject, Network) else None
    case_study = thread.case_study
    if case_study and not case_study.is_public and subject != case_study:
        raise WouldBeReadByMore
    if isinstance(subject, CaseStudy) and not subject.is_public and thread.is_public:
        return
    if thread.is_public:
        return
    if network != thread.network or (thread.room and thread.room.is_private and room != thread.room):
        raise WouldBeReadByMore


def readers_of(*, subject: Any, room: Room | None) -> str:
    """In words, for whoever is about to move a thread: who reads it there."""
    if room and room.is_private:
        return _("Those who were let into the room “%(room)s”.") % {"room": room.name}
    if isinstance(subject, Network) and not subject.is_open:
        return _("The members of “%(network)s”.") % {"network": subject.name}
    if isinstance(subject, CaseStudy) and not subject.is_public:
        return _("Editors, until the case study is published.")
    return _("Everyone.")
