"""Telling people of a new post: who follows, who is named, who is answered."""

from exchange.work import job


@job()
def announce_post(*, post_id: int) -> None:
    """Tell everybody whom a post concerns. Done twice it tells nobody twice."""
