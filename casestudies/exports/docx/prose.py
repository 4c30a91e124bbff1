"""Writes an item's Markdown as Word's own paragraphs, lists and emphasis; no mark-up is left over."""

from __future__ import annotations

from typing import Any

from casestudies.exports.characters import web_address
from casestudies.exports.docx.elements import add_link, add_text, put_in, turn_if_right_to_left
from casestudies.exports.prose import Block, blocks

DEEPEST = 3  # Word has list styles for three levels; a deeper item stands on the third


def add_prose(word: Any, prose: str, base: str, *, as_said: bool = False) -> bool:
    """Append the prose, if there is any; relative links are read from ``base``."""
    counting: dict[int, int] = {}
    written = blocks(prose, as_said=as_said)
    for block in written:
        paragraph = word.add_paragraph(style=_style(block))
        if block.opens and block.is_numbered and not block.quoted:
            if block.list_key not in counting:
                counting[block.list_key] = _count_from(word, paragraph, block.number)
            _numbering(paragraph).get_or_add_numId().val = counting[block.list_key]
            _numbering(paragraph).get_or_add_ilvl().val = 0
        _write(paragraph, block, base)
        turn_if_right_to_left(paragraph)
    return bool(written)


def _style(block: Block) -> str:
    if block.quoted:
        return "Quoted Post"
    if not block.markers:
        return "Heading 2" if block.is_heading else "Normal"
    level = min(len(block.markers), DEEPEST)
    kind = "Continue" if not block.opens else "Number" if block.is_numbered else "Bullet"
    return f"List {kind}" if level == 1 else f"List {kind} {level}"


def _numbering(paragraph: Any) -> Any:
    return paragraph._p.get_or_add_pPr().get_or_add_numPr()


def _count_from(word: Any, paragraph: Any, first: int) -> int:
    """Start a list of its own: in Word every numbered list of a style is one list unless told so."""
    numbering = word.part.numbering_part.element
    of_style = paragraph.style.element.pPr.numPr.numId.val
    count = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    count.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(count.numId)


def _write(paragraph: Any, block: Block, base: str) -> None:
    bold = italic = 0
    links: list[Any] = []
    for token in block.inline:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                address = web_address(str(token.attrGet("href") or ""), base)
                links.append(add_link(paragraph, address) if address else None)
            case "link_close":
                links.pop()
            case _:
                text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
                run = add_text(paragraph, text, bold=bool(bold), italic=bool(italic))
                if links and links[-1] is not None:
                    put_in(links[-1], run)
