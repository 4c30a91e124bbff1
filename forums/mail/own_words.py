"""What a person wrote in an answer by mail, without the mail that they answer and without their signature.

Mail programs mark neither reliably. Where in doubt, words are kept: too much in a post can be edited
away, a word that was dropped is lost. Everything goes line by line, in time that grows with the length.
"""

import re

LONGEST_HEADER_LINE = 300
LINES_OF_A_HEADER = 3  # "On Tue, 24 Nov 2026 at 09:12,⏎ Ben Botha <ben@…>⏎ wrote:"
LONGEST_SIGNATURE = 12  # lines

_QUOTED = re.compile(r"\s*>")
_BEGINS_HEADER = re.compile(r"\s*(On|Op)\b", re.IGNORECASE)
_ENDS_HEADER = re.compile(r"\b(wrote|geskryf|skryf)\s?:\s*$", re.IGNORECASE)
_SAYS_WHO_OR_WHEN = re.compile(r"\S@\S|\b20\d\d\b.*\b\d{1,2}[:.h]\d{2}\b")
_ORIGINAL = re.compile(
    r"\s*--+\s*(Original Message|Forwarded message|Oorspronklike boodskap|Aangestuurde boodskap)\s*--+\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*_{8,}\s*$")
_FROM = re.compile(r"\s*\*?(From|Van)\s?:", re.IGNORECASE)
_WHEN = re.compile(r"\s*\*?(Sent|Date|Gestuur|Datum)\s?:", re.IGNORECASE)
_ABOUT = re.compile(r"\s*\*?(Subject|Onderwerp)\s?:", re.IGNORECASE)
LINES_OF_FIELDS = 6
_SENT_FROM = re.compile(
    r"\s*(Sent from my|Sent from Outlook|Sent via|Get Outlook for|Gestuur vanaf my|Gestuur van my)\b",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """The words of the answer; empty where nothing but quoted text was in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").split("\n")
    kept: list[str] = []
    position, quote_began = 0, False
    while position < len(lines):
        if not lines[position].strip():
            kept.append(lines[position])
            position += 1
            continue
        if _begins_original(lines, position):
            break
        length = _header_at(lines, position)
        if length and not _is_quoted_below(lines, position + length):
            break  # an unmarked quote: everything below is the mail that was answered
        if length:
            quote_began = True
            position += length
        elif quote_began and _QUOTED.match(lines[position]):
            position += 1
        else:
            kept.append(lines[position])
            position += 1
    return _without_signature(_without_quote_at_end(kept))


def _begins_original(lines: list[str], position: int) -> bool:
    """What Outlook puts above a mail that it does not mark: a line, or the fields of its header."""
    if _ORIGINAL.match(lines[position]):
        return True
    if _RULE.match(lines[position]):
        position = _next_with_words(lines, position + 1)
    fields = lines[position : position + LINES_OF_FIELDS]
    return (
        bool(fields and _FROM.match(fields[0]))
        and any(map(_WHEN.match, fields))
        and any(map(_ABOUT.match, fields))
    )


def _header_at(lines: list[str], position: int) -> int:
    """How many lines from here say "On … wrote:" of somebody at some time; none, where it is a sentence."""
    joined = ""
    for count, line in enumerate(lines[position : position + LINES_OF_A_HEADER], start=1):
        joined += " " + line.strip().lstrip("> ")
        if len(joined) > LONGEST_HEADER_LINE or not _BEGINS_HEADER.match(joined):
            return 0
        if _ENDS_HEADER.search(joined):
            is_header = _SAYS_WHO_OR_WHEN.search(joined) or _is_quoted_below(lines, position + count)
            return count if is_header else 0
    return 0


def _is_quoted_below(lines: list[str], position: int) -> bool:
    found = _next_with_words(lines, position)
    return found < len(lines) and bool(_QUOTED.match(lines[found]))


def _next_with_words(lines: list[str], position: int) -> int:
    while position < len(lines) and not lines[position].strip():
        position += 1
    return position


def _without_quote_at_end(lines: list[str]) -> list[str]:
    """Quoted lines that nothing follows are the mail that was answered; others the person chose."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _QUOTED.match(lines[end - 1])):
        end -= 1
    return lines[:end]


def _without_signature(lines: list[str]) -> str:
    for position in range(len(lines) - 1, max(-1, len(lines) - 1 - LONGEST_SIGNATURE), -1):
        above = "\n".join(lines[:position]).strip()
        if lines[position] == "-- " and above:
            lines = lines[:position]
            break
        if lines[position] == "--" and above and not lines[position - 1].strip():
            lines = lines[:position]  # with words right above, it would be Markdown for a heading
            break
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_sent_from(lines[end - 1])):
        end -= 1
    return "\n".join(lines[:end]).strip("\n").rstrip()


def _is_sent_from(line: str) -> bool:
    """What a telephone adds by itself. A longer line goes on with somebody's words."""
    return len(line) < 60 and bool(_SENT_FROM.match(line))
