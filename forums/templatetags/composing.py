from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from forums.forms.files import file_rows

register = template.Library()


@register.simple_tag
def empty_file_rows() -> SafeString:
    """The rows for files of a form that somebody begins: the same in each, and dear to make."""
    return _empty_file_rows(get_language())


@lru_cache(maxsize=4)
def _empty_file_rows(language: str | None) -> SafeString:
    return render_to_string("forums/_file_rows.html", {"rows": file_rows()})
