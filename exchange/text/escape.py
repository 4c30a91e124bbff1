"""Words that were read, as Markdown that reads the same."""

import re

_SIGNS = re.compile(r"[\\`*\[~]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z])|&(?=#?\w+;)|!(?=\[)")
_LINE_STARTS = re.compile(r"(?m)^([^\S\n]*)(?:([#>+=-])|(\d{1,9})([.)]))")


def as_markdown(plain: str) -> str:
    """Markdown whose words are these, whatever signs they hold."""
    return _LINE_STARTS.sub(_escaped_start, _SIGNS.sub(r"\\\g<0>", plain))


def _escaped_start(start: re.Match[str]) -> str:
    space, sign, number, dot = start.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{dot}"


def as_quote(words: str, *, name: str, number: int) -> str:
    """A block quote that says whose words it holds, and in which post they stand."""
    quoted = "\n".join(f"> {line}".rstrip() for line in as_markdown(words).split("\n"))
    return f"{quoted}\n>\n> — {as_markdown(name)}, #{number}\n"
