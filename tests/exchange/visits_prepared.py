"""How to enter files that are prepared in the background, and files of what was found."""

from collections.abc import Callable

from exchange.prepared.models import PreparedFile
from tests.exchange.visit import Visit
from tests.factories import NOW, chloe, make_case_study, make_thread


def of_chloe() -> Visit:
    file = PreparedFile.objects.create(owner=chloe(), kind="thread", key="1", format="pdf", asked_at=NOW)
    return Visit({"public_id": file.public_id})


def a_thread() -> Visit:
    return Visit(data={"kind": "thread", "key": str(make_thread(author=chloe()).pk), "format": "pdf"})


def found() -> Visit:
    make_case_study("lamps")
    return Visit({"extension": "csv"})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("ask_for_file", ""): a_thread,
    ("prepared_file", ""): of_chloe,
    ("ask_for_file_again", ""): of_chloe,
    ("remove_file", ""): of_chloe,
    ("case_studies_file", ""): found,
    ("search_file", ""): found,
}
