"""Chats of Zoom in both forms: messages with what they answer, reactions folded, private words left out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.imports.meetings import Kind, Message, Reaction, Told, When, read_meeting
from tests.forums.imports.meetings.files import content, counted, left_out, noted, read_file, read_words


def said(messages: tuple[Message, ...]) -> list[tuple[str, str]]:
    return [(message.name, message.text) for message in messages]


def saved(*entries: str, to: str = "From Amina Demo to Everyone:") -> str:
    return "".join(f"10:0{place}:00 {to}\n\t{entry}\n" for place, entry in enumerate(entries))


def test_a_recording_s_chat_is_read_whole():
    meeting = read_file("chat_recorded.txt", as_name="GMT20260416-075800_RecordingnewChat.txt")
    assert meeting.kind == Kind.ZOOM_CHAT
    assert (meeting.start.at, meeting.start.told) == (
        datetime(2026, 4, 16, 7, 58, tzinfo=UTC),
        Told.FILE_NAME,
    )
    assert said(meeting.messages) == [
        ("Naledi Demo", "Welcome to the safe route"),
        ("Guest 3", "Good day\nfrom Demo Valley"),
        ("Sipho Demo", 'Who said "whistle"?'),
        ("Guest 3", "I did: in the vests' thread"),
        ("Lerato Demo", "10:30 is when we meet\n10:45\tat the gate"),
        ("Naledi Demo", "Thanks, one moment"),
        ("Guest 3", "=1+1 is two; see https://demo.example/a?b=1:2"),
    ]
    assert [message.reply_to for message in meeting.messages] == [None, None, None, 2, 3, None, None]
    assert [message.reactions for message in meeting.messages if message.reactions] == [
        (Reaction("👋🏽", ("Sipho Demo",)),)
    ]
    assert meeting.messages[0].when == When(offset=timedelta(seconds=41))
    assert meeting.messages[6].when == When(offset=timedelta(hours=1))


def test_a_reply_to_private_words_does_not_carry_them():
    meeting = read_file("chat_recorded.txt")
    assert counted(meeting) == (13, 7, 3, 3)
    assert left_out(meeting) == [("line 15", "private"), ("line 19", "removed"), ("line 20", "no_target")]
    assert noted(meeting) == [("line 16", "answers_private", "")]
    assert "projector" not in repr(meeting)


def test_a_saved_chat_is_read_whole_in_old_and_new_style():
    meeting = read_file("chat_saved.txt")
    assert meeting.start.told == Told.NOT
    assert said(meeting.messages) == [
        ("Naledi Demo", "Welcome"),
        ("Sipho Demo", "10:30:00 From here we walk to the school:\ntogether"),
        ("Ben Demo", "An old line: with a colon"),
        ("Lerato Demo", "Yes"),
    ]
    assert [message.when.time_of_day for message in meeting.messages] == [
        time(9, 58, 10),
        time(10, 0, 10),
        time(10, 0, 40),
        time(10, 2),
    ]
    assert meeting.messages[3].reply_to == 1
    assert meeting.messages[3].reactions == (Reaction("👍", ("Guest 3",)),)
    assert counted(meeting) == (8, 4, 1, 3)
    assert left_out(meeting) == [("line 3", "for_a_few"), ("line 9", "private"), ("line 10", "private")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", ["chat_recorded.txt", "chat_saved.txt"])
def test_letters_and_line_ends_make_no_difference(name, encoding):
    text = content(name).decode().replace("\n", "\r\n")
    assert read_meeting(name, text.encode(encoding)) == read_file(name)


@pytest.mark.parametrize(
    "line",
    [
        "10:00:00 From Amina Demo to Ben Demo (Direct Message):\n\tsecret",
        "10:00:00 From Amina Demo to Ben Demo(Direct Message):\n\tsecret",
        "10:00:00 From Amina Demo to Ben Demo(Privately) : secret",
        "10:00:00 From Amina Demo to Ben Demo:\n\tsecret",
        "10:00:00 From Me to Ben Demo:\n\tsecret",
        "10:00:00 From Amina: of Demo to Ben Demo (Direct Message):\n\tsecret",
        "10:00:00 Von Amina Demo an Ben Demo (Direktnachricht):\n\tsecret",
        "10:00:00 Von Amina Demo an mich:\n\tsecret",
        "10:00:00 De Amina Demo à Ben Demo (message direct) :\n\tsecret",
        "10:00:00 De Amina Demo para Ben Demo (mensagem direta):\n\tsecret",
        "10:00:00 Da Amina Demo a Ben Demo (messaggio diretto):\n\tsecret",
        "10:00:00 Van Amina Demo aan Ben Demo (direkte boodskap):\n\tsecret",
        "10:00:00 開始 Amina Demo 宛先 Ben Demo(ダイレクトメッセージ):\n\tsecret",
        "10:00:00 From Amina Demo to Ben Demo (Direct Message)\n\tsecret",
        "10:00 From Amina Demo to Ben Demo (Direct Message):\n\tsecret",
        "10:00:00 AM From Amina Demo to Ben Demo (Privately) : secret",
        "00:10:00\tAmina Demo to Ben Demo (Direct Message):\tsecret",
        "00:10:00\tAmina Demo (direct message to Ben Demo):\tsecret",
        "00:10:00\tFrom Amina Demo to Ben Demo (Direct Message):\tsecret",
    ],
)
def test_private_words_are_never_imported(line):
    public = "00:09:00\tBen Demo:\tHi" if "\tAmina" in line else "10:00:00 From Ben Demo to Everyone:\n\tHi"
    meeting = read_words(f"{public}\n{line}\n")
    assert said(meeting.messages) == [("Ben Demo", "Hi")]
    assert [reason for _where, reason in left_out(meeting)] == ["private"]
    assert "secret" not in repr(meeting)


@pytest.mark.parametrize(
    "address",
    [
        "From Amina Demo to Everyone:", "From Amina Demo To Everyone:", "From  Amina Demo  to  Everyone : ",
        "From Amina Demo to Everyone in Meeting:", "From Amina Demo to All panelists and attendees:",
        "Von Amina Demo an Alle:", "De Amina Demo à Tout le monde :", "De Amina Demo a Todos:",
        "De Amina Demo para Todos:", "Da Amina Demo a Tutti:", "Van Amina Demo naar Iedereen:",
        "Van Amina Demo aan Almal:", "開始 Amina Demo 宛先 全員:", "来自 Amina Demo 至 所有人：",
        "From Amina Demo : ",
    ],
)  # fmt: skip
def test_words_to_everyone_are_told_in_many_languages(address):
    meeting = read_words(f"10:00:00 {address}\n\tHello\n10:00:05 {address}\n\tAgain")
    assert said(meeting.messages) == [("Amina Demo", "Hello"), ("Amina Demo", "Again")]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ('Reacted to "Good morning all" with 👍', 'Removed a 👍 reaction from "Good morning all"'),
        ("Reacted to “Good morning all” with ❤️", "Removed a ❤️ reaction from “Good morning all”"),
        ('Reacted to "Good mor..." with 👍🏾', 'Removed an 👍🏾 reaction from "Good morn…"'),
        ('Reagierte auf "Good morning all" mit 👍', 'Hat eine 👍-Reaktion aus "Good morning all" entfernt'),
        ('A réagi à "Good morning all" avec 👍', 'A supprimé une réaction 👍 de "Good morning all"'),
        ('Reagiu a "Good morning all" com 👍', 'Removeu uma reação 👍 de "Good morning all"'),
        ('Reaccionó a "Good morning all" con 👍', 'Eliminó una reacción 👍 de "Good morning all"'),
        ('Het op "Good morning all" met 👍 gereageer', 'Het \'n 👍-reaksie van "Good morning all" verwyder'),
    ],
)
def test_reactions_fold_back_and_are_taken_back(given, taken):
    once = read_words(saved("Good morning all", given))
    assert len(once.messages) == 1
    assert [reaction.people for reaction in once.messages[0].reactions] == [("Amina Demo",)]
    back = read_words(saved("Good morning all", given, given, taken))
    assert [reaction.people for reaction in back.messages[0].reactions] == [("Amina Demo",)]
    gone = read_words(saved("Good morning all", given, taken))
    assert gone.messages[0].reactions == ()
    assert counted(gone) == (3, 1, 2, 0)


def test_a_reaction_goes_to_the_latest_message_that_fits_and_the_doubt_is_said():
    meeting = read_words(saved("The lamp is out", "The lamp is on", 'Reacted to "The lamp..." with 👍'))
    assert [len(message.reactions) for message in meeting.messages] == [0, 1]
    assert noted(meeting) == [("line 5", "several_fit", "The lamp...")]


def test_a_reaction_taken_back_that_was_not_given_is_said():
    meeting = read_words(saved("Good morning", 'Removed a 👍 reaction from "Good morning"'))
    assert noted(meeting) == [("line 3", "unsure_removal", "👍")]
    assert counted(meeting) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    "words",
    [
        'I reacted to "Good morning" with horror',
        'Reacted to "Good morning" with some doubt 👍 and more',
        "Removed a 👍 reaction from the list",
        "Reacted",
        '"Good morning" 👍',
    ],
)
def test_words_like_those_of_a_reaction_stay_words(words):
    assert said(read_words(saved("Good morning", words)).messages) == [
        ("Amina Demo", "Good morning"),
        ("Amina Demo", words),
    ]


@pytest.mark.parametrize(
    "reply",
    [
        'Replying to "Is it public?"\n\n\tYes: soon',
        'Replying to "Is it public?":\n\tYes: soon',
        'Replying to "Is it public?": Yes: soon',
        'Replying to "Is it p..."\n\tYes: soon',
        "Replying to “Is it p…”\n\tYes: soon",
        'In reply to: "Is it public?" Yes: soon',
        'Antwort auf "Is it public?"\n\tYes: soon',
        'En réponse à "Is it public?"\n\tYes: soon',
        'Respondendo a "Is it public?"\n\tYes: soon',
        'Antwoord op "Is it public?"\n\tYes: soon',
        '"Is it public?"に返信\n\tYes: soon',
    ],
)
def test_a_reply_knows_what_it_answers(reply):
    meeting = read_words(saved("Is it public?", "Between", reply))
    assert (meeting.messages[2].reply_to, meeting.messages[2].text) == (0, "Yes: soon")
    assert noted(meeting) == []


def test_an_answer_to_an_answer_may_be_quoted_with_its_quotation():
    meeting = read_words(
        saved(
            "First words",
            'Replying to "First words"\n\n\tSecond',
            'Replying to "Replying to "Fir..."\n\n\tThird',
        )
    )
    assert [message.reply_to for message in meeting.messages] == [None, 0, 1]


@pytest.mark.parametrize(
    ("text", "has_offset"),
    [
        ("00:03:12\tAmina Demo:\tHello", True),
        ("09:58:55\tAmina Demo:\tHello", False),
        ("00:03:12 From Amina Demo to Everyone:\n\tHello", True),
        ("09:58:55\t From  Amina Demo : Hello", False),
        ("12:03:12 AM From Amina Demo to Everyone:\n\tHello", False),
    ],
)
def test_times_count_from_the_recording_or_are_times_of_day(text, has_offset):
    (message,) = read_words(text).messages
    assert (message.when.offset is not None, message.when.time_of_day is None) == (has_offset, has_offset)


def test_a_reply_to_words_that_are_not_there_keeps_them():
    meeting = read_words(saved("Hello", 'Replying to "Before you came"\n\tYes'))
    assert (meeting.messages[1].text, meeting.messages[1].quoted) == ("Yes", "Before you came")
    assert noted(meeting) == [("line 3", "answers_unknown", "Before you came")]


def test_a_reply_without_words_of_its_own_is_empty():
    meeting = read_words(saved("Hello", 'Replying to "Hello"'))
    assert left_out(meeting) == [("line 3", "empty")]


@pytest.mark.parametrize(
    "words",
    [
        "This message has been deleted", "Message removed", "[deleted]", "Diese Nachricht wurde gelöscht",
        "Ce message a été supprimé", "Esta mensagem foi excluída", "Hierdie boodskap is geskrap",
        "此消息已被删除",
    ],
)  # fmt: skip
def test_what_was_removed_there_is_not_imported(words):
    assert left_out(read_words(saved("Hello", words))) == [("line 3", "removed")]


@pytest.mark.parametrize(
    ("stamp", "when"),
    [
        ("9:58:55 AM", When(time_of_day=time(9, 58, 55))),
        ("9:58:55 pm", When(time_of_day=time(21, 58, 55))),
        ("12:05 AM", When(time_of_day=time(0, 5))),
        ("21:58", When(time_of_day=time(21, 58))),
        ("09:58:55", When(time_of_day=time(9, 58, 55))),
    ],
)
def test_times_of_day_are_read_in_their_forms(stamp, when):
    meeting = read_words(f"{stamp} From Amina Demo to Everyone:\n\tHello\n{stamp}\t From  Ben Demo : Hi\n")
    assert [message.when for message in meeting.messages] == [when, when]


def test_a_day_beside_the_time_makes_a_moment():
    (message,) = read_words("2026-03-12 09:58:55 From Amina Demo to Everyone:\n\tHello").messages
    assert message.when.moment == datetime.combine(date(2026, 3, 12), time(7, 58, 55), tzinfo=UTC)


@pytest.mark.parametrize("name", ["Van Wyk Demo", "Da Silva Demo", "Thandeka A", "An Demo", "Road to Safety"])
def test_names_that_hold_such_words_are_whole_in_both_forms(name):
    text = f"00:00:01\t{name}:\tHello\n"
    assert said(read_words(text).messages) == [(name, "Hello")]
    assert said(read_words(saved("Hello", to=f"From {name} to Everyone:")).messages) == [(name, "Hello")]


def test_tabs_that_became_spaces_are_read_as_well():
    meeting = read_words("00:03:12    Amina Demo:    Good morning\n00:03:40    Guest 14:    Hello: all\n")
    assert said(meeting.messages) == [("Amina Demo", "Good morning"), ("Guest 14", "Hello: all")]
    assert meeting.messages[0].when == When(offset=timedelta(minutes=3, seconds=12))


def test_a_line_before_any_entry_is_left_out_and_said():
    meeting = read_words("Copied by Ben\n" + saved("One", "Two", "Three"))
    assert left_out(meeting) == [("line 1", "no_author")]
    assert counted(meeting) == (4, 3, 0, 1)


def test_a_name_that_is_an_address_is_not_kept():
    meeting = read_words(saved("Hello", to="From thandi@demo.example to Everyone:"))
    assert meeting.messages[0].name == ""
    assert noted(meeting) == [("line 1", "address_in_name", "")]


names = st.from_regex(r"[A-Z][a-zé]{1,8}( [A-Z][a-z]{1,8}){0,2}", fullmatch=True)
words = st.lists(
    st.text(st.sampled_from("abcXYZ 0123456789:;,.!?()\"'=@#ḓé👍-"), min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda text: text and text[0] not in '"[(*'),
    min_size=1,
    max_size=3,
).map("\n".join)
entries = st.lists(st.tuples(st.integers(0, 20_000), names, words), min_size=1, max_size=12)


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@given(entries)
def test_what_was_written_comes_back_from_both_forms(entries):
    expected = [(name, text) for _at, name, text in entries]
    recorded = "".join(f"{clock(at)}\t{name}:\t{text}\n" for at, name, text in entries)
    meeting = read_words(recorded)
    assert said(meeting.messages) == expected
    assert [message.when.offset for message in meeting.messages] == [
        timedelta(seconds=at) for at, _name, _text in entries
    ]
    indented = [(at, name, text.replace("\n", "\n\t")) for at, name, text in entries]
    kept = "".join(f"{clock(at)} From {name} to Everyone:\n\t{text}\n" for at, name, text in indented)
    assert said(read_words(kept).messages) == expected
