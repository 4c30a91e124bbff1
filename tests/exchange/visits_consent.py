"""How to enter the pages of consent."""

from collections.abc import Callable

from forums.actions.consents.tokens import new_token, put_behind
from tests.exchange.visit import Visit
from tests.forums.consenting import asked, quoted


def by_link() -> Visit:
    token = new_token()
    put_behind(token, [asked().request])
    return Visit({"token": token})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("consent", ""): by_link,
    ("own_consents", ""): Visit,
    ("ask_for_consents", ""): lambda: Visit({"summary_id": quoted().summary.pk}),
}
