"""A month or a year as people write it, as the key that a content holds: 2021-07, or 2021."""

import re

from django.utils.dates import MONTHS

_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-/. ](?P<month>0?[1-9]|1[0-2])(?:[-/. ]\d{1,2})?)?")
_MONTH_FIRST = re.compile(r"(?:\d{1,2}[-/. ])?(?P<month>0?[1-9]|1[0-2])[-/. ](?P<year>(?:19|20)\d\d)")
_NAMED = re.compile(r"(?:\d{1,2} )?(?P<name>[^\W\d]{3,})[., ]+(?P<year>(?:19|20)\d\d)")


def month_of(text: str) -> str:
    """``July 2021``, ``07/2021`` and ``2021-7`` are 2021-07; what is no month comes back as it is."""
    words = " ".join(text.split())
    if found := _ISO.fullmatch(words) or _MONTH_FIRST.fullmatch(words):
        return f"{found['year']}-{int(found['month']):02}" if found["month"] else found["year"]
    if (found := _NAMED.fullmatch(words)) and (number := _number_of(found["name"])):
        return f"{found['year']}-{number:02}"
    return words


def is_month(text: str) -> bool:
    """Whether it is written as a content holds it."""
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text))


def _number_of(name: str) -> int:
    """Also of a month cut short: Sept, Sep."""
    start = name.casefold()
    return next((number for number in range(1, 13) if str(MONTHS[number]).casefold().startswith(start)), 0)


def month_in_words(written: str) -> str:
    """``2021-07`` as people say it: July 2021. A year stays a year, and so does what is neither."""
    year, _dash, number = str(written).partition("-")
    if number.isdecimal() and 1 <= int(number) <= 12:
        return f"{MONTHS[int(number)]} {year}"
    return str(written)
