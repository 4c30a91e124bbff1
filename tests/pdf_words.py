"""The words of a PDF as somebody gets who copies from it: letters are numbers of glyphs, and a table of the
font says which letters each is."""

import re
from io import BytesIO

import pikepdf

LETTERS = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
NUMBER = re.compile(rb"<([0-9A-Fa-f]+)>")
A_GAP = -150  # thousandths of the font's size: less is kerning


def words_of_pdf(content: bytes) -> str:
    """All text, in the order in which it is drawn."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return " ".join(" ".join(_drawn(page, page.get("/Resources", {}))) for page in pdf.pages)


def _drawn(stream, resources):
    fonts = {name: _letters_of(font) for name, font in resources.get("/Font", {}).items()}
    letters = {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                yield _said(bytes(operands[0]), letters)
            case "TJ":
                shown = (
                    _said(bytes(part), letters) if isinstance(part, pikepdf.String) else " " * (part < A_GAP)
                    for part in operands[0]
                )
                yield "".join(shown)
            case "Do":
                form = resources["/XObject"][str(operands[0])]
                if form["/Subtype"] == "/Form":
                    yield from _drawn(form, form.get("/Resources", {}))


def _said(glyphs, letters):
    return "".join(letters.get(glyphs[place : place + 2], "") for place in range(0, len(glyphs), 2))


def _letters_of(font):
    table = font["/ToUnicode"].read_bytes() if "/ToUnicode" in font else b""
    letters = {}
    for kind, body in LETTERS.findall(table):
        numbers = [bytes.fromhex(found.decode()) for found in NUMBER.findall(body)]
        if kind == b"char":
            letters |= dict(zip(numbers[::2], numbers[1::2], strict=True))
            continue
        for first, last, letter in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            for step in range(int.from_bytes(last) - int.from_bytes(first) + 1):
                glyph = (int.from_bytes(first) + step).to_bytes(len(first))
                letters[glyph] = letter[:-1] + bytes([letter[-1] + step])
    return {glyph: letter.decode("utf-16-be") for glyph, letter in letters.items()}
