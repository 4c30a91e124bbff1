"""A thread by mail: followed, told of, answered from a mail program, and read live by who has it open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import discussion
from tests.e2e.hands import Keyboard
from tests.e2e.letters import PROVIDER, Post, answer
from tests.e2e.visits import WAIT, Visits
from tests.post_office import Mailbox, letterbox, mailbox
from tests.site import served_site

CHLOE = "chloe@demo.example"
SIGNATURE = "Chloé Petersen\nWard office, Klipdrif"
ASKED = "Who holds the key of the substation?"


@pytest.fixture(scope="module")
def fetched() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


@pytest.fixture(scope="module")
def post(fetched: Mailbox) -> Iterator[Post]:
    """A site that sends its mail to a real server, and takes answers in from a provider and a mailbox."""
    with letterbox() as box:
        env = {
            "EMAIL_URL": box.url,
            "MAIL_REPLY_ADDRESS": "reply@mail.example",
            "INBOUND_IMAP_URL": fetched.url,
            **PROVIDER,
        }
        with served_site(env=env) as site:
            yield Post(site, box)


@pytest.fixture
def visits(browser: Browser, post: Post) -> Iterator[Visits]:
    expect.set_options(timeout=WAIT)
    visits = Visits(browser, post.site)
    yield visits
    assert visits.close() == []


@pytest.fixture
def talk(visits: Visits, request: pytest.FixtureRequest) -> discussion.Talk:
    """Ben opens a thread; Chloé follows it and wants its mail at once; Ben has it open and writes on."""
    talk = discussion.gather(visits, script=True, title=f"Keys, {request.node.name[5:40]}")
    discussion.open_a_thread(talk)
    _follow_by_mail(talk)
    ben = talk.ben
    ben.page.goto(talk.address)
    ben.fill("Your post", ASKED, within=ben.page.locator("#reply"))
    ben.press("Post", within=ben.page.locator("#reply"))
    expect(discussion.post(ben.page, ASKED)).to_be_visible()
    return talk


def _follow_by_mail(talk: discussion.Talk) -> None:
    hands = talk.chloe
    assert isinstance(hands, Keyboard)
    hands.page.goto("/notices/settings/")
    paces = hands.page.get_by_role("group", name="Mail about what you follow")
    if not paces.get_by_label("At once").is_checked():
        hands.reach(paces.get_by_label("Once a day"))
        hands.page.keyboard.press("ArrowUp")
    expect(paces.get_by_label("At once")).to_be_checked()
    with hands.page.expect_navigation():
        hands.press("Save")
    hands.page.goto(talk.address)
    hands.open("Follow")
    with hands.page.expect_navigation():
        hands.press("Every post")
    expect(hands.page.locator("summary", has_text="Following: Every post")).to_be_visible()
    hands.page.goto("about:blank")  # what one reads on the site does not come by mail


def test_an_answer_by_mail_appears_on_the_open_page_without_quotes_and_signature(post, talk):
    post.send(to=CHLOE)
    letter = post.last_to(CHLOE)
    assert ASKED in letter.get_content()
    assert letter["Reply-To"].startswith("reply+")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    post.bring(answer(letter, "The ward office does.", signature=SIGNATURE, name="by-webhook"))
    _expect_live(talk, "The ward office does.")


def test_an_answer_in_the_mailbox_appears_on_the_open_page(post, talk, fetched):
    post.send(to=CHLOE)
    fetched.deliver(
        answer(post.last_to(CHLOE), "The fire station does.", signature=SIGNATURE, name="by-imap")
    )
    post.fetch()
    _expect_live(talk, "The fire station does.")


def test_a_forged_answer_and_a_loop_appear_on_no_page_and_are_answered_by_nobody(post, talk, fetched):
    post.send(to=CHLOE)
    letter = post.last_to(CHLOE)
    sent = len(post.letterbox.taken)
    forged = answer(letter, "It was me.", signature="", name="forged")
    forged.replace_header("From", "Mallory <mallory@people.example>")
    loop = answer(letter, "I am out of the office.", signature="", name="loop")
    loop["Auto-Submitted"] = "auto-replied"
    for mail in (forged, loop):
        post.bring(mail)
        mail.replace_header("Message-ID", mail["Message-ID"].replace("@", ".again@"))
        fetched.deliver(mail)
    post.fetch()
    post.bring(answer(letter, "The last word is mine.", signature=SIGNATURE, name="honest"))
    _expect_live(talk, "The last word is mine.")  # came after them, and is the only one
    # Others may be told of posts meanwhile.
    written_to = {address for address, _raw in post.letterbox.taken[sent:]}
    assert written_to.isdisjoint({CHLOE, "mallory@people.example"})


def _expect_live(talk: discussion.Talk, words: str) -> None:
    """Ben's page says that one post came, and shows its words and nothing else."""
    page = talk.ben.page
    expect(page.locator("[data-news]")).to_have_text("1 new post")
    talk.ben.press("Show")
    expect(discussion.post(page, words).locator(".prose")).to_have_text(words)
    expect(page.locator("li.post")).to_have_count(3)
