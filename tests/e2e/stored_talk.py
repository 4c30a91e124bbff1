"""A thread in which everything has happened, for the browser tests, and where that is looked after."""

from io import BytesIO
from uuid import uuid4

from exchange.notices.actions.wishes import WATCHED
from exchange.notices.unsubscribing import unsubscribe_url
from exchange.people.actions.invitations import make_invitation_link, withdraw_invitation
from exchange.people.actions.rooms import make_room
from exchange.people.invitations import token_of
from exchange.people.models import Network, User
from exchange.text import as_quote
from forums.actions.attachments import Upload, attach, keep_upload
from forums.actions.bookmarks import keep_bookmark
from forums.actions.drafts import save_draft
from forums.actions.facilitating.outcomes import mark_answer, post_prompt, write_closing_note
from forums.actions.facilitating.splitting import split_branch
from forums.actions.facilitating.standing import archive_thread, hide_thread, lock_against_posts, pin_thread
from forums.actions.moderation.flags import flag_post
from forums.actions.moderation.people import suspend_person
from forums.actions.moderation.posts import hide_post, remove_post
from forums.actions.posts import add_post, edit_post, withdraw_own_post
from forums.actions.reactions import set_reaction
from forums.actions.threads import open_thread
from forums.models import FlagReason, Post, ReactionKind, Thread
from tests.factories.pictures import picture_file

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
LONG_NAME = "Annexure-B-final-final-2026-lighting-audit-of-the-rank-and-its-surroundings.pdf"


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


def looked_after() -> dict[str, str]:
    """Where they are: the thread, its neighbours in every state, and pages that a link leads to."""
    amina, chloe = person("amina"), person("chloe")
    network = Network.objects.get(slug="demonstration-stations-and-ranks-after-dark")
    talk = everything(network)
    locked, archived, hidden = (_thread(network, f"Lamps that were {how}") for how in ("lost", "kept", "hid"))
    lock_against_posts(thread=locked, by=amina, reason="It goes on in the other thread.")
    archive_thread(thread=archived, by=amina, reason="It is from last year.")
    hide_thread(thread=hidden, by=amina, reason="It names a child.")
    invitation, over = (make_invitation_link(network=network, by=amina) for _each in range(2))
    withdraw_invitation(invitation=over, by=amina)
    closed_room = make_room(network=network, name="Only for who was let in", by=amina, is_private=True)
    save_draft(user=chloe, scope=f"thread:{talk.pk}", fields={"text": "I began to say that the lamps " * 9})
    keep_bookmark(post=talk.posts.get(number=1), by=chloe, note="For our report to council in March")
    elsa = User.objects.create_user("elsa@demo.example", display_name="Elsa Botha")
    suspend_person(person=elsa, reason="She sent the same words to everybody.", by=amina)
    return {
        "talk": f"/threads/{talk.pk}/{talk.slug}/",
        "at_talk": f"/threads/{talk.pk}/",
        "locked": f"/threads/{locked.pk}/{locked.slug}/",
        "archived": f"/threads/{archived.pk}/{archived.slug}/",
        "hidden_thread": f"/threads/{hidden.pk}/{hidden.slug}/",
        "invitation": f"/invitations/{token_of(invitation.pk)}/",
        "over": f"/invitations/{token_of(over.pk)}/",
        "closed_room": f"/networks/{network.slug}/rooms/{closed_room.slug}/",
        "unsubscribe": "/mail" + unsubscribe_url(chloe.pk, WATCHED).partition("/mail")[2],
        "elsa": f"/moderation/people/{elsa.handle}/",
        "chloe_looked_after": f"/moderation/people/{chloe.handle}/",
    }


def everything(network: Network) -> Thread:
    """Quoted, answered, edited, withdrawn, hidden, removed, split off, flagged, with files and reactions."""
    amina, ben, chloe = person("amina"), person("ben"), person("chloe")
    thread = _thread(network, "Everything that can happen to a lamp", tags=["lighting", "whole-street"])
    first = thread.posts.get()
    answer = _say(thread, chloe, "We asked three departments, and the third paid.", first)
    edit_post(post=answer, by=chloe, text=f"{answer.source}\n\n- lamps\n- poles", seen_revision=1)
    _give_files(answer, chloe)
    quote = as_quote("We asked three departments", name="Chloé Petersen", number=answer.number)
    _say(thread, ben, f"{quote}\nWhich ones, @Chloé?", answer)
    for kind in (ReactionKind.THANKS, ReactionKind.AGREE):
        set_reaction(post=answer, by=ben, kind=kind, is_on=True)
    withdraw_own_post(post=_say(thread, ben, "I take this back at once."), by=ben)
    hide_post(post=_say(thread, ben, "The lamp of number nine."), by=amina, reason="It names a house.")
    remove_post(post=_say(thread, ben, "Buy lamps here."), by=amina, reason="It sells something.")
    flagged = _say(thread, ben, "The watchman sleeps.")
    flag_post(post=flagged, by=chloe, reason=FlagReason.PERSONAL, words="Everybody knows who that is.")
    aside = _say(thread, ben, "Our gate is broken as well.")
    _say(thread, chloe, "Ours, too.", aside)
    split_branch(post=aside, title="Gates that do not shut", by=amina, reason="It is another matter.")
    post_prompt(thread=thread, text="What would you do first?", by=amina, client_id=uuid4())
    mark_answer(post=answer, by=amina)
    write_closing_note(thread=thread, text="**Three** departments, one lamp:\n\n1. ask\n2. wait", by=amina)
    pin_thread(thread=thread, by=amina)
    return Thread.objects.get(pk=thread.pk)


def _thread(network: Network, title: str, **options: object) -> Thread:
    return open_thread(
        subject=network,
        author=person("ben"),
        title=title,
        text=f"{title}: who?",
        client_id=uuid4(),
        **options,
    )


def _say(thread: Thread, author: User, text: str, parent: Post | None = None) -> Post:
    return add_post(thread=thread, author=author, text=text, parent=parent, client_id=uuid4())


def _give_files(post: Post, author: User) -> None:
    uploads = [
        Upload(picture_file((640, 480)), "lamp.png", description="A lamp at night"),
        Upload(BytesIO(PDF), LONG_NAME),
    ]
    kept = [keep_upload(upload=upload, by=author).public_id for upload in uploads]
    attach(post=post, by=author, public_ids=kept)
