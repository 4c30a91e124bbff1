import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.people import places
from exchange.people.models.organisation import Organisation


def new_handle() -> str:
    """A handle says nothing about its person, so that it never has to change with a name."""
    return secrets.token_hex(5)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A member: a person with an account.

    Facilitator and editor are site roles that a member may hold, both if need be; an
    administrator (``is_superuser``) may do what either may. The municipality is kept as its code,
    because people know nothing of the library above them (see ``places``).
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    handle = models.SlugField(max_length=20, unique=True, default=new_handle, editable=False)
    display_name = models.CharField(_("display name"), max_length=80)
    role_line = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    municipality_code = models.CharField(_("municipality"), max_length=6, blank=True)
    is_facilitator = models.BooleanField(_("facilitator"), default=False)
    is_editor = models.BooleanField(_("editor"), default=False)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_demonstration = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("This address has an account."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or str(_("Member"))

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def is_administrator(self) -> bool:
        return self.is_superuser

    @property
    def can_facilitate(self) -> bool:
        return self.is_active and (self.is_facilitator or self.is_superuser)

    @property
    def can_edit(self) -> bool:
        return self.is_active and (self.is_editor or self.is_superuser)

    @property
    def byline(self) -> str:
        """How a member signs: name, role and municipality, as far as the member gave them."""
        place = places.label(self.municipality_code) if self.municipality_code else ""
        return ", ".join(part for part in (self.display_name, self.role_line, place) if part)
