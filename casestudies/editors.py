"""What an editor may do in the administration: look after the library, unaided, and nothing else."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

CHANGE = ("view", "add", "change")
LOOKED_AFTER: dict[str, tuple[str, ...]] = {
    "aim": CHANGE,
    "buildingblock": CHANGE,
    "casestudy": ("view", "change"),  # written, reviewed and published on its own pages
    "engagement": CHANGE,
    "helpline": (*CHANGE, "delete"),
    "movedaddress": (*CHANGE, "delete"),
    "municipality": ("view", "change"),
    "partner": (*CHANGE, "delete"),
    "programmeslot": (*CHANGE, "delete"),
    "term": CHANGE,  # retired, never deleted: published versions hold its key
    "theme": CHANGE,
}
ALLOWED = frozenset(f"casestudies.{act}_{model}" for model, acts in LOOKED_AFTER.items() for act in acts)


class EditorBackend(BaseBackend):
    """Gives editors these permissions; nobody logs in by it."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return bool(user_obj.is_active and getattr(user_obj, "is_editor", False) and perm in ALLOWED)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return bool(
            app_label == "casestudies" and user_obj.is_active and getattr(user_obj, "is_editor", False)
        )
