"""Tiny readers of the formats, written from their descriptions, to check what we write."""

from typing import Any


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """Entry type, key and fields. Braces are counted as BibTeX counts them: behind a backslash, too."""
    assert text.startswith("@")
    kind, _brace, rest = text[1:].partition("{")
    key, _comma, rest = rest.partition(",")
    fields: dict[str, str] = {}
    at = 0
    while rest[at:].strip() not in {"}", ""}:
        name, _equals, _rest = rest[at:].partition("=")
        at = rest.index("{", at)
        start, depth = at + 1, 0
        while True:
            depth += {"{": 1, "}": -1}.get(rest[at], 0)
            at += 1
            if depth == 0:
                break
        fields[name.strip(" ,\n")] = rest[start : at - 1]
        at += len(rest[at:]) - len(rest[at:].lstrip(" ,\n"))
    assert rest[at:].strip() == "}"
    return kind, key, fields


COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\&": "&",
    r"\%": "%",
    r"\$": "$",
    r"\#": "#",
    r"\_": "_",
}


def set_by_latex(value: str) -> str:
    """What a field looks like in print."""
    read, at = "", 0
    while at < len(value):
        command = next((command for command in COMMANDS if value.startswith(command, at)), "")
        read += COMMANDS[command] if command else value[at] if value[at] not in "{}" else ""
        at += len(command) or 1
    return read


def read_ris(text: str) -> list[tuple[str, str]]:
    """Tags and values, in their order; each line must be one."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    for line in lines:
        assert (line[:2].isalnum(), line[2:6], "\n" in line) == (True, "  - ", False), line
    return [(line[:2], line[6:]) for line in lines]


CSL_KEYS = {
    "id", "type", "title", "author", "issued", "container-title", "publisher", "version", "genre", "URL",
    "DOI", "language", "abstract", "note",
}  # fmt: skip
CSL_TYPES = {
    "report", "article-journal", "book", "chapter", "webpage", "article-newspaper", "dataset", "legislation",
    "speech", "manuscript",
}  # fmt: skip


def check_csl(items: Any) -> None:
    """What the schema of CSL 1.0.2 asks of the parts that we use; it allows no other keys."""
    assert isinstance(items, list)
    for item in items:
        assert set(item) - CSL_KEYS == set()
        assert item["type"] in CSL_TYPES
        assert all(isinstance(item[key], str) for key in CSL_KEYS & set(item) - {"author", "issued"})
        for name in item.get("author", ()):
            assert set(name) in ({"family", "given"}, {"literal"})
            assert all(isinstance(part, str) and part for part in name.values())
        if "issued" in item:
            assert set(item["issued"]) in ({"date-parts"}, {"literal"})
            for date in item["issued"].get("date-parts", ()):
                assert (0 < len(date) <= 3, all(isinstance(part, int) for part in date)) == (True, True)
