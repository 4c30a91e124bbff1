"""Who gets where: one table of every route and of every command that a socket takes.

It decides nothing: the ``access`` modules do. It says in one place what they add up to, and
tests/exchange/test_permissions.py walks every row as each person, so that a route without a row, a
row without a route, and a row that is no longer true all fail.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Outcome(Enum):
    """What comes back to somebody who enters."""

    OK = "the page, the file, or the act is done"
    SENT_ON = "a redirect to where it goes on"
    LOGIN = "the log-in page; who sent a form gets back what was typed, and the way to log in"
    FORBIDDEN = "403: it is there, but not for this role"
    HIDDEN = "404: for this person it is not there"
    GONE = "410: it was withdrawn; a page says when and why"


class Part(Enum):
    """What a person is to one object, whatever their role on the site."""

    AUTHOR = "wrote the post or the report"
    PARTICIPANT = "joined the session with an account"
    GUEST = "joined the session without one"
    KEY_HOLDER = "has the signed link of the session's screen"
    NOTE_TAKER = "was named to take the minutes of the session"
    CASE_AUTHOR = "writes the case study"
    REVIEWER = "was asked to review the case study"
    NETWORK_MEMBER = "is a member of the network"
    NETWORK_FACILITATOR = "facilitates the network"


Methods = frozenset[str]


@dataclass(frozen=True)
class Row:
    """One route (or ``socket route: command``) and what each of the five gets.

    The object is public and somebody else's, unless ``when`` says otherwise. ``parts`` are those who
    get something else because of what they are to the object.
    """

    name: str
    methods: Methods
    visitor: Outcome
    member: Outcome
    facilitator: Outcome
    editor: Outcome
    administrator: Outcome
    when: str = ""
    why: str = ""
    parts: Mapping[Part, Outcome] = field(default_factory=dict)

    def outcomes(self) -> dict[str, Outcome]:
        return {role: getattr(self, role) for role in ROLES}


ROLES = ("visitor", "member", "facilitator", "editor", "administrator")
GET, POST, SOCKET = Methods({"GET", "HEAD"}), Methods({"POST"}), Methods({"SOCKET"})
STREAM = Methods({"STREAM"})  # answered beside Django, to a ticket alone
BOTH = GET | POST

OK, SENT_ON, LOGIN, FORBIDDEN, HIDDEN, GONE = Outcome
AUTHOR, PARTICIPANT, GUEST, KEY_HOLDER, NOTE_TAKER, CASE_AUTHOR, REVIEWER, *_OF_A_NETWORK = Part
NETWORK_MEMBER, NETWORK_FACILITATOR = _OF_A_NETWORK

JOINED = {PARTICIPANT: OK, GUEST: OK}
AT_WORK = {CASE_AUTHOR: OK, REVIEWER: OK}
NOT_THEIRS = {CASE_AUTHOR: FORBIDDEN, REVIEWER: FORBIDDEN}
IN_NETWORK = {NETWORK_MEMBER: OK, NETWORK_FACILITATOR: OK}
LOOKED_AFTER = {NETWORK_MEMBER: FORBIDDEN, NETWORK_FACILITATOR: OK}
DRAFT = "it is about a draft or a withdrawn case study"
WITHDRAWN = "it was withdrawn"
PRIVATE = "it is in a private network"
STILL_OPEN = "the session has not closed"

# fmt: off
TABLE = (
    # route                            how      visitor    member     facilitator editor    administrator
    # The site
    Row("home",                        GET,     OK,        OK,        OK,        OK,        OK),
    Row("search",                      GET,     OK,        OK,        OK,        OK,        OK,
        why="each kind of row is asked for what the person may see, so nothing else is found or counted"),
    Row("robots",                      GET,     OK,        OK,        OK,        OK,        OK),
    Row("healthz",                     GET,     OK,        OK,        OK,        OK,        OK),
    Row("readyz",                      GET,     OK,        OK,        OK,        OK,        OK),
    Row("admin:*",                     BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        why="editors look after the library there (casestudies.editors) and find nothing else; its log-in is "
        "ours, so that tries are counted in one place"),

    # Accounts, as allauth brings them
    Row("account_login",               BOTH,    OK,        SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON),
    Row("account_logout",              BOTH,    SENT_ON,   OK,        OK,        OK,        OK),
    Row("account_signup",              BOTH,    OK,        SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON),
    Row("account_inactive",            GET,     OK,        OK,        OK,        OK,        OK,
        why="where a suspended account is told so; it names nobody"),
    Row("account_reauthenticate",      BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("account_email",               BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("account_change_password",     BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("account_set_password",        BOTH,    LOGIN,     SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON,
        why="only for an account without a password; we make none, so it leads to changing it"),
    Row("account_email_verification_sent", GET, OK,        OK,        OK,        OK,        OK),
    Row("account_confirm_email",       BOTH,    OK,        OK,        OK,        OK,        OK,
        why="whoever holds the key from the mail"),
    Row("account_reset_password",      BOTH,    OK,        OK,        OK,        OK,        OK),
    Row("account_reset_password_done", GET,     OK,        OK,        OK,        OK,        OK),
    Row("account_reset_password_from_key", BOTH, SENT_ON,  SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON,
        why="moves the key from the mail into the session, out of the address, and goes on to the form"),
    Row("account_reset_password_from_key_done", GET, OK,   OK,        OK,        OK,        OK),
    Row("account_confirm_login_code",  BOTH,    LOGIN,     SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON,
        why="we send no log-in codes; allauth keeps the route and leads away from it"),

    # People
    Row("own_profile",                 BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("person",                      GET,     LOGIN,     OK,        OK,        OK,        OK,
        why="members show themselves to members, not to search engines"),

    # The library: public, for it is there to be read
    Row("programme",                   GET,     OK,        OK,        OK,        OK,        OK),
    Row("theme",                       GET,     OK,        OK,        OK,        OK,        OK),
    Row("case_studies",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("case_study_map",              GET,     OK,        OK,        OK,        OK,        OK),
    Row("case_study",                  GET,     OK,        OK,        OK,        OK,        OK),
    Row("case_study",                  GET,     HIDDEN,    HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}, why="a reviewer reads it on the review page"),
    Row("case_study",                  GET,     GONE,      GONE,      GONE,      GONE,      GONE,
        when=WITHDRAWN, why="a tombstone for everyone, so that whoever cited it can tell"),
    Row("case_version",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("case_version",                GET,     GONE,      GONE,      GONE,      GONE,      GONE,
        when=WITHDRAWN),
    Row("case_export",                 GET,     OK,        OK,        OK,        OK,        OK),
    Row("case_export",                 GET,     GONE,      GONE,      GONE,      GONE,      GONE,
        when=WITHDRAWN),
    Row("citation",                    GET,     OK,        OK,        OK,        OK,        OK),
    Row("citation",                    GET,     GONE,      GONE,      GONE,      GONE,      GONE,
        when=WITHDRAWN),
    Row("case_sources",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("case_sources",                GET,     GONE,      GONE,      GONE,      GONE,      GONE,
        when=WITHDRAWN),
    Row("compare",                     GET,     OK,        OK,        OK,        OK,        OK,
        why="public case studies only, whoever looks: an address that is sent on shows the same"),
    Row("building_blocks",             GET,     OK,        OK,        OK,        OK,        OK),
    Row("building_block",              GET,     OK,        OK,        OK,        OK,        OK),
    Row("engagements",                 GET,     OK,        OK,        OK,        OK,        OK),
    Row("engagement",                  GET,     OK,        OK,        OK,        OK,        OK),
    Row("engagements_calendar",        GET,     OK,        OK,        OK,        OK,        OK),
    Row("engagement_calendar",         GET,     OK,        OK,        OK,        OK,        OK),
    Row("municipalities",              GET,     OK,        OK,        OK,        OK,        OK),
    Row("municipality",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("lessons",                     GET,     OK,        OK,        OK,        OK,        OK),
    Row("lesson",                      GET,     OK,        OK,        OK,        OK,        OK),
    Row("lesson",                      GET,     GONE,      GONE,      GONE,      GONE,      GONE,
        when=WITHDRAWN, why="it went with its case study"),
    Row("report_trial",                POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("report_trial",                POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=WITHDRAWN),
    Row("withdraw_trial",              BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={AUTHOR: OK}, why="an editor takes it down with a reason; nobody writes it anew"),
    Row("send_wish",                   POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("wishes",                      GET,     LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        why="editors answer for lessons that no case study stands behind"),
    Row("case_wishes",                 GET,     LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={CASE_AUTHOR: OK}, why="what is written to a team is read by that team"),
    Row("answer_wish",                 POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        parts={CASE_AUTHOR: OK}),
    Row("learnings",                   GET,     OK,        OK,        OK,        OK,        OK),
    Row("learning",                    GET,     OK,        OK,        OK,        OK,        OK),
    Row("learning_version",            GET,     OK,        OK,        OK,        OK,        OK),
    Row("learning_version_export",     GET,     OK,        OK,        OK,        OK,        OK),
    Row("learning_export",             GET,     OK,        OK,        OK,        OK,        OK),

    # The library, for programs
    Row("oai",                         BOTH,    OK,        OK,        OK,        OK,        OK),
    Row("feed_case_studies",           GET,     OK,        OK,        OK,        OK,        OK),
    Row("feed_lessons",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("feed_learnings",              GET,     OK,        OK,        OK,        OK,        OK),
    Row("feed_engagements",            GET,     OK,        OK,        OK,        OK,        OK),
    Row("sitemap",                     GET,     OK,        OK,        OK,        OK,        OK),
    Row("sitemap_part",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("api_page",                    GET,     OK,        OK,        OK,        OK,        OK),
    Row("api:*",                       GET,     OK,        OK,        OK,        OK,        OK,
        why="public things alone, the same for everybody: it looks at nobody's login"),
    Row("open_data",                   GET,     OK,        OK,        OK,        OK,        OK),
    Row("open_file",                   GET,     OK,        OK,        OK,        OK,        OK),

    # Writing in the library
    Row("write_new",                   BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("write_case_study",            GET,     LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={CASE_AUTHOR: OK, REVIEWER: FORBIDDEN}),
    Row("write_case_study",            GET,     LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}),
    Row("write_step",                  BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={CASE_AUTHOR: OK, REVIEWER: FORBIDDEN}),
    Row("write_step",                  BOTH,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}),
    Row("write_authors",               BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={CASE_AUTHOR: OK, REVIEWER: FORBIDDEN}),
    Row("write_authors",               BOTH,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}),
    Row("write_import",                BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={CASE_AUTHOR: OK, REVIEWER: FORBIDDEN}),
    Row("write_import",                BOTH,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}),
    Row("case_preview",                GET,     LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={CASE_AUTHOR: OK, REVIEWER: FORBIDDEN}),
    Row("case_preview",                GET,     LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}),
    Row("picture",                     GET,     OK,        OK,        OK,        OK,        OK),
    Row("picture",                     GET,     HIDDEN,    HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: OK}),

    # A case study on its way to a version: nobody else learns of a draft; of a public one they are told no
    Row("own_case_studies",            GET,     LOGIN,     OK,        OK,        OK,        OK),
    Row("case_history",                GET,     LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts=AT_WORK),
    Row("case_history",                GET,     LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=AT_WORK),
    Row("case_revision",               GET,     LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=AT_WORK),
    Row("restore_revision",            POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}),
    Row("case_review",                 GET,     LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts=AT_WORK),
    Row("case_review",                 GET,     LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=AT_WORK),
    Row("submit_case_study",           POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: HIDDEN}),
    Row("take_back",                   POST,    LOGIN,     HIDDEN,    HIDDEN,    FORBIDDEN, FORBIDDEN,
        when=DRAFT, parts={CASE_AUTHOR: OK, REVIEWER: FORBIDDEN}, why="an editor returns it, and says why"),
    Row("decide_review",               POST,    LOGIN,     HIDDEN,    HIDDEN,    FORBIDDEN, FORBIDDEN,
        when=DRAFT, parts={CASE_AUTHOR: FORBIDDEN, REVIEWER: OK}, why="only who was asked; nobody their own"),
    Row("comment_on_section",          POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=AT_WORK),
    Row("settle_comment",              POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=AT_WORK),
    Row("ask_reviewers",               POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=NOT_THEIRS),
    Row("return_to_authors",           POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=NOT_THEIRS),
    Row("publish_case_study",          POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT, parts=NOT_THEIRS, why="once two reviewers have passed it"),
    Row("withdraw_case_study",         POST,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts=NOT_THEIRS),
    Row("reinstate_case_study",        POST,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        when=WITHDRAWN, parts=NOT_THEIRS),
    Row("add_note",                    POST,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts=NOT_THEIRS),
    Row("lift_note",                   POST,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts=NOT_THEIRS),
    Row("redact_words",                BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts=NOT_THEIRS),
    Row("still_true",                  BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, OK,        OK,
        parts={CASE_AUTHOR: OK, REVIEWER: FORBIDDEN}, why="its owner and editors"),

    # Threads and posts
    Row("threads",                     GET,     OK,        OK,        OK,        OK,        OK),
    Row("thread",                      GET,     OK,        OK,        OK,        OK,        OK),
    Row("thread",                      GET,     HIDDEN,    HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT),
    Row("thread_by_id",                GET,     SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON),
    Row("new_thread",                  BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("new_thread",                  BOTH,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT),
    Row("reply",                       POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("reply",                       POST,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT),
    Row("reply_to_post",               BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("edit_post",                   BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts={AUTHOR: OK}, why="nobody puts words into another's mouth, not even an administrator"),
    Row("withdraw_post",               BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts={AUTHOR: OK}),
    Row("post_history",                GET,     OK,        OK,        OK,        OK,        OK,
        why="what was edited was public, and a thread stays understood"),
    Row("post_history",                GET,     HIDDEN,    HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT),

    # Writing
    Row("new_thread",                  BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("similar_threads",             GET,     LOGIN,     OK,        OK,        OK,        OK,
        why="offers only threads that the person may see"),
    Row("preview_post",                POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("preview_post",                POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("drafts",                      GET,     LOGIN,     OK,        OK,        OK,        OK,
        why="one's own and nobody else's"),
    Row("draft",                       POST,    LOGIN,     OK,        OK,        OK,        OK,
        why="whose draft it is never comes from outside: each person has their own of the same name"),
    Row("draft",                       POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("attached_picture",            GET,     OK,        OK,        OK,        OK,        OK,
        why="whoever sees the post sees what came with it"),
    Row("attached_picture",            GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("attached_pdf",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("attached_pdf",                GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),

    Row("people_of_thread",            GET,     LOGIN,     OK,        OK,        OK,        OK,
        why="whoever writes in a thread may name who reads it"),
    Row("people_of_thread",            GET,     LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT),
    Row("people_of_thread",            GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("react",                       POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("react",                       POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("post_reactions",              GET,     LOGIN,     OK,        OK,        OK,        OK),
    Row("post_reactions",              GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("bookmark_post",               BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("bookmark_post",               BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("bookmarks",                   GET,     LOGIN,     OK,        OK,        OK,        OK),
    Row("change_bookmark",             POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        parts={AUTHOR: OK}, why="a bookmark is its maker's own"),

    # Mail: what came in as an answer; and what was written while there is no mail server
    Row("development_mails",           GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        why="with a mail server it is nobody's; without one, an administrator's and the demonstration's"),
    Row("development_mail",            GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        why="the demonstration's people find only what is addressed to them"),
    Row("mail_came_in",                POST,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        why="only for a provider that is set, and that knows the secret"),

    # A thread's page and its neighbours
    Row("post",                        GET,     OK,        OK,        OK,        OK,        OK),
    Row("post",                        GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("thread_since",                GET,     OK,        OK,        OK,        OK,        OK),
    Row("thread_since",                GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK, why="asked anew each time: a membership may have ended meanwhile"),
    Row("mark_read",                   POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("mark_read",                   POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("mark_all_read",               POST,    LOGIN,     OK,        OK,        OK,        OK,
        why="of what one may see, and for oneself"),
    Row("thread_socket: resume",       SOCKET,  OK,        OK,        OK,        OK,        OK,
        why="whoever has a ticket of the thread's page; it tells that something changed, never a word"),

    # In a private network: for its members; no role on the site opens it
    Row("thread",                      GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK, why="not even an administrator reads what was said in confidence"),
    Row("thread_by_id",                GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts={NETWORK_MEMBER: SENT_ON, NETWORK_FACILITATOR: SENT_ON}),
    Row("reply",                       POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("reply_to_post",               BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("post_history",                GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),

    # Networks: what is said of one is said of one that takes members by request
    Row("networks",                    GET,     OK,        OK,        OK,        OK,        OK,
        why="each person finds those that they may know of"),
    Row("new_network",                 BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("network",                     GET,     OK,        OK,        OK,        OK,        OK,
        why="what it is for and how one joins; its board only for its members"),
    Row("network",                     GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("network_room",                GET,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=IN_NETWORK),
    Row("network_room",                GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("network_members",             GET,     LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=IN_NETWORK),
    Row("network_members",             GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("own_membership",              POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("own_membership",              POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("network_settings",            BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("network_settings",            BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("member_act",                  POST,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("member_act",                  POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("invite",                      POST,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("invite",                      POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("invitation_link",             POST,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("invitation_link",             POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("withdraw_invitation",         POST,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("withdraw_invitation",         POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("new_room",                    BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("new_room",                    BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("edit_room",                   BOTH,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("edit_room",                   BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("room_person",                 POST,    LOGIN,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=LOOKED_AFTER),
    Row("room_person",                 POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("invitation",                  BOTH,    LOGIN,     OK,        OK,        OK,        OK,
        why="whoever holds the signed link, for as long as it holds"),

    # Conversations
    Row("conversations",               GET,     OK,        OK,        OK,        OK,        OK),
    Row("conversation",                GET,     OK,        OK,        OK,        OK,        OK),

    # Being told, and following
    Row("notices",                     GET,     LOGIN,     OK,        OK,        OK,        OK),
    Row("read_notices",                POST,    LOGIN,     OK,        OK,        OK,        OK),
    Row("notice_settings",             BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("unsubscribe",                 BOTH,    OK,        OK,        OK,        OK,        OK,
        why="a mail program presses this button: the link is signed for one person and one kind of mail"),
    Row("watch_thread",                BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("watch_thread",                BOTH,    LOGIN,     HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT),
    Row("watch_board",                 BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("watch_board",                 BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),

    # Live sessions: taking part
    Row("join_code",                   GET,     OK,        OK,        OK,        OK,        OK),
    Row("short_link",                  GET,     SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON),
    Row("qr",                          GET,     OK,        OK,        OK,        OK,        OK),
    Row("live_session",                GET,     OK,        OK,        OK,        OK,        OK,
        parts=JOINED, why="the way in for whoever has not joined: it shows no question"),
    Row("join_session",                POST,    OK,        OK,        OK,        OK,        OK),
    Row("join_session",                POST,    FORBIDDEN, OK,        OK,        OK,        OK,
        when="the session is for members"),
    Row("live_ticket",                 GET,     OK,        OK,        OK,        OK,        OK,
        parts=JOINED, why="says that one has not joined; a ticket only for whoever has"),
    Row("similar_questions",           GET,     FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=JOINED),
    Row("your_part",                   BOTH,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=JOINED, why="what one said at joining; whoever has not joined finds the way in"),
    Row("come_back",                   GET,     SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON,   SENT_ON,
        why="a guest's own signed link: whoever has it is that guest"),
    Row("ask_question",                POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=JOINED, why="joining records the consent; the way in comes back with what was typed"),
    Row("answer_edit",                 POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts={PARTICIPANT: FORBIDDEN, GUEST: FORBIDDEN},
        why="its asker alone; who has not joined comes to the way in"),
    Row("question_act",                POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=JOINED),
    Row("question_act",                POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts={PARTICIPANT: HIDDEN, GUEST: HIDDEN}, when="the question waits, and is another's"),

    Row("answer_poll",                 POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=JOINED, why="joining records the consent"),
    Row("answer_poll",                 POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts={PARTICIPANT: HIDDEN, GUEST: HIDDEN}, when="the poll was not opened yet"),

    Row("own_hand",                    POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts=JOINED),
    Row("captions",                    GET,     OK,        OK,        OK,        OK,        OK,
        parts=JOINED, why="the way in for whoever has not joined: it shows no word"),
    Row("push_captions",               POST,    FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        why="only for a captioning service that has the session's token"),
    Row("minutes",                     BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        parts={NOTE_TAKER: OK}),
    Row("correct_minute",              POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        parts={NOTE_TAKER: OK}),
    Row("remove_minute",               POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        parts={NOTE_TAKER: OK}),

    # Live sessions: where one finds them
    Row("live_sessions",               GET,     OK,        OK,        OK,        OK,        OK,
        why="rehearsals are in no list"),
    Row("live_sessions_calendar",      GET,     OK,        OK,        OK,        OK,        OK),
    Row("feed_live_sessions",          GET,     OK,        OK,        OK,        OK,        OK),

    # Live sessions: the desk and the screen
    Row("schedule_session",            BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("schedule_session",            BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=DRAFT, why="a live session is public: the case study is published first"),
    Row("desk",                        GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("desk_ticket",                 GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("session_settings",            BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("desk_control",                POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("desk_slow",                   POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("say_backstage",               POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("session_pulse",               GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("session_people",              GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("block",                       POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("unblock",                     POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("block_asker",                 POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("handover",                    BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("handover_qr",                 GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("take_over",                   BOTH,    LOGIN,     FORBIDDEN, HIDDEN,    FORBIDDEN, HIDDEN,
        when="the link was made for another colleague", why="a link names the one whom it lets lead"),
    Row("rehearsal",                   GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("end_rehearsal",               POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("copy_rehearsal",              POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("open_session",                POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("close_session",               BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("follow_up",                   BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("mark_question_answered",      POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("reopen_question",             POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("queue_file",                  GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        why="the whole queue with what was hidden: for facilitators' own work"),
    Row("session_report",              GET,     HIDDEN,    HIDDEN,    OK,        HIDDEN,    OK,
        when=STILL_OPEN),
    Row("session_report",              GET,     OK,        OK,        OK,        OK,        OK),
    Row("session_outcome",             GET,     OK,        OK,        OK,        OK,        OK),
    Row("session_outcome",             GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=STILL_OPEN),
    Row("questions_file",              GET,     OK,        OK,        OK,        OK,        OK),
    Row("questions_file",              GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=STILL_OPEN),
    Row("desk_act",                    POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("enter_question",              POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("undo_desk_act",               BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        why="each undoes what they did themselves"),
    Row("meeting_imports",             BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("meeting_import_act",          POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("merge_questions",             BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("similar_at_desk",             GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("desk_holds",                  GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("hold_question",               POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("prepare_poll",                POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("edit_poll",                   BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("poll_act",                    POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("wording_act",                 POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("burst_act",                   POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("agenda",                      BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("agenda_from_programme",       POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("start_next",                  POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("presenters",                  POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("change_agenda",               POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("agenda_act",                  POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("hand_act",                    POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("record",                      GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("record_act",                  POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("screen",                      GET,     HIDDEN,    HIDDEN,    OK,        HIDDEN,    OK,
        parts={KEY_HOLDER: OK}, why="the projector's computer has no login: its link is signed"),
    Row("screen_ticket",               GET,     HIDDEN,    HIDDEN,    OK,        HIDDEN,    OK,
        parts={KEY_HOLDER: OK}),
    Row("screen_act",                  POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        parts={KEY_HOLDER: LOGIN}, why="what is shown is chosen at the desk; who has the link only looks"),
    Row("choose_data",                 POST,    OK,        OK,        OK,        OK,        OK,
        why="a choice of their own browser's"),

    # The live socket: a ticket from one of the three pages above, or it closes with 4401
    Row("live_socket: resume",         SOCKET,  FORBIDDEN, FORBIDDEN, OK,        FORBIDDEN, OK,
        parts={**JOINED, KEY_HOLDER: OK}, why="asks again for what its audience may see, nothing more"),
    Row("live_socket: vote",           SOCKET,  FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
        parts={**JOINED, KEY_HOLDER: FORBIDDEN},
        why="the ticket of who has joined names them; desk and screen have no vote"),
    Row("live_events",                 STREAM,  FORBIDDEN, FORBIDDEN, OK,        FORBIDDEN, OK,
        parts={**JOINED, KEY_HOLDER: OK}, why="the same where sockets are blocked"),
    Row("live_state",                  STREAM,  FORBIDDEN, FORBIDDEN, OK,        FORBIDDEN, OK,
        parts={**JOINED, KEY_HOLDER: OK}),

    # Facilitating and moderating: the site's facilitators; in a private network its own, and nobody else
    Row("facilitate_thread",           GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("facilitate_thread",           GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("facilitate_thread_act",       POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("facilitate_thread_act",       POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("facilitate_post",             GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("facilitate_post",             GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("facilitate_post_act",         POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("facilitate_post_act",         POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("thread_log",                  GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("thread_log",                  GET,     LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("undo_act",                    POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("undo_act",                    POST,    LOGIN,     FORBIDDEN, HIDDEN,    FORBIDDEN, HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER, why="whoever looks after nothing at all is told no"),
    Row("flag_post",                   BOTH,    LOGIN,     OK,        OK,        OK,        OK),
    Row("flag_post",                   BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("moderation",                  GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        why="each sees there what they look after"),
    Row("moderation_log",              GET,     LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("moderate_person",             BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("thread_file",                 GET,     OK,        OK,        OK,        OK,        OK,
        why="what is not shown to every reader of the thread is in no file, also not for who sees it there"),
    Row("thread_file",                 GET,     HIDDEN,    HIDDEN,    HIDDEN,    OK,        OK,
        when=DRAFT),
    Row("thread_file",                 GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=IN_NETWORK),
    Row("feed_threads",                GET,     OK,        OK,        OK,        OK,        OK,
        why="only what everybody reads, whoever asks"),
    Row("feed_thread",                 GET,     OK,        OK,        OK,        OK,        OK),
    Row("feed_thread",                 GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts={NETWORK_MEMBER: HIDDEN, NETWORK_FACILITATOR: HIDDEN},
        why="a feed reader has no account"),
    Row("import_thread",               BOTH,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK,
        why="whoever looks after the place; names and words of others come with the thread"),
    Row("import_thread",               BOTH,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        when=PRIVATE, parts=LOOKED_AFTER),
    Row("thread_embed",                GET,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        why="off until EMBED_ORIGINS names sites; then what everybody reads, whoever looks"),

    # Summaries
    Row("summaries",                   GET,     LOGIN,     FORBIDDEN, OK,        OK,        OK),
    Row("summary",                     GET,     LOGIN,     HIDDEN,    OK,        OK,        OK,
        why="a draft is not a document: nobody else learns that it exists"),
    Row("summary_export",              GET,     LOGIN,     HIDDEN,    OK,        OK,        OK),
    Row("new_summary",                 POST,    LOGIN,     FORBIDDEN, OK,        FORBIDDEN, OK),
    Row("new_item",                    POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("save_item",                   POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("move_item",                   POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("remove_item",                 POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("cite",                        POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("remove_citation",             POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("submit_summary",              POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("return_summary",              POST,    LOGIN,     HIDDEN,    FORBIDDEN, OK,        OK),
    Row("approve_summary",             POST,    LOGIN,     HIDDEN,    FORBIDDEN, OK,        OK),
    Row("publish_summary",             POST,    LOGIN,     HIDDEN,    FORBIDDEN, OK,        OK,
        why="four eyes: who wrote it does not publish it, unless a person holds both roles"),
    Row("correct_summary",             POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),
    Row("comment_on_item",             POST,    LOGIN,     HIDDEN,    OK,        OK,        OK),
    Row("settle_comment",              POST,    LOGIN,     HIDDEN,    OK,        OK,        OK),
    Row("shorten_citation",            POST,    LOGIN,     HIDDEN,    OK,        FORBIDDEN, OK),

    # Frozen words
    Row("words",                       GET,     OK,        OK,        OK,        OK,        OK),
    Row("words",                       GET,     HIDDEN,    HIDDEN,    OK,        OK,        OK,
        when="no publication quotes them yet"),
    Row("dispute_quotation",           POST,    LOGIN,     HIDDEN,    HIDDEN,    HIDDEN,    HIDDEN,
        parts={AUTHOR: OK}, why="only whoever said them"),
)
# fmt: on
