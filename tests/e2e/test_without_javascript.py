"""The same path with JavaScript switched off in every browser: forms, links, and a page that reloads."""

from playwright.sync_api import expect

from tests.e2e import story


def test_the_whole_path_needs_no_javascript(visits):
    cast = story.gather(visits, script=False, title="Light at the rank, plainly")
    story.plan_open_and_join(cast)
    story.a_waiting_question_is_its_askers_alone(cast)
    story.the_facilitator_lets_questions_through(cast)
    story.votes_count_once_everywhere(cast)
    story.a_hidden_question_tells_its_reason_to_its_asker_alone(cast)
    story.a_withdrawn_question_leaves_every_page(cast)
    story.the_answer_reaches_the_screen_and_the_room(cast)
    story.closing_opens_threads_and_a_summary_draft(cast)
    story.the_talk_goes_on_in_the_thread(cast)
    thread = cast.ben.page.url.split("/posts/")[0]

    cast.workbench.tick(story.LIGHTS, "Who phones whom", "And who pays")
    cast.workbench.quote("What worked")
    cast.workbench.tick(story.ANSWER, "In July nobody did")
    cast.workbench.quote("What did not work")
    story.the_facilitator_writes_and_orders(cast)
    story.an_editor_publishes(cast)
    urls = story.every_quotation_leads_back(cast, story.LIGHTS, story.SENTENCE)
    story.exports_carry_words_and_addresses(cast, urls)
    story.reopening_and_closing_again_brings_no_duplicates(cast, thread)


def test_the_page_reloads_by_itself_when_asked_to(visits):
    page = visits.page("ben", script=False)
    page.goto("/live/demonstration-ask-us/")
    page.get_by_role("link", name="Reload by itself each 20 seconds").click()

    assert page.request.get(page.url).headers["refresh"] == "20"
    expect(page.get_by_role("link", name="Stop reloading by itself")).to_be_visible()
    page.get_by_role("link", name="Ask a question").click()
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
