#!/usr/bin/env python
import os
import sys

# Opinion groups are many small products of matrices. With a thread for each core they wait for each other,
# take several times as long, and hold back whoever else the machine serves. numpy reads this when it is
# first imported, which the settings may already do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")
    from django.core.management import execute_from_command_line  # after the settings are named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
