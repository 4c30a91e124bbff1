"""The people of a thread: who may read it, and how each is named there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet

from casestudies.models import PUBLIC_STATUSES
from exchange.people import places
from exchange.people.models import MembershipState, User
from exchange.search.fold import terms
from exchange.text import as_markdown
from forums.models import Post, PostState, Thread

MOST_OFFERED = 8


def readers_of(thread: Thread) -> QuerySet[User]:
    """The members who may read a thread, as ``Thread.objects.visible_to`` has it."""
    people = User.objects.filter(is_active=True)
    if thread.network and not thread.network.is_open:
        people = people.filter(
            pk__in=thread.network.memberships.filter(state=MembershipState.STANDING).values("user")
        )
    if thread.room and thread.room.is_private:
        people = people.filter(pk__in=thread.room.people.values("user"))
    if thread.case_study and thread.case_study.status not in PUBLIC_STATUSES:
        people = people.filter(Q(is_editor=True) | Q(is_superuser=True))
    return people


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """A name as it is compared: without capitals, accents, clicks and hyphens."""
    return " ".join(part for word in name.split() for part in terms(word))


class NamesIn:
    """Finds the person whom somebody means by a name in a thread. Reads nothing before it is asked."""

    def __init__(self, thread: Thread, *, among: Iterable[User] | None = None) -> None:
        self._thread = thread
        self._among = among
        self._people: dict[str, list[int]] | None = None
        self._found: dict[str, User | None] = {}

    def person(self, words: str) -> User | None:
        """Whose name these words are. Of two with one name, the one who takes part in the thread; what
        tells two apart may stand behind the name, in brackets: ``Ben Jacobs (Johannesburg)``."""
        key = name_key(words)
        if key and key not in self._found:
            self._found[key] = self._by_name(key) or self._by_more_than_name(words)
        return self._found.get(key)

    def _by_name(self, key: str) -> User | None:
        ids = self._ids(key)
        if len(ids) > 1:
            ids = sorted(takes_part(self._thread, ids))
        return User.objects.get(pk=ids[0]) if len(ids) == 1 else None

    def _by_more_than_name(self, words: str) -> User | None:
        name, bracket, _more = words.rpartition(" (")
        if not bracket or not words.endswith(")"):
            return None
        namesakes = User.objects.filter(pk__in=self._ids(name_key(name)))
        meant = [user for user in namesakes if name_key(words) in map(name_key, ways_to_name(user))]
        return meant[0] if len(meant) == 1 else None

    def _ids(self, key: str) -> list[int]:
        if self._people is None:
            self._people = {}
            known = (
                readers_of(self._thread).values_list("pk", "display_name")
                if self._among is None
                else [(user.pk, user.display_name) for user in self._among]
            )
            for pk, name in known:
                self._people.setdefault(name_key(name), []).append(pk)
        return self._people.get(key, [])


def takes_part(thread: Thread, ids: Iterable[int]) -> set[int]:
    """Which of these people have said something in a thread that others read."""
    posts = Post.objects.filter(thread=thread, author__in=list(ids), state=PostState.VISIBLE)
    return set(posts.order_by().values_list("author_id", flat=True).distinct())


def ways_to_name(user: User) -> list[str]:
    """The name with what may tell its person from a namesake, the plainest first."""
    clues = (places.label(user.municipality_code) if user.municipality_code else "", user.role_line)
    return [f"{user.display_name} ({clue})" for clue in (*clues, user.handle) if clue]


@dataclass(frozen=True)
class Offered:
    """A person whom somebody who types may mean: the name, what tells more, and what to put behind @."""

    name: str
    about: str
    words: str


def people_to_name(thread: Thread, query: str) -> list[Offered]:
    """Readers of the thread of whose name a part begins with what was typed.

    Who takes part comes first, then who is in its network, then by name.
    """
    wanted = name_key(query)
    if len(wanted) < 2:
        return []
    keys = {pk: name_key(name) for pk, name in readers_of(thread).values_list("pk", "display_name")}
    found = {pk for pk, key in keys.items() if f" {wanted}" in f" {key}"}
    taking_part = takes_part(thread, found) if found else set()
    members = set[int]()
    if found and thread.network:
        standing = thread.network.memberships.filter(state=MembershipState.STANDING, user__in=found)
        members = set(standing.values_list("user_id", flat=True))
    order = sorted(found, key=lambda pk: (pk not in taking_part, pk not in members, keys[pk], pk))
    people = User.objects.in_bulk(order[:MOST_OFFERED])
    namesakes = Counter(keys.values())
    return [
        _offered(people[pk], has_namesake=namesakes[keys[pk]] > 1, all_names=keys)
        for pk in order[:MOST_OFFERED]
        if pk in people
    ]


def _offered(user: User, *, has_namesake: bool, all_names: dict[int, str]) -> Offered:
    about = user.byline.removeprefix(user.display_name).removeprefix(", ")
    words = user.display_name
    if has_namesake:
        words = _told_apart(user, all_names)
    return Offered(user.display_name, about, as_markdown(" ".join(words.split())))


def _told_apart(user: User, all_names: dict[int, str]) -> str:
    ids = [pk for pk, key in all_names.items() if key == name_key(user.display_name) and pk != user.pk]
    others = {name_key(way) for namesake in User.objects.filter(pk__in=ids) for way in ways_to_name(namesake)}
    return next(way for way in ways_to_name(user) if name_key(way) not in others)
