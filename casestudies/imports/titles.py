"""Which section a heading means: people write "Background" where we ask for the problem and its context."""

import re

from casestudies.models import NarrativeKey
from exchange.search.fold import fold

LONGEST = 120
"""A longer line is a sentence that happens to be set as a heading."""

ALIASES = {
    NarrativeKey.IN_A_NUTSHELL: (
        "summary|executive summary|abstract|at a glance|overview|nutshell|in brief|in short|opsomming"
        "|samevatting|brief summary|short summary|brief description"
    ),
    NarrativeKey.PROBLEM_AND_CONTEXT: (
        "background|context|introduction|problem|problem statement|the problem|situation"
        "|situation analysis|rationale|need|needs analysis|motivation|purpose|history|setting"
        "|local context|background information|problem analysis|diagnosis|why|where we started"
        "|starting point|agtergrond|inleiding|konteks|probleemstelling|intelligence"
    ),
    NarrativeKey.WHAT_WAS_DONE: (
        "intervention|interventions|activities|project|the project|programme|the programme"
        "|what we did|what did we do|project description|programme description|description"
        "|description of the project|description of the intervention|solution|approach|response"
        "|actions|actions taken|the intervention|our approach|what happened|aktiwiteite|die projek"
        "|wat gedoen is|the initiative|initiative"
    ),
    NarrativeKey.HOW: (
        "implementation|process|methodology|methods|method|how it was done|how we did it|how it works"
        "|how did we do it|how it worked|steps|implementation process|delivery|roll-out|rollout"
        "|timeline|time line|resources|budget|costs|cost|time and means|implementering|metodologie"
        "|how was it done|project plan"
    ),
    NarrativeKey.WHO: (
        "partners|stakeholders|role players|roleplayers|role-players|who was involved|people involved"
        "|partnerships|participants|beneficiaries|team|project team|target group|who took part"
        "|involvement|partners involved|stakeholders involved|roles and responsibilities|rolspelers"
        "|vennote|who did it"
    ),
    NarrativeKey.WHAT_CHANGED: (
        "results|result|impact|impacts|outcomes|outcome|outputs|achievements|successes|success"
        "|findings|what worked|what was achieved|evaluation|monitoring|evidence|effects"
        "|what difference it made|success factors|resultate|uitkomste|impak|what happened as a result"
        "|benefits|monitoring and evaluation"
    ),
    NarrativeKey.WHAT_DID_NOT_WORK: (
        "challenges|challenge|failures|failure|what went wrong|obstacles|barriers|difficulties"
        "|problems encountered|problems|limitations|risks|constraints|setbacks|challenges faced"
        "|challenges encountered|challenges experienced|what didn't work|what did not go well"
        "|uitdagings|struikelblokke"
    ),
    NarrativeKey.WHAT_WE_WOULD_DO_DIFFERENTLY: (
        "lessons learnt|lessons learned|lessons|lesson learnt|lesson learned|learnings|learning"
        "|reflections|reflection|what we learnt|what we learned|what we would change|with hindsight"
        "|lesse geleer|what have we learnt|what have we learned|improvements"
    ),
    NarrativeKey.SUSTAINING_IT: (
        "sustainability|way forward|exit|exit strategy|next steps|future|future plans|the way forward"
        "|maintenance|handover|hand-over|continuity|what next|what's next|scaling up|scale-up"
        "|volhoubaarheid|pad vorentoe|conclusion|conclusions"
    ),
    NarrativeKey.IF_YOU_WANT_TO_TRY_IT: (
        "replication|replicability|advice to others|advice|recommendations|recommendation|tips"
        "|transferability|how to replicate|how to replicate it|replicating it|try it yourself"
        "|for other municipalities|advice for other municipalities|aanbevelings|advice for others"
    ),
    NarrativeKey.QUESTIONS_WE_ARE_ASKING_YOU: (
        "questions|discussion questions|questions for discussion|questions for you|open questions"
        "|guiding questions|questions to the audience|vrae"
    ),
}

_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|chapter|step|afdeling|deel)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*(?:[.):\s–—-]+)|[ivxlc]{1,6}[.):]\s*|[a-z][.)]\s*)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:of|in|to|from|for|with|during)\s+(?:the|this|our)\s+"
    r"(?:project|programme|program|initiative|intervention|case(?:\s+study)?)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:the|our|a|an|key|main|major|some|project|programme|program|overall|general|case study)\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"\s*(?:\band\b|\ben\b|&|/|,|;|\+|:|\s[–—-]\s)\s*", re.IGNORECASE)

_KEYS = {
    fold(alias): key.value
    for key, aliases in ALIASES.items()
    for alias in (*aliases.split("|"), str(key.label), key.value.replace("_", " "))
}


def sections_named(heading: str) -> list[str]:
    """The keys that a heading names, without repetition: usually one or none.

    "Challenges and lessons learnt" names two. A heading of which a part means nothing to us names what
    its other parts do only if those come first: "Results: 2019 to 2021", but not "Crime and impact".
    """
    if len(heading) > LONGEST:
        return []
    for text in (heading, _NUMBERING.sub("", heading)):
        if key := _key(text):
            return [key]
    text = _IN_BRACKETS.sub(" ", _NUMBERING.sub("", heading)).strip(" \t:.–—-?!")
    if key := _key(text):
        return [key]
    named = [_key(piece) for piece in _BETWEEN.split(text) if piece]
    return list(dict.fromkeys(key for key in named if key)) if named and named[0] else []


def _key(text: str) -> str:
    """The section of one plain name, also without the words that people put around it."""
    tries = [text, _AFTER.sub("", text.strip())]
    for _word in range(3):
        tries.append(_BEFORE.sub("", tries[-1].strip()))
    return next((_KEYS[folded] for folded in map(fold, tries) if folded in _KEYS), "")
