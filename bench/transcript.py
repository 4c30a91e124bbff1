"""A two-hour transcript comes into a conversation, and its page opens: ``python -m bench.transcript``.

3,000 cues of six voices go in as a facilitator's file does, read, matched and carried into the record; the
page is measured in Chromium on a served site, with a cold cache. Ends with 1 if a figure is short.
"""

import json
import os
import platform
import sys

from bench.report import at_most
from tests.first_view import encoded_bytes
from tests.site import served_site

IMPORT_GOAL = 5  # seconds
PAGE_GOAL = 60  # KB


def main() -> int:
    print(f"# {os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    with served_site() as site:
        seeded = site.manage("shell", "-v0", "-c", "from bench.transcript_corpus import seed; seed()")
        told = json.loads(seeded.strip().splitlines()[-1])
        sizes = encoded_bytes(site.url, [told["path"]])
    lines = [
        at_most("transcript-3000-cues-in", told["seconds"], "s", IMPORT_GOAL),
        at_most("transcript-page", sizes[told["path"]] / 1000, "KB", PAGE_GOAL),
    ]
    for line, _is_met in lines:
        print(line, flush=True)
    return 0 if all(is_met for _line, is_met in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
