"""Where a page went that is no longer at its old address."""

from casestudies.models import MovedAddress


def new_address(path: str) -> str:
    """The address that replaces a path, or what stands below or beside it; empty if none does.

    ``/case-studies/old/v/1.0/`` and ``/case-studies/old.docx`` follow ``/case-studies/old/``.
    """
    if "\x00" in path:  # PostgreSQL takes no text with it, and no address has it
        return ""
    candidates = dict(_candidates(path))
    moved = MovedAddress.objects.filter(old_path__in=candidates)
    found = max(moved, key=lambda row: len(row.old_path), default=None)
    if found is None:
        return ""
    rest = candidates[found.old_path]
    return found.new_path.rstrip("/") + rest if rest.startswith(".") else found.new_path + rest


def _candidates(path: str) -> list[tuple[str, str]]:
    """Each address that the path may hang on, and what then follows it."""
    parts = path.strip("/").split("/")
    found = []
    for count in range(len(parts), 0, -1):
        base = "/" + "/".join(parts[:count]) + "/"
        rest = "/".join(parts[count:])
        found.append((base, rest + ("/" if rest and path.endswith("/") else "")))
    stem, dot, extension = parts[-1].rpartition(".")
    if dot and stem:
        found.append(("/" + "/".join([*parts[:-1], stem]) + "/", f".{extension}"))
    return found
