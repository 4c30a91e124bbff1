"""Whether words are still the words: comparison, proof and what differs."""

import hmac
import unicodedata
from os.path import commonprefix

from exchange.text.characters import fold_spaces


def _normal(words: str) -> str:
    """NFC on one line. Nothing is taken away: words with a hidden character are other words."""
    return fold_spaces(unicodedata.normalize("NFC", words))


def same_words(a: str, b: str) -> bool:
    """Whether two texts say the same, whatever their line breaks and their form of accents."""
    return _normal(a) == _normal(b)


def keyed_hash(words: str, *, key: str | bytes) -> str:
    """HMAC-SHA256 in hex: the same for the same words, and a secret to whoever lacks the key.

    Without a key, short erased words could be found again by trying; so an empty one is refused.
    """
    secret = key.encode() if isinstance(key, str) else key
    if not secret:
        raise ValueError("a keyed hash needs a key")
    return hmac.new(secret, _normal(words).encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def first_difference(a: str, b: str) -> str:
    """The first place where two texts part, such as ``“…budget was cut” ≠ “…budget was raised”``.

    Empty where they are the same words. Characters that no one can see or tell apart are named.
    """
    a, b = _normal(a), _normal(b)
    if a == b:
        return ""
    at = len(commonprefix([a, b]))
    ones, others = _around(a, at), _around(b, at)
    if _looks_alike(a[at : at + 1]) or _looks_alike(b[at : at + 1]):
        ones, others = f"{ones} ({_named(a[at : at + 1])})", f"{others} ({_named(b[at : at + 1])})"
    return f"{ones} ≠ {others}"


def _around(text: str, at: int) -> str:
    """A few whole words on both sides of the place."""
    start = max(text.rfind(" ", 0, max(0, at - 20)) + 1, at - 40)
    end = text.find(" ", at + 20, at + 40)
    end = end if end >= 0 else min(at + 40, len(text))
    return f"“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"


def _looks_alike(character: str) -> bool:
    """Dashes, quotes and invisible characters; letters are taken at their face."""
    return unicodedata.category(character or "a")[0] in "PCM"


def _named(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower() if character else "end"
