"""Whether data is dear to a browser: what somebody chose; where they chose nothing, what the browser says."""

from django.http import HttpRequest

COOKIE = "low_data"  # static/js/data-cost.js sets it too


def is_data_dear(request: HttpRequest) -> bool:
    chosen = request.COOKIES.get(COOKIE)
    if chosen in {"0", "1"}:
        return chosen == "1"
    return request.headers.get("Save-Data", "").lower() == "on"
