"""What a mail provider brings by its webhook: django-anymail reads it, whichever provider it is.

It is done within the request and not put off: words do not wait in the table of jobs, and a provider
whom we answer with an error brings the mail again.
"""

from typing import Any

from anymail.signals import AnymailInboundEvent, inbound
from django.utils import timezone

from forums.actions.mail_replies import receive_reply


def take_in(sender: object, event: AnymailInboundEvent, esp_name: str, **others: Any) -> None:
    receive_reply(message=event.message, now=timezone.now())


def listen_to_providers() -> None:
    inbound.connect(take_in, dispatch_uid="forums.inbound")
