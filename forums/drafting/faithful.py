"""Whether a model's prose says no more than the passages that it names."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forums.drafting.terms import every_term_of

LONGEST_PROSE = 600

_MARKUP = re.compile(r"[<>\[\]{}`*_#|\\@]|://|www\.")
_QUOTED = re.compile("[\"“”„‟«»‹›＂](.*?)[\"“”„‟«»‹›＂]|(?<!\\w)['‘‚‛](.+?)['’‛](?!\\w)", re.DOTALL)
_MARK_LEFT_OVER = re.compile("[\"“”„‟«»‹›「」『』〝〞＂]|(?<!\\w)['‘‚‛]")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")

# What turns a meaning where it is left out or put in: it stands in the prose and in each passage, or in none.
_TURNING = (
    re.compile(
        r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot|without|hardly|few|little|nie|geen"
        r"|niemand)\b|n't\b"
    ),
    re.compile(
        r"\b(?:if|unless|until|would|could|should|may|might|must|perhaps|maybe|want(?:s|ed)?|hope[sd]?"
        r"|plan(?:s|ned)?|propose[sd]?|except|only|sou|moet|miskien)\b|'d\b"
    ),
    re.compile(r"\b(?:will|shall|sal|gaan|going to)\b|'ll\b"),
)

# What one may say without its having been said: who speaks, and the mortar between words.
FREE = frozenset(
    every_term_of(
        "a an and as at by in of on that the their these they this those to which who with is are was "
        "were be people participants members speakers some several others both said say says told described "
        "reported"
    )
)


def why_unfaithful(prose: str, passages: Sequence[str]) -> str | Promise | None:
    """What is wrong with prose that rests on these passages, in words for a note; None if nothing is.

    It may leave out and join, and say who speaks. Every other word must stand in the passages, in their
    order, numbers and names among them; what it quotes must stand in one of them as it is.
    """
    if len(prose) > LONGEST_PROSE or _MARKUP.search(prose) or any(map(_is_strange, prose)):
        return _("it holds more than plain words")
    if not _quotes_truly(prose, passages):
        return _("it quotes words that the source does not say")
    said = [term for passage in passages for term in every_term_of(passage)]
    own = [term for term in every_term_of(prose) if term not in FREE]
    if not set(own) <= set(said):
        return _("it holds a word, a name or a number that the source does not say")
    if not own or not _in_order(own, said) or any(_turns(prose, passage) for passage in passages):
        return _("it may turn what the source says")
    return None


def _is_strange(char: str) -> bool:
    """Control characters, and those that nobody sees or that change the order of others."""
    return unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn", "Cs"}


def _quotes_truly(prose: str, passages: Sequence[str]) -> bool:
    """Whether all that stands in quotation marks stands in one passage, and no mark is left over."""
    flat = [_flat(passage) for passage in passages]
    for in_double, in_single in _QUOTED.findall(prose):
        words = re.compile(rf"(?<!\w){re.escape(_flat(in_double or in_single))}(?!\w)")
        if not any(map(words.search, flat)):
            return False
    return not _MARK_LEFT_OVER.search(_QUOTED.sub("", prose))


def _flat(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).translate(_APOSTROPHES).split())


def _in_order(own: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the one is the other with words left out: who robbed whom depends on the order."""
    remaining = iter(said)
    return all(term in remaining for term in own)


def _turns(prose: str, passage: str) -> bool:
    ours, theirs = (words.translate(_APOSTROPHES).lower() for words in (prose, passage))
    return any(bool(turning.search(ours)) != bool(turning.search(theirs)) for turning in _TURNING)
