"""Names as meetings show them: whether words are one, who is anonymous, and addresses taken out."""

import re
from collections import Counter
from collections.abc import Container, Iterable

from exchange.search.fold import fold
from exchange.text import clean
from forums.imports.meetings.vocabulary import folded, without_accents
from forums.imports.parsed import LONGEST_NAME

MOST_WORDS = 7
MOST_CHARACTERS = 80
MOST_SMALL_WORDS = 3
OFTEN = 3

ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,250}\.[^\W\d_]{2,}")
_LEAD = re.compile(r"([^\n:：]{1,80}?)\s?(?::(?=\s|$)|：)\s?")
_ANONYMOUS = re.compile(r"\b(?:anonym|anonim|anoniem)|匿名|익명", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(?<=\s)\([^()]*\)|(?<=\s)\[[^\[\]]*\]")
_PARTICLES = folded(
    "da das de del della den der di do dos du e el en la le les of op te ten ter the und van vom von y zu"
    " a al and et bin ka kwa"
)
_IN_SENTENCES = re.compile(r"[!?;=<>{}？。]|[^\W\d_]{6,}\.\s")
_NEVER_FIRST = re.compile(
    r"(?:yes|no|ok(?:ay)?|well|so|now|but|and|then|thanks|thank you|hi|hello|dear|sorry|please|ja|nee|oui)"
    r",\s",
    re.IGNORECASE,
)
_NEVER_NAMES = folded(
    "a answer antwoord antwort attention by comment correction edit example first from hi hello hint however"
    " http https important info ja link me nb nee nein no note ok okay one p ps q question re reminder"
    " reply resposta respuesta réponse risposta remember second see so source summary sorry thanks third"
    " to two three tip update url warning yes yebo oui si sim non"
)


def name_of(text: str) -> str:
    """A name on one line, without an e-mail address; empty where nothing else was in it."""
    bare = ADDRESS.sub(" ", clean(text))
    bare = re.sub(r"[<(\[]\s*[>)\]]", " ", bare) if bare != text else bare
    return " ".join(bare.split()).strip("\"'“”").strip()[:LONGEST_NAME]


def holds_address(text: str) -> bool:
    return ADDRESS.search(text) is not None


def is_anonymous(name: str) -> bool:
    return _ANONYMOUS.search(without_accents(name)) is not None


def before_colon(text: str) -> str:
    """What stands before a first colon on the first line, whether it is a name or not."""
    found = _LEAD.match(text)
    return found[1].strip() if found else ""


def split_lead(text: str, names: Container[str]) -> tuple[str, str]:
    """The name that the words begin with and what it said, or nobody and all of it."""
    found = _LEAD.match(text)
    if found and found[1].strip() in names:
        return found[1].strip(), text[found.end() :]
    return "", text


def could_be_name(text: str) -> bool:
    """Few words, none of them a small one but for "van der" and its kin, and nothing that ends a sentence."""
    words = _IN_BRACKETS.sub(" ", text).split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > MOST_CHARACTERS or "://" in text:
        return False
    if _IN_SENTENCES.search(text) or _NEVER_FIRST.match(text) or fold(text) in _NEVER_NAMES:
        return False
    return _begins_name(words[0]) and all(
        _begins_name(word) or word.isdigit() or word.lower() in _PARTICLES for word in words[1:]
    )


def is_sure_name(text: str) -> bool:
    """Two words or more of which each looks like a part of a name."""
    return could_be_name(text) and len(text.split()) > 1


def leads_that_are_names(texts: Iterable[str], known: Iterable[str] = ()) -> frozenset[str]:
    """What stands before a first colon and is a name, in this file.

    One that is known, comes back or has two words is. A single word that came once is if most of the file
    begins with names; small letters are if they come back often ("thabo m").
    """
    texts = list(filter(None, texts))
    leads = Counter(filter(None, map(before_colon, texts)))
    like_names = {lead for lead in leads if could_be_name(lead)}
    are_most = sum(leads[lead] for lead in like_names) * 2 > len(texts)
    known = set(known)
    return frozenset(
        lead
        for lead, count in leads.items()
        if lead in known
        or (lead in like_names and (are_most or count > 1 or is_sure_name(lead)))
        or (count >= OFTEN and len(lead.split()) <= MOST_SMALL_WORDS and fold(lead) not in _NEVER_NAMES)
    )


def _begins_name(word: str) -> bool:
    """A capital, or a letter that knows none, or a capital within (uMama, eThekwini)."""
    bare = word.lstrip("(\"'“‘[ǀǁǂǃ!/")
    first = bare[:1]
    if not first.isalpha():
        return (bool(bare) and first in "&–-@#") or word in {"-", "–", "|", "/"}
    return not first.islower() or any(char.isupper() for char in bare[1:4])
