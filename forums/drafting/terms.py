"""The terms by which passages are compared: folded words in the singular, the small ones left out."""

import re

from exchange.search.fold import fold

KIN_LETTERS = 5

_POSSESSIVE = re.compile(r"['’`´]s\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?<=[a-z]{3})(?:es|s)$")

# Words that say nothing of what a passage is about; of a query also how people ask for a passage.
_LITTLE = (
    "a about above after again all also although am an and any are as at be because been before being "
    "below between both but by can could did do does doing don down during each few for from further had "
    "has have having he her here hers him his how i if in into is isn it its itself just ll may me might "
    "more most must my no nor not now of off on once only or other our out over own re s same shall she "
    "should so some such t than that the their them then there these they this those through to too under "
    "until up us ve very was we were what when where which while who whom whose why will with would you "
    "your yours "
    "according answer answering ask asked comment commented committee debate debated discuss discussed "
    "discussing discussion elaborate get go going got group know let like made make making mean meant "
    "meeting mention mentioned much need one opinion put question questioning questions really regarding "
    "related relation respond responded response right said say see speak summarise summarize take talk "
    "talked talking thing things think thought towards two want way well come mr mrs ms hon dr prof "
    "aan as dat die dit een en hulle is kan met nie om ons op sal sy te van vir wat"
)
LITTLE = frozenset(_LITTLE.split())


def terms_of(text: str) -> list[str]:
    """The terms of a text in its order; one that stands there twice comes twice."""
    return [_singular(word) for word in _words(text) if word not in LITTLE]


def every_term_of(text: str) -> list[str]:
    """The same with the small words, where each word counts."""
    return [_singular(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    return fold(_POSSESSIVE.sub("", text)).split()


def _singular(word: str) -> str:
    return _PLURAL.sub("", word) if len(word) > 4 else word


def root_of(term: str) -> str:
    """What a term shares with its kin: "implement" and "implementation", "agri" and "agriculture" do not.

    Empty where a term is too short to have kin. Cheaper than rules for endings, and it knows no language.
    """
    return term[:KIN_LETTERS] if len(term) >= KIN_LETTERS and term.isalpha() else ""
