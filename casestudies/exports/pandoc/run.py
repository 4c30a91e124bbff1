"""Pandoc as a program in a locked room: it reads what it is handed, and nothing else of the machine.

``--sandbox`` takes from it the disk and the network; its heap is capped; a clock stops it. It runs in an
empty folder of its own, where the few files lie that a format needs (a blank, a style sheet, a cover).
"""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError

LONGEST = 180  # seconds, on a machine that is busy; a volume or a thread of 3,000 posts takes some ten
MEMORY = "512m"

logger = logging.getLogger(__name__)


class DocumentNotMade(ActionError):
    code = "document_not_made"
    status = 503
    message = _(
        "This file could not be made just now. Take the document in another format, "
        "for example as PDF or as one page (HTML), or try again later."
    )


def convert(
    tree: bytes,
    to: str,
    *,
    options: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
    longest: float = LONGEST,
    memory: str = MEMORY,
) -> bytes:
    """What pandoc makes of a tree. ``options`` may name the ``files``. Raises DocumentNotMade."""
    with TemporaryDirectory(prefix="document-") as folder:
        for name, content in (files or {}).items():
            Path(folder, name).write_bytes(content)
        command = [
            str(_program()), "--sandbox", "--standalone", "--wrap=none", "--from=json",
            f"--to={to}", *options, "--output=-", "+RTS", f"-M{memory}", "-RTS",
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - our own options; what people wrote comes by its input
                command,
                input=tree,
                capture_output=True,
                timeout=longest,
                check=True,
                cwd=folder,
                env={"LC_ALL": "C.UTF-8", "HOME": folder, "SOURCE_DATE_EPOCH": "0"},
            )
        except subprocess.TimeoutExpired as error:
            logger.error("pandoc took longer than %s seconds for %s", longest, to)
            raise DocumentNotMade from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace")[:500]
            logger.error("pandoc gave up on %s with %s: %s", to, error.returncode, said)
            raise DocumentNotMade from error
    return done.stdout


@cache
def _program() -> Path:
    """The one that came with the package, whatever else is on the machine."""
    folder = Path(pypandoc.__file__).parent / "files"
    return next(path for path in (folder / "pandoc", folder / "pandoc.exe") if path.exists())
