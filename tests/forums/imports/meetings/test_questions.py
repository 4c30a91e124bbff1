"""Q&A reports of Zoom: each question and each answer, once, in whatever language and letters."""

from datetime import UTC, datetime, timedelta

import pytest

from forums.imports.meetings import Kind, MeetingUnreadable, Told, read_meeting
from tests.forums.imports.meetings.files import counted, left_out, noted, read_file, read_words, words_of

HEADS = {
    "en": "#,Question,Asker Name,Asker Email,Answer(s)",
    "en with times": "#,Question,Asker Name,Asker Email,Answer",
    "en short": "No.,Questions,Name,Email,Answers",
    "de": "#,Frage,Name des Fragestellers,E-Mail des Fragestellers,Antwort(en)",
    "fr": "#,Question,Nom du demandeur,Adresse e-mail du demandeur,Réponse(s)",
    "pt": "#,Pergunta,Nome do autor da pergunta,E-mail do autor da pergunta,Resposta(s)",
    "es": "N.º,Pregunta,Nombre de quien pregunta,Correo electrónico,Respuesta(s)",
    "af": "#,Vraag,Naam van vraesteller,E-pos van vraesteller,Antwoord(e)",
    "nl": "#,Vraag,Naam vraagsteller,E-mail vraagsteller,Antwoord(en)",
    "it": "N.,Domanda,Nome del richiedente,E-mail del richiedente,Risposta/e",
    "ja": "#,質問,質問者名,質問者のメール,回答",
    "zh": "#,问题,提问者姓名,提问者电子邮件,答案",
    "ko": "#,질문,질문자 이름,질문자 이메일,답변",
    "not known": "Lp.,Zapytanie,Kto zapytał,Skrzynka,Odpowiedź",
}


def report(*rows: str, head: str = HEADS["en"]) -> str:
    return "\n".join(["Question and Answer Report", "Topic,Webinar ID", "Lights,812", "", head, *rows]) + "\n"


def answers(text: str) -> list[list[tuple[str, str]]]:
    """The persons and words of the answers to each question."""
    return [
        [(answer.person, answer.text) for answer in question.answers]
        for question in read_words(text).questions
    ]


def test_a_report_is_read_whole():
    meeting = read_file("questions_en.csv")
    assert (meeting.kind, meeting.title) == (Kind.ZOOM_QUESTIONS, "Demonstration: The safe route, to school")
    assert meeting.start.at == datetime(2026, 4, 16, 7, 58, tzinfo=UTC)
    assert (meeting.start.told, meeting.duration) == (Told.REPORT_HERE, timedelta(minutes=71))
    assert [(question.text, question.asker) for question in meeting.questions] == [
        ("Who walks with the children\nwhen it rains?", "Sipho Demo"),
        ("@SUM(A1:A9) is what our budget says", "Guest 3"),
        ("Did a driver complain?", ""),
        ("Ke mang ya lefang? (š ê ô)", ""),
        ("What does a whistle; a vest: and a sign cost?", ""),
        ("Who walks with the children if it rains?", "Chloé Demo"),
    ]
    assert [question.is_anonymous for question in meeting.questions] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert [question.votes for question in meeting.questions] == [5, 0, 2, 1, 3, 1]
    assert [question.is_answered_live for question in meeting.questions] == [
        False,
        False,
        True,
        False,
        True,
        False,
    ]
    assert [question.is_dismissed for question in meeting.questions] == [
        False,
        False,
        False,
        True,
        False,
        False,
    ]
    assert meeting.questions[0].when.moment == datetime(2026, 4, 16, 8, 4, 10, tzinfo=UTC)
    assert [(answer.person, answer.text) for answer in meeting.questions[0].answers] == [
        ("Naledi Demo", "The parents' rota, in pairs."),
        ("Ben Demo", "And the ward's warden;\nwho has a whistle."),
        ("Guest 3", "In our ward too."),
    ]
    assert [(answer.person, answer.text) for answer in meeting.questions[4].answers] == [
        ("Naledi Demo", "About R90; a vest: R60.")
    ]


