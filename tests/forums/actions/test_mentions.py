import pytest

from exchange.people.models import NetworkAccess, RoomMember, User
from forums.actions.posts import edit_post
from forums.models import Mention, Post
from forums.queries.people import people_to_name
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_member,
    make_network,
    make_post,
    make_thread,
)

pytestmark = pytest.mark.django_db


def link(user: User, words: str) -> str:
    return f'<a href="/people/{user.handle}/" class="mention">{words}</a>'


def mentioned(post: Post) -> set[User]:
    return {mention.user for mention in Mention.objects.filter(post=post).select_related("user")}


def offered(thread, query: str) -> list[str]:
    return [person.words for person in people_to_name(thread, query)]


def test_a_name_links_to_its_person_without_accents_or_capitals_and_is_kept_in_step_with_edits():
    thread = make_thread()
    chloe(), amina()
    post = make_post(thread, text="@chloe petersen counts, not x@chloe or `@amina dlamini`.")
    assert post.html.startswith(f"<p>{link(chloe(), '@chloe petersen')} counts, not x@chloe")
    assert post.plain == "@chloe petersen counts, not x@chloe or @amina dlamini."
    assert mentioned(post) == {chloe()}
    post = edit_post(post=post, by=ben(), text="@Amina Dlamini counts.", seen_revision=1, now=NOW)
    assert mentioned(post) == {amina()}


def test_only_who_may_read_the_thread_can_be_named():
    chloe(), dineo(), amina()
    network = make_network("Survivors", NetworkAccess.PRIVATE, ben(), slug="survivors", facilitator=amina())
    private = make_thread(network, ben())
    assert mentioned(make_post(private, text="@Chloé Petersen and @Amina Dlamini")) == {amina()}
    assert (offered(private, "chl"), offered(private, "ami")) == ([], ["Amina Dlamini"])

    room = network.rooms.create(slug="core", name="Core", is_private=True, created_at=NOW)
    RoomMember.objects.create(room=room, user=ben(), let_in_at=NOW)
    in_room = make_thread(network, ben(), room=room)
    assert mentioned(make_post(in_room, text="@Amina Dlamini and @Ben Jacobs")) == {ben()}

    case_study = make_case_study(status="draft")
    draft = make_thread(case_study, dineo())
    assert mentioned(make_post(draft, dineo(), "@Chloé Petersen and @Dineo Mokoena")) == {dineo()}

    User.objects.filter(pk=chloe().pk).update(is_active=False)
    assert mentioned(make_post(draft, dineo(), "@Chloé Petersen")) == set()


def test_of_two_with_one_name_the_one_who_takes_part_is_meant_or_who_is_told_apart():
    thread = make_thread(author=amina())
    ben()
    other = make_member("Benjamin", role_line="Planner")
    User.objects.filter(pk=other.pk).update(display_name="Ben  Jacobs")
    nobody = make_post(thread, amina(), "@Ben Jacobs")
    told_apart = make_post(thread, amina(), "@Ben Jacobs (Planner) and @Ben Jacobs (urban safety officer)!")
    make_post(thread, ben())
    takes_part = make_post(thread, amina(), "@Ben Jacobs")
    assert (mentioned(nobody), mentioned(told_apart), mentioned(takes_part)) == (
        set(),
        {ben(), other},
        {ben()},
    )
    for words in offered(thread, "ben"):
        assert len(mentioned(make_post(thread, amina(), f"Ask @{words}, please"))) == 1


def test_people_are_offered_who_take_part_first_by_any_part_of_their_name_and_never_by_address():
    thread = make_thread(author=chloe())
    make_member("Petrus Adams"), make_member("Anna **Petersen** & <Co>")
    assert offered(thread, "pet") == ["Chloé Petersen", "Anna \\*\\*Petersen\\*\\* & \\<Co>", "Petrus Adams"]
    assert offered(thread, "CHLOE PE") == ["Chloé Petersen"]
    assert (offered(thread, "p"), offered(thread, "people.example"), offered(thread, "xx")) == ([], [], [])
    for number in range(9):
        make_member(f"Zodwa{number} Nkosi")
    assert len(offered(thread, "nko")) == 8


def test_completion_answers_who_may_write_and_asks_few_queries(client, django_assert_max_num_queries):
    thread = make_thread(author=chloe())
    for number in range(3):
        make_member(f"Zodwa{number} Nkosi")
    client.force_login(ben())
    with django_assert_max_num_queries(12):
        answer = client.get(f"/threads/{thread.pk}/people/", {"q": "petersen"})
    assert answer.json() == {
        "people": [
            {"name": "Chloé Petersen", "about": chloe().byline.partition(", ")[2], "words": "Chloé Petersen"}
        ]
    }
    assert "@" not in answer.text
