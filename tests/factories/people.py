"""The cast. Members cannot log in by password (hashing one is slow): use ``client.force_login``."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.text import slugify

from exchange.people.actions.accounts import ACCOUNT
from exchange.people.actions.consents import record_consents
from exchange.people.models import ConsentPurpose, User
from tests.factories.library import make_municipality
from tests.factories.time import NOW


def make_member(name: str, **fields: Any) -> User:
    """A member by a name of one's own; the same name gives the same member."""
    email = f"{slugify(name.split()[0])}@people.example"
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, display_name=name, **fields)


def amina() -> User:
    """She facilitates."""
    return make_member("Amina Dlamini", role_line="Facilitator", is_facilitator=True)


def ben() -> User:
    """He takes part."""
    return make_member(
        "Ben Jacobs", role_line="Urban safety officer", municipality_code=make_municipality().code
    )


def chloe() -> User:
    """She is from another municipality."""
    place = make_municipality("KLP", "Klipdrif", "Northern Cape")
    return make_member("Chloé Petersen", role_line="Ward councillor", municipality_code=place.code)


def dineo() -> User:
    """She edits."""
    return make_member("Dineo Mokoena", role_line="Editor", is_editor=True)


def administrator() -> User:
    return make_member("Admin", is_superuser=True, is_staff=True)


def visitor() -> AnonymousUser:
    """Somebody without an account."""
    return AnonymousUser()


def consents(*, take_part: bool = True, be_quoted: bool = True, be_named: bool = True) -> dict[str, bool]:
    return {
        ConsentPurpose.TAKE_PART: take_part,
        ConsentPurpose.BE_QUOTED: be_quoted,
        ConsentPurpose.BE_NAMED: be_named,
    }


def agree(user: User, *, be_quoted: bool = True, be_named: bool = True) -> User:
    """Record what a member agreed to with their account."""
    record_consents(
        user=user, setting=ACCOUNT, answers=consents(be_quoted=be_quoted, be_named=be_named), now=NOW
    )
    return user
