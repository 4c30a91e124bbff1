"""From a question in a live session to recorded learning, with five people in five browsers."""

from playwright.sync_api import expect

from tests.e2e import story


def test_a_question_becomes_recorded_learning_that_leads_back_to_its_words(visits):
    cast = story.gather(visits, script=True, title="Light at the rank")
    story.plan_open_and_join(cast)
    story.a_waiting_question_is_its_askers_alone(cast)
    story.the_facilitator_lets_questions_through(cast)
    story.votes_count_once_everywhere(cast)
    story.a_hidden_question_tells_its_reason_to_its_asker_alone(cast)
    story.a_withdrawn_question_leaves_every_page(cast)
    story.the_answer_reaches_the_screen_and_the_room(cast)
    assert all(person.is_still_on_the_same_page() for person in [cast.amina, *cast.attendees])

    story.closing_opens_threads_and_a_summary_draft(cast)
    story.the_talk_goes_on_in_the_thread(cast)
    thread = cast.ben.page.url.split("/posts/")[0]
    cast.workbench.select_with_mouse(story.LIGHTS, "when the lights", up_to="And who pays")
    cast.workbench.quote("What worked")
    cast.workbench.select_with_mouse(story.ANSWER, story.SENTENCE)
    cast.workbench.quote("What did not work")
    story.the_facilitator_writes_and_orders(cast)
    story.an_editor_publishes(cast)
    urls = story.every_quotation_leads_back(cast, story.WORDS, story.SENTENCE)
    story.exports_carry_words_and_addresses(cast, urls)
    story.reopening_and_closing_again_brings_no_duplicates(cast, thread)


def test_a_guest_who_joins_anonymously_has_no_name_in_the_room_or_at_the_desk(visits):
    cast = story.gather(visits, script=True, title="Without a name")
    cast.amina.plan(story.ENGAGEMENT, cast.title)
    cast.amina.open()
    cast.ben.join(f"/live/{cast.amina.slug}/")
    cast.thandi.join(f"/live/{cast.amina.slug}/", anonymously=True)
    cast.thandi.ask(story.FEAR)
    cast.amina.let_through(story.FEAR)
    expect(cast.amina.question(story.FEAR)).to_contain_text("Anonymous")
    expect(cast.ben.room_question(story.FEAR)).to_contain_text("Anonymous")
