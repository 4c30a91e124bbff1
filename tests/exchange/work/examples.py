"""Jobs for the tests; a worker finds them by their path."""

from datetime import timedelta

from exchange.work import job

done: list[object] = []
trouble: list[Exception] = []


@job()
def remember(*, what: object = "nothing") -> None:
    done.append(what)


@job(tries=3)
def fail_while_there_is_trouble(*, what: object = "nothing") -> None:
    if trouble:
        raise trouble[0]
    done.append(what)


@job(longest=timedelta(hours=2))
def take_long() -> None:
    done.append("long")
