"""Turns of phrase by which people tell what worked, what failed, where they disagree and what they will do.

Each section has cues, and hints that say less by themselves. They are patterns over small letters; guards
such as ``(?<!not )`` keep "did not work" out of what worked. English first, with Afrikaans where a phrase is
as telling. A sentence without any cue is not placed by guesswork.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

WHY_IT_MATTERS = "why_it_matters"
WHAT_WORKED = "what_worked"
WHAT_DID_NOT_WORK = "what_did_not_work"
WHERE_WE_DISAGREED = "where_we_disagreed"
OPEN_QUESTIONS = "open_questions"
WHAT_NEXT = "what_next"

SECTIONS = (
    WHY_IT_MATTERS,
    WHAT_WORKED,
    WHAT_DID_NOT_WORK,
    WHERE_WE_DISAGREED,
    OPEN_QUESTIONS,
    WHAT_NEXT,
)
"""In the order of a brief; the keys of ``casestudies.models.BriefSection``, which a test compares."""

CUE, HINT = 0.6, 0.25

_NOT = r"(?:not|never|no longer|cannot|can't|don't|doesn't|didn't|won't|hasn't|haven't|isn't|wasn't|weren't)"
_FEW = r"(?:\W+\w+){0,2}\W+"  # up to two words between
_UNDENIED = r"(?<!not )(?<!n't )(?<!never )(?<!nothing )(?<!what )(?<!hardly )"
_NO_RESULT = r"(?! (?:very |so )?(?:with|closely|on|as|hard|together|towards)\b)"  # "worked with the clinic"
_BY_HOW_MUCH = r"(?: sharply)? (?:by|from|to)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|januarie|februarie|maart|junie|julie|augustus|oktober|desember)"
)
_WE = r"(?:we|they|i|council|the municipality|the city|the forum|ons)"

_CUES: Mapping[str, Sequence[str]] = {
    WHY_IT_MATTERS: (
        r"that is why|matters? (?:because|to|most)|at stake|crisis|urgent|dringend",
        r"afraid|fear(?:s|ed)?|unsafe|dangerous|killed|died|one in (?:three|four|five|\d+)|bang",
    ),
    WHAT_WORKED: (
        rf"what worked|{_UNDENIED}(?:has |have )?work(?:s|ed){_NO_RESULT}|het gewerk|werk goed",
        rf"(?:reduced|fell|dropped|halved|went down|declined|decreased){_BY_HOW_MUCH}"
        r"|success(?:ful|fully|es)?|succeeded|effective|made (?:a|all the|the) difference"
        r"|paid off|safer|veiliger|turned around",
        r"since we (?:started|began|put)|still running|trust (?:grew|came)|suksesvol",
    ),
    WHAT_DID_NOT_WORK: (
        rf"{_NOT}{_FEW}?(?:work(?:ed|ing)?|help(?:ed)?|enough|last(?:ed)?|reach(?:ed)?|happen(?:ed)?)"
        r"|no (?:difference|effect|budget|money|one came|capacity|follow-up|maintenance)|nie gewerk nie",
        r"fail(?:s|ed|ing|ures?)?|collapsed|fell apart|broke(?:n)? down|stopped working|gave up|abandoned"
        r"|mistake|went wrong|backfired|wasted|underestimated|ran out|stalled|misluk|gefaal",
        r"never (?:came|arrived|got|saw|started)|nothing (?:changed|happened|worked)"
        r"|lack(?:s|ed|ing)?(?: of)?|without (?:budget|maintenance|follow-up|support)"
        r"|vandali[sz]ed|stolen|gesteel",
    ),
    WHERE_WE_DISAGREED: (
        r"disagree[ds]?|disagreement|(?:do not|don't|cannot|can't|did not|didn't) agree|stem nie saam",
        r"not convinced|i doubt|i would argue|on the contrary|that is not (?:true|so|our|my)|not true"
        r"|object(?:s|ed)? to|oppose[ds]?|against (?:this|that|the idea)|controversial|contested|divided",
        r"some (?:of us )?(?:say|said|feel|felt|think|thought|want|wanted)|we differ|different view|verskil",
    ),
    OPEN_QUESTIONS: (
        r"(?:do not|don't|didn't|did not) (?:yet |really )?know (?:how|what|whether|if|why|who|where|when)",
        r"nobody knows|no one knows|unclear|not clear|unanswered|remains to be seen|open question"
        r"|still (?:wonder|asking)|not (?:yet )?sure (?:how|what|whether|if|why)|weet nie|onduidelik",
    ),
    WHAT_NEXT: (
        r"next (?:step|year|month|week|phase|quarter|financial year|meeting)|volgende (?:stap|jaar|maand)"
        rf"|(?:by|before|from) (?:the end of |mid-)?{_MONTH}",
        rf"{_WE} (?:will|shall|plans?|intends?|proposes?|(?:are|is|am) going to|wants? to|sal|gaan)",
        r"propos(?:e|es|al)|pilot|roll(?:ing)? (?:it |this )?out|commit(?:ted|s)? to|recommend(?:s|ed)?",
    ),
}
_HINTS: Mapping[str, str] = {
    WHY_IT_MATTERS: r"because|therefore|important|problem|costs? us|crimes?|violence|victims?|survivors?"
    r"|gangs?|murder(?:s|ed)?|robbed|robber(?:y|ies)|assault(?:s|ed)?|rape[ds]?|stabb(?:ed|ings?)|shootings?"
    r"|geweld|misdaad|\d[\d ,.]*(?:%|per ?cent)|r ?\d[\d ,.]*(?: ?(?:million|billion|miljoen))?",
    WHAT_WORKED: r"improved|helped|better than|managed to|fewer|(?<!our )(?<!my )thanks to|verbeter|gehelp",
    WHAT_DID_NOT_WORK: r"unfortunately|sadly|nobody|worse|delay(?:s|ed)?|broken"
    r"|too (?:late|few|slow|expensive|small)|half the (?:lights|cameras|time)|gebreek",
    WHERE_WE_DISAGREED: r"on the other hand|others (?:say|said|feel|felt|want|think)|depends on|rather than"
    r"|the opposite",
    OPEN_QUESTIONS: r"(?:do not|don't) know|not sure|wonder",
    WHAT_NEXT: r"should|must|need(?:s)? to|let us|let's|going forward|in future|moet",
}


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{pattern})(?![\w'])")


_WEIGHED = {
    section: [*((_compiled(cue), CUE) for cue in cues), (_compiled(_HINTS[section]), HINT)]
    for section, cues in _CUES.items()
}
_COURTESY = re.compile(
    r"\A\W*(?:hi|hello|dear|good (?:morning|afternoon|day|evening)|thanks?|thank you|dankie|sawubona|molweni"
    r"|dumela|welcome|congratulations|well done|great (?:post|question|point)|i agree|same here|\+1)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?<![\w'])(?:(?:i|we)(?: would|'d) (?:(?:be )?(?:very |so |really )?(?:glad|grateful|appreciate)"
    r"|welcome|(?:love|like) to (?:hear|know|learn))"
    r"|(?:please|kindly) (?:share|send|tell|advise|let (?:me|us) know)"
    r"|(?:looking|grateful|thankful) for (?:any |some )?(?:advice|examples|ideas|pointers|experiences?)"
    r"|would be appreciated|wil graag (?:hoor|weet))(?![\w'])"
)
_KEPT_BACK = re.compile(
    r"(?<![\w'])(?:(?:do not|don't|not to|must not|mustn't|should not|shouldn't|rather not)(?: be)?"
    r" (?:quote[d]?|cite[d]?|attribute[d]?)|not for (?:quotation|quoting|publication|attribution|the record)"
    r"|off the record|just between us|(?:is|stays?) between us|moenie (?:my |dit )?aanhaal)(?![\w'])"
)
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")


class Found(NamedTuple):
    words: str
    """As they are written there."""
    weight: float


def cues_in(sentence: str) -> dict[str, list[Found]]:
    """The cues and hints of each section that stand in a sentence; sections without are left out."""
    small = _small(sentence)
    if len(small) != len(sentence):  # a letter that grows when it becomes small
        sentence = small
    found = {
        section: [
            Found(sentence[hit.start() : hit.end()].strip(), weight)
            for cue, weight in weighed
            if (hit := cue.search(small))
        ]
        for section, weighed in _WEIGHED.items()
    }
    return {section: hits for section, hits in found.items() if hits}


def is_courtesy(sentence: str) -> bool:
    """Whether it greets, thanks or nods, and has little to quote."""
    return bool(_COURTESY.match(sentence))


def asks_for_something(sentence: str) -> bool:
    """Whether it asks the others for help or for what they know, also without a question mark."""
    return bool(_REQUEST.search(_small(sentence)))


def is_kept_back(sentence: str) -> bool:
    """Whether it asks that something is not quoted."""
    return bool(_KEPT_BACK.search(_small(sentence)))


def _small(sentence: str) -> str:
    return sentence.translate(_APOSTROPHES).lower()
