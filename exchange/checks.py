"""Wrong settings are told at the start, by id, with what to do (docs/settings.md)."""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from forums.mail.providers import PROVIDERS

LOCK_HELD = "exchange.E003"


def _in_memory_layer() -> bool:
    return "InMemory" in settings.CHANNEL_LAYERS["default"]["BACKEND"]


@register(Tags.compatibility)
def check_processes(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Several processes need a channel layer that they share, and a database made for it."""
    problems: list[CheckMessage] = []
    if settings.PROCESSES > 1 and _in_memory_layer():
        problems.append(
            Error(
                f"PROCESSES is {settings.PROCESSES}, but the channel layer lives in one process's memory.",
                hint="Set REDIS_URL, or run one process.",
                id="exchange.E001",
            )
        )
    if settings.PROCESSES > 1 and settings.ON_SQLITE:
        problems.append(
            Error(
                f"PROCESSES is {settings.PROCESSES}, but the embedded database is for one process.",
                hint="Set DATABASE_URL to a PostgreSQL database, or run one process.",
                id="exchange.E004",
            )
        )
    return problems


@register(Tags.compatibility)
def check_site_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Links in mail, exports and previews are absolute: they need to know where the site is."""
    if settings.SITE_URL.startswith(("http://", "https://")):
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL!r}, which is no web address.",
            hint="Set it to the address that people type, for example https://exchange.example.org",
            id="exchange.E005",
        )
    ]


@register(Tags.compatibility)
def check_replies_by_mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """An answer by mail that gets nowhere is lost to the person who wrote it."""
    local, at, domain = settings.MAIL_REPLY_ADDRESS.rpartition("@")
    wrong = ""
    if settings.MAIL_REPLY_ADDRESS and not (at and domain and 0 < len(local) <= 20 and "+" not in local):
        wrong = "MAIL_REPLY_ADDRESS is no address, or has more than 20 characters or a + before the @."
    elif (settings.INBOUND_IMAP_URL or settings.INBOUND_PROVIDER) and not settings.MAIL_REPLY_ADDRESS:
        wrong = "A way in for answers by mail is set, but no MAIL_REPLY_ADDRESS that they go to."
    elif settings.INBOUND_PROVIDER and settings.INBOUND_PROVIDER not in PROVIDERS:
        wrong = f"INBOUND_PROVIDER is {settings.INBOUND_PROVIDER!r}, not one of {', '.join(PROVIDERS)}."
    elif settings.INBOUND_PROVIDER and ":" not in settings.INBOUND_WEBHOOK_SECRET:
        wrong = "INBOUND_PROVIDER is set without an INBOUND_WEBHOOK_SECRET of the form user:password."
    hint = "See docs/settings.md, “Answers by mail”."
    return [Error(wrong, hint=hint, id="exchange.E007")] if wrong else []


def _is_address_of_an_api(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0  # reading it raises where it is no number
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and has_port and is_plain


@register(Tags.compatibility)
def check_draft_endpoint(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A model that is half set up would fail at each draft."""
    wrong = ""
    if settings.DRAFT_ENDPOINT_URL and not _is_address_of_an_api(settings.DRAFT_ENDPOINT_URL):
        wrong = "DRAFT_ENDPOINT_URL is no web address, or has a password, a query or a fragment in it."
    elif settings.DRAFT_ENDPOINT_URL and not settings.DRAFT_ENDPOINT_MODEL:
        wrong = "DRAFT_ENDPOINT_URL is set without a DRAFT_ENDPOINT_MODEL to ask for."
    elif not settings.DRAFT_ENDPOINT_URL and (settings.DRAFT_ENDPOINT_MODEL or settings.DRAFT_ENDPOINT_KEY):
        wrong = "A model or a key for first drafts is set, but no DRAFT_ENDPOINT_URL."
    hint = "See docs/settings.md, “First drafts”."
    return [Error(wrong, hint=hint, id="exchange.E008")] if wrong else []


@register(Tags.security, deploy=True)
def check_mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """In production somebody waits for the mail that resets a password."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return [
            Warning(
                "Mail is written to a folder; nobody receives it.",
                hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example.org:587",
                id="exchange.W001",
            )
        ]
    return []


@register(Tags.database, deploy=True)
def check_no_demonstration(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The demonstration's accounts have a password that everybody knows.

    Refused when the site is served securely under its own name, which is what production means
    here; ``check --deploy`` looks in the database as well.
    """
    if not settings.SITE_URL.startswith("https://"):
        return []
    from exchange.people.models import User  # the apps are loaded by now

    try:
        found = User.objects.filter(is_demonstration=True, is_active=True).count()
    except DatabaseError:
        return []  # no tables yet: nobody either
    finally:
        connection.close()
    if not found:
        return []
    return [
        Error(
            f"{found} demonstration accounts with a public password are in this database.",
            hint="Start from an empty database: the demonstration is for trying the site out.",
            id="exchange.E002",
        )
    ]


@register(Tags.security, deploy=True)
def check_secret(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """With PostgreSQL several machines must share one key; a generated one is per folder."""
    if settings.ON_SQLITE or os.environ.get("SECRET_KEY"):
        return []
    return [
        Error(
            "SECRET_KEY is not set; each machine would make its own and refuse the others' cookies.",
            hint="Set SECRET_KEY to a long random string, the same everywhere.",
            id="exchange.E006",
        )
    ]
