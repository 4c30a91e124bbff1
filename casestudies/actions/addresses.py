"""Public addresses that move: whoever kept the old one still arrives."""

from django.db import transaction

from casestudies.models import MovedAddress


@transaction.atomic
def move_address(*, old_path: str, new_path: str) -> None:
    """Lead from one path of this site to another. Earlier moves are led on, so that no chain grows.

    Paths begin and end with a slash; what stands below the old one (versions, say) moves along. Moving a
    page back to where it was takes the earlier move away.
    """
    if old_path == new_path:
        return
    MovedAddress.objects.filter(old_path=new_path).delete()
    MovedAddress.objects.filter(new_path=old_path).update(new_path=new_path)
    MovedAddress.objects.update_or_create(old_path=old_path, defaults={"new_path": new_path})
