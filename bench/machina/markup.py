"""Markdown as machina renders it by default, each text once: our posts share two hundred."""

from functools import lru_cache

from machina.core.markdown import markdown


@lru_cache(maxsize=1000)
def rendered(text: str) -> str:
    return markdown(text, safe_mode=True, extras={"break-on-newline": True})
