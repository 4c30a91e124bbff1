"""The words of a PDF as somebody gets who copies from it: letters are numbers of glyphs, and a table of the
font says which letter each is."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
FONTS = re.compile(rb"/(F\d+) (\d+) 0 R")
LETTER = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:[^\\()]|\\.)*)\)(?= ?(?:Tj|-?[\d.]+ ?|[\](]))", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of_pdf(content: bytes) -> str:
    """All text, in the order in which it is drawn."""
    objects = dict(OBJECT.findall(content))
    letters = {name: _letters_of(objects[number], objects) for name, number in FONTS.findall(content)}
    pages = [_stream(body) for body in objects.values()]
    return " ".join(_drawn(page, letters) for page in pages if b" Tf" in page)


def _stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _letters_of(font: bytes, objects: dict[bytes, bytes]) -> dict[int, str]:
    named = re.search(rb"/ToUnicode (\d+) 0 R", font)
    table = _stream(objects[named[1]]) if named else b""
    return {
        int(glyph, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for glyph, letter in LETTER.findall(table)
    }


def _drawn(page: bytes, letters: dict[bytes, dict[int, str]]) -> str:
    font, words = b"", []
    for chosen, shown in SHOWN.findall(page):
        if chosen:
            font = chosen
            continue
        raw = re.sub(rb"\\(.)", lambda found: ESCAPED.get(found[1], found[1]), shown, flags=re.DOTALL)
        glyphs = [int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2)]
        words.append("".join(letters.get(font, {}).get(glyph, "") for glyph in glyphs))
    return " ".join(words)
