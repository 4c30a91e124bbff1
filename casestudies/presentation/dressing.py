"""What a document wears beside its text: the map on its cover, its pictures, what is said before it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.exports import Figure, Place
from casestudies.models import CasePicture, Municipality
from casestudies.presentation.addresses import absolute
from casestudies.queries import case_page
from exchange.storage.files import stored


def dots(municipalities: Iterable[Municipality]) -> tuple[Place, ...]:
    """The municipalities that a map can show."""
    return tuple(
        Place(str(one), float(one.latitude), float(one.longitude))
        for one in municipalities
        if one.latitude is not None and one.longitude is not None
    )


def places_in(content: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]]) -> tuple[Place, ...]:
    """The municipalities of a content, as far as its readers may know them."""
    named = labels.get("municipalities", {})
    codes = [row["municipality"] for row in content["places"] if row["municipality"] in named]
    return dots(Municipality.objects.filter(code__in=codes).order_by("code")) if codes else ()


def figures_in(content: Mapping[str, Any]) -> Iterator[Figure]:
    """The pictures of a content, read when they are written. One that is gone leaves its description."""
    pictures = case_page.pictures_in(content)
    for row in content["pictures"]:
        if row["alt"].strip():
            yield _figure(row, pictures.get(row["picture"]))


def _figure(row: Mapping[str, str], picture: CasePicture | None) -> Figure:
    widest = next((made for made in reversed(picture.renditions if picture else ()) if _is_jpeg(made)), None)
    told: dict[str, Any] = {"alt": row["alt"], "caption": row["caption"], "credit": row["credit"]}
    if picture is None or widest is None:
        return Figure(media_type="image/jpeg", **told)
    return Figure(
        media_type="image/jpeg",
        read=partial(_content, widest["path"]),
        width=widest["width"],
        height=widest["height"],
        url=absolute(reverse("picture", args=[picture.key, widest["width"], "jpg"])),
        **told,
    )


def _is_jpeg(rendition: Mapping[str, Any]) -> bool:
    return bool(rendition["format"] == "jpeg")


def _content(path: str) -> bytes:
    with stored(path) as file:
        return file.read()


def note_before(speaks_of: str) -> tuple[str, ...]:
    """What may hurt in a document, and where help is; nothing where nobody needs to be told."""
    if not speaks_of:
        return ()
    help_lines = (" ".join(filter(None, (line.name, line.number))) for line in case_page.help_lines())
    told = _("This document speaks about: %(what)s.") % {"what": speaks_of}
    lines = "; ".join(help_lines)
    return (told, _("If you need help: %(lines)s.") % {"lines": lines}) if lines else (told,)
