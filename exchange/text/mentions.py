"""People named in a text with an @: where such a name may stand, and how far it reaches."""

import unicodedata
from collections.abc import Callable, Iterator

MOST_PEOPLE = 20
"""How many people one text may name; further names stay words."""

MOST_SIGNS = 200
LONGEST = 240
MOST_WORDS = 14

Resolver = Callable[[str], str]
"""Takes words that may be a name; gives the address of that person's page, empty if it is nobody's."""


class Mentions:
    """The names in one text, found piece by piece, with a bound on how many are looked for."""

    def __init__(self, resolve: Resolver) -> None:
        self._resolve = resolve
        self._signs = 0
        self._people: set[str] = set()

    def split(self, text: str) -> list[tuple[str, str]]:
        """The text in pieces, each with the address of the person whom it names, or with none.

        Joined again, the pieces are the text. The longest name wins.
        """
        pieces: list[tuple[str, str]] = []
        done = 0
        at = text.find("@")
        while at >= 0 and self._signs < MOST_SIGNS:
            end = at + 1
            if at >= done and _begins_a_name(text, at):
                self._signs += 1
                words, url = self._longest_name(text[end : end + LONGEST])
                if url:
                    end += len(words)
                    pieces += (text[done:at], ""), (text[at:end], url)
                    done = end
            at = text.find("@", end)
        pieces.append((text[done:], ""))
        return [piece for piece in pieces if piece[0]]

    def _longest_name(self, text: str) -> tuple[str, str]:
        for words in beginnings(text):
            url = self._resolve(words)
            if url and (url in self._people or len(self._people) < MOST_PEOPLE):
                self._people.add(url)
                return words, url
        return "", ""


def beginnings(text: str) -> Iterator[str]:
    """What the text may begin with that is a name: whole words, the longest first.

    A name ends in a letter, a digit or a closing bracket, so that the full stop of a sentence is not
    part of it.
    """
    if not text or text[0].isspace():
        return
    ends = [at for at in range(1, len(text) + 1) if _may_end(text, at)]
    for end in reversed(ends):
        if len(text[:end].split()) <= MOST_WORDS:
            yield text[:end]


def _may_end(text: str, at: int) -> bool:
    if text[at - 1] == ")":
        return True
    return _is_letter(text[at - 1]) and not (at < len(text) and _is_letter(text[at]))


def _is_letter(char: str) -> bool:
    return char.isalnum() or bool(unicodedata.combining(char))


def _begins_a_name(text: str, at: int) -> bool:
    """An @ inside an e-mail address or another word names nobody."""
    before = text[at - 1 : at]
    return not before or not (_is_letter(before) or before in "._+-@/\\")