def test_every_row_is_kept_folded_or_left_out_with_its_reason():
    meeting = read_file("questions_en.csv")
    assert counted(meeting) == (8, 6, 1, 1)
    assert left_out(meeting) == [("line 18", "empty")]
    assert noted(meeting) == [
        ("line 4", "zone_assumed", "Apr 16, 2026 09:58 AM"),
        ("line 7", "addresses_left", "Asker Email"),
        ("line 15", "dismissed", ""),
        ("line 16", "address_in_name", ""),
        ("the file", "other_count", "7 there, 6 read"),
        ("line 17", "looks_alike", "line 8"),
    ]
    assert meeting.alike == ((0, 5),)


def test_no_address_of_a_person_is_kept():
    assert "@demo.example" not in repr(read_file("questions_en.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_letters_line_ends_and_separators_make_no_difference(encoding, line_end, separator):
    rows = [["#", "Question", "Asker Name", "Asker Email", "Answer(s)"]]
    rows += [
        ["1", "Khâi-Ma,\nwhere; is it?", "Chloé Demo", "c@demo.example", "Ben Demo: Here;Amina Demo: Ḽi"]
    ]
    rows += [["2", "Two?", "", "", ""]]
    text = "\n".join(separator.join('"' + cell + '"' for cell in row) for row in rows)
    meeting = read_meeting("x", text.replace("\n", line_end).encode(encoding))
    assert [question.text for question in meeting.questions] == ["Khâi-Ma,\nwhere; is it?", "Two?"]
    assert [answer.person for answer in meeting.questions[0].answers] == ["Ben Demo", "Amina Demo"]
    assert noted(meeting) == [("line 1", "addresses_left", "Asker Email")]


def test_windows_letters_are_read_and_said():
    text = report('1,"Wer zahlt die Förderung – und wann?",Jürgen Demo,,"Amina Demo: Das Straßenbudget."')
    meeting = read_meeting("x.csv", text.encode("cp1252"))
    assert meeting.questions[0].text == "Wer zahlt die Förderung – und wann?"
    assert meeting.questions[0].answers[0].text == "Das Straßenbudget."
    assert ("the file", "other_letters", "") in noted(meeting)


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_heads_of_many_languages_are_known_or_told_by_what_is_below(head):
    meeting = read_words(
        report(
            '1,"Who pays?",Thandi Demo,thandi@demo.example,"Amina Demo: We do."',
            '2,"And who asks?",Sipho Demo,,',
            head=head,
        )
    )
    assert [(question.text, question.asker) for question in meeting.questions] == [
        ("Who pays?", "Thandi Demo"),
        ("And who asks?", "Sipho Demo"),
    ]
    assert [(answer.person, answer.text) for answer in meeting.questions[0].answers] == [
        ("Amina Demo", "We do.")
    ]
    assert "@" not in repr(meeting)
    assert bool(meeting.report.notes_of("guessed_columns")) == (head == HEADS["not known"])


@pytest.mark.parametrize(
    "name",
    [
        "Anonymous Attendee", "anonymous", "Anonymer Teilnehmer", "Participant anonyme",
        "Participante anónimo", "Participante anônimo", "Anonieme deelnemer", "Partecipante anonimo",
        "匿名参加者", "匿名与会者", "익명 참석자",
    ],
)  # fmt: skip
def test_who_asked_anonymously_has_no_name(name):
    (question,) = read_words(report(f"1,Why?,{name},,")).questions
    assert (question.asker, question.is_anonymous) == ("", True)


@pytest.mark.parametrize(
    "mark",
    [
        "live answered", "Live answered", "(live answered)", "Answered live", "Live beantwortet",
        "Répondu en direct", "Respondida ao vivo", "Respondida en directo", "Respondido en vivo",
        "Live beantwoord", "Regstreeks beantwoord", "Risposto dal vivo", "ライブで回答済み", "现场回答",
        "This question has been answered live", "A reçu une réponse en direct", "Wurde live beantwortet",
    ],
)  # fmt: skip
def test_a_mark_of_a_spoken_answer_is_no_answer(mark):
    alone, by, beside = read_words(
        report(f"1,Why?,,,{mark}", f"2,How?,,,Amina Demo: {mark}", f'3,When?,,,"{mark};Ben Demo: Soon."')
    ).questions
    assert (alone.is_answered_live, alone.answered_live_by, alone.answers) == (True, "", ())
    assert (by.is_answered_live, by.answered_live_by, by.answers) == (True, "Amina Demo", ())
    assert beside.is_answered_live
    assert [(answer.person, answer.text) for answer in beside.answers] == [("Ben Demo", "Soon.")]


def test_several_answers_in_one_cell_are_told_apart_but_no_person_is_invented():
    assert answers(
        report(
            '1,A?,,,"Amina Demo: One; two: three;Ben Demo: Four;and five"',
            '2,B?,,,"Amina Demo: The plan:\nPhase One: lights\nBen Demo: Yes."',
            '3,C?,,,"We asked: nobody knew; then it rained: hard."',
            '4,D?,,,"Note: it is closed"',
            '5,E?,,,"Amina Demo: See https://demo.example/a;b at 10:30"',
            '6,F?,,,"Amina Demo: Yes; Chloé van der Demo: No"',
        )
    ) == [
        [("Amina Demo", "One; two: three"), ("Ben Demo", "Four;and five")],
        [("Amina Demo", "The plan:\nPhase One: lights"), ("Ben Demo", "Yes.")],
        [("", "We asked: nobody knew; then it rained: hard.")],
        [("", "Note: it is closed")],
        [("Amina Demo", "See https://demo.example/a;b at 10:30")],
        [("Amina Demo", "Yes"), ("Chloé van der Demo", "No")],
    ]


def test_answers_in_rows_and_columns_of_their_own_come_to_their_question():
    head = "#,Question,Asker Name,Asker Email,Question Time,Answer,Answer Time,Answered By,Mail"
    meeting = read_words(
        report(
            '1,"A?",Thandi,t@demo.example,2026-03-12 10:00,First: one,2026-03-12 10:01,Amina Demo,a@b.cd',
            '1,"A?",Thandi,t@demo.example,2026-03-12 10:00,Second,2026-03-12 10:02,Ben Demo,b@d.example',
            ",,,,,Third,2026-03-12 10:03:00,Chloé Demo,c@demo.example",
            '2,"A?",Sipho,,2026-03-12 10:05:00,,,,',
            head=head,
        )
    )
    assert counted(meeting) == (4, 2, 2, 0)
    first, second = meeting.questions
    assert [(answer.person, answer.text) for answer in first.answers] == [
        ("Amina Demo", "First: one"),
        ("Ben Demo", "Second"),
        ("Chloé Demo", "Third"),
    ]
    assert first.answers[1].when.moment == datetime(2026, 3, 12, 8, 2, tzinfo=UTC)
    assert (second.asker, second.answers) == ("Sipho", ())
    assert "@" not in repr(meeting)


def test_without_numbers_a_row_below_with_another_answer_is_the_same_question():
    head = "Question,Asker Name,Asker Email,Answer(s)"
    meeting = read_words(
        report(
            "Why?,Thandi,,Amina Demo: So",
            "Why?,Thandi,,Ben Demo: And so",
            "Is it recorded?,Anonymous Attendee,,",
            "Is it recorded?,Anonymous Attendee,,",
            head=head,
        )
    )
    assert [question.text for question in meeting.questions] == ["Why?", "Is it recorded?", "Is it recorded?"]
    assert [answer.person for answer in meeting.questions[0].answers] == ["Amina Demo", "Ben Demo"]
    assert counted(meeting) == (4, 3, 1, 0)


@pytest.mark.parametrize(
    "words", ["I answered live in Durban", "Live in Durban it worked", "To live well: no"]
)
def test_words_like_a_mark_stay_an_answer(words):
    (question,) = read_words(report(f"1,Why?,,,{words}")).questions
    assert [answer.text for answer in question.answers] == [words]
    assert not question.is_answered_live


def test_more_rows_than_anybody_reads_are_refused():
    with pytest.raises(MeetingUnreadable, match="more than 5000 entries"):
        read_words(report(*["1,A?,,,"] * 12_000))


def test_cells_beyond_the_columns_are_further_answers():
    meeting = read_words(report("1,A?,,,Amina Demo: One,Ben Demo: Two", "2,B?,,,"))
    assert [answer.person for answer in meeting.questions[0].answers] == ["Amina Demo", "Ben Demo"]
    assert ("line 6", "stray_cells", "") in noted(meeting)


def test_the_same_question_of_two_people_stays_two():
    meeting = read_words(report("1,Who pays for it all?,Thandi,,", "2,Who pays for it all?,Sipho,,"))
    assert [question.asker for question in meeting.questions] == ["Thandi", "Sipho"]
    assert meeting.alike == ((0, 1),)
    assert len({question.key for question in meeting.questions}) == 2


def test_a_key_is_the_same_in_a_later_report_of_the_meeting():
    rows = ["1,A?,Thandi,,", "2,A?,Thandi,,"]
    before = read_words(report(*rows))
    after = read_words(report(*rows, "3,B?,Sipho,,"))
    assert [question.key for question in before.questions] == [question.key for question in after.questions][
        :2
    ]


def test_lines_that_are_no_questions_are_left_out():
    meeting = read_words(report("1,A?,,,", HEADS["en"], "2,B?,,,", "Total: 2", ",,,,"))
    assert [question.text for question in meeting.questions] == ["A?", "B?"]
    assert left_out(meeting) == [("line 7", "not_a_question"), ("line 9", "not_a_question")]


@pytest.mark.parametrize(
    ("told", "moment", "point"),
    [
        ("2026-03-12 09:58:41 (UTC)", datetime(2026, 3, 12, 9, 58, 41, tzinfo=UTC), ""),
        ("2026-03-12T09:58:41Z", datetime(2026, 3, 12, 9, 58, 41, tzinfo=UTC), ""),
        ("12.03.2026 09:58", datetime(2026, 3, 12, 7, 58, tzinfo=UTC), ""),
        ("03/25/2026 1:05:00 PM", datetime(2026, 3, 25, 11, 5, tzinfo=UTC), ""),
        ("25/03/2026 13:05", datetime(2026, 3, 25, 11, 5, tzinfo=UTC), ""),
        ("12 de março de 2026 09:58", datetime(2026, 3, 12, 7, 58, tzinfo=UTC), ""),
        ("2026年3月12日 09:58 GMT+2", datetime(2026, 3, 12, 7, 58, tzinfo=UTC), ""),
        ("03/04/2026 09:58", datetime(2026, 4, 3, 7, 58, tzinfo=UTC), "day_or_month"),
        ("yesterday", None, "time_unreadable"),
    ],
)
def test_times_are_read_in_many_forms(told, moment, point):
    head = "#,Question,Asker Name,Asker Email,Submitted Date Time,Answer(s)"
    meeting = read_words(report(f'1,Why?,Thandi,,"{told}",', head=head))
    assert meeting.questions[0].when.moment == moment
    assert [name for _where, name, _about in noted(meeting)] == [
        "addresses_left",
        *([point] if point else []),
    ]


def test_labels_may_stand_left_of_what_they_name():
    text = "Topic:,Lights\nActual Start Time:,2026-03-12 09:58\nActual Duration (minutes):,94\n\n" + report(
        "1,A?,,,"
    )
    meeting = read_words(text)
    assert (meeting.title, meeting.duration) == ("Lights", timedelta(minutes=94))
    assert meeting.start.at == datetime(2026, 3, 12, 7, 58, tzinfo=UTC)


def test_quotation_marks_that_are_not_doubled_lose_no_word_and_are_said():
    meeting = read_words(report('1,"He said "yes" to it?",Thandi,,', "2,B?,,,"))
    assert "yes" in meeting.questions[0].text
    assert [question.asker for question in meeting.questions] == ["Thandi", ""]
    assert ("the file", "loose_quotes", "") in noted(meeting)


def test_the_fixture_says_what_it_is():
    assert words_of("questions_en.csv").startswith("Question and Answer Report\n")
