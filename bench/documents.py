"""A brief and the launch volume in every format: how long, in what memory, and whether twice is the same.

Each build runs in a process of its own. The peer is pandoc alone, from our Markdown to DOCX, ODT, EPUB
and, by its own template for Typst, PDF: what one would have without a model and a look of one's own.

`python -m bench.documents`
"""

import json
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

import pypandoc
import typst

from bench.documents_corpus import Corpus
from bench.report import at_most, peer
from casestudies.exports import FORMATS, Document, render
from casestudies.exports.markdown import to_markdown

WHAT = ("brief", "volume")
PEERS = ("docx", "odt", "epub")
LONGEST_PEER = 300  # seconds


def main() -> None:
    lines = []
    for what in WHAT:
        print(_peer_line(what))
        first, second = _built(what), _built(what)
        lines += _lines(what, first, second)
    for line, _is_met in lines:
        print(line)
    if not all(is_met for _line, is_met in lines):
        sys.exit(1)


def _lines(what: str, first: dict, second: dict) -> list[tuple[str, bool]]:
    taken = {fmt: min(first["seconds"][fmt], second["seconds"][fmt]) for fmt in FORMATS}
    print(f"{what}: " + ", ".join(f"{fmt} {seconds:.2f} s" for fmt, seconds in taken.items()))
    print(f"{what}: " + ", ".join(f"{fmt} {size / 1024:.0f} KB" for fmt, size in first["sizes"].items()))
    print(
        f"{what}: {min(build['processor'] for build in (first, second)):.1f} s of processor for all of them"
    )
    other = [fmt for fmt in FORMATS if first["hashes"][fmt] != second["hashes"][fmt]]
    if other:
        print(f"{what}: two builds differ in {', '.join(other)}")
    whole = min(sum(build["seconds"].values()) for build in (first, second))
    lines = [
        at_most(f"{what}-all-formats", whole, "s", 5 if what == "brief" else 60),
        at_most(f"{what}-builds-that-differ", len(other), "formats", 0),
    ]
    if what == "volume":
        lines.append(at_most("volume-memory", max(first["memory"], second["memory"]), "MB", 1024))
    else:
        lines.append(at_most("brief-pages", first["pages"], "pages", 4))
    return lines


def _built(what: str) -> dict:
    """What a process of its own tells of one build."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.documents", what], check=True, capture_output=True, text=True
    )
    return json.loads(run.stdout)


def _build(document: Document) -> dict:
    seconds, sizes, hashes, pages, memory = {}, {}, {}, 0, 0.0
    for fmt in FORMATS:
        began, called = time.perf_counter(), getrusage(RUSAGE_CHILDREN).ru_utime
        content = render(document, fmt).content
        seconds[fmt] = time.perf_counter() - began
        helped = getrusage(RUSAGE_CHILDREN)
        with_help = helped.ru_maxrss if helped.ru_utime > called else 0
        memory = max(memory, (getrusage(RUSAGE_SELF).ru_maxrss + with_help) / 1024)
        sizes[fmt], hashes[fmt] = len(content), sha256(content).hexdigest()
        pages = content.count(b"/Type /Page\n") if fmt == "pdf" else pages
    used = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return {
        "seconds": seconds,
        "sizes": sizes,
        "hashes": hashes,
        "pages": pages,
        "processor": sum(one.ru_utime + one.ru_stime for one in used),
        "memory": memory,  # of this process, and of the largest program where a format calls one
    }


def _peer_line(what: str) -> str:
    with TemporaryDirectory() as folder:
        source = Path(folder, f"{what}.md")
        source.write_text(to_markdown(_document(what)), encoding="utf-8")
        pandoc = [pypandoc.get_pandoc_path(), "--standalone", str(source), "--output"]
        taken = {}
        for fmt in PEERS:
            began = time.perf_counter()
            subprocess.run([*pandoc, f"{folder}/{what}.{fmt}"], check=True, timeout=LONGEST_PEER)
            taken[fmt] = time.perf_counter() - began
        began = time.perf_counter()
        subprocess.run([*pandoc, f"{folder}/{what}.typ"], check=True, timeout=LONGEST_PEER)
        typst.compile(f"{folder}/{what}.typ", root=folder, ignore_system_fonts=True)
        taken["pdf"] = time.perf_counter() - began
    told = ", ".join(f"{fmt} {seconds:.2f} s" for fmt, seconds in taken.items())
    return peer(f"{what}-pandoc-alone", f"{sum(taken.values()):.2f} s ({told}); no pictures, no look of ours")


def _document(what: str) -> Document:
    return Corpus().brief() if what == "brief" else Corpus().volume()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_build(_document(sys.argv[1]))))
    else:
        main()
