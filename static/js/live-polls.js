// <live-polls>: the room's polls on an attendee's page. Sends an answer without leaving the page, and
// shows polls, counts and results as they come. Announces at most once each ten seconds.
import { LivePart } from "./live-part.js";
import { inputsOf } from "./poll-inputs.js";
import { peopleAnswered, say, showResults } from "./poll-results.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

const DIGEST_EVERY = 10000;

class LivePolls extends LivePart {
  part = "polls";

  connectedCallback() {
    super.connectedCallback();
    this.list = this.querySelector('[data-list="polls"]');
    this.template = this.querySelector("template[data-poll]");
    this.addEventListener("submit", (event) => this.submit(event));
    this.digest = setInterval(() => this.announce(), DIGEST_EVERY);
  }

  put(poll) {
    let item = this.item(poll.id);
    if (!item) {
      item = this.make(poll);
      if (poll.state === "open") this.news = "opened";
    }
    if (item.dataset.state !== poll.state && poll.state === "open") this.news = "opened";
    if (poll.results && !item.querySelector("[data-results] > *")) this.news = "shown";
    Object.assign(item.dataset, { state: poll.state, opened: poll.opened });
    item.querySelector("[data-people]").textContent = peopleAnswered(poll.people);
    showResults(item.querySelector("[data-results]"), poll);
    this.stand(item);
  }

  make(poll) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    item.id = `poll-${poll.id}`;
    item.dataset.pollsId = poll.id;
    item.dataset.kind = poll.kind;
    const title = item.querySelector('[data-field="title"]');
    title.textContent = poll.title;
    title.id = `poll-title-${poll.id}`;
    const form = item.querySelector("form");
    form.action = `${this.dataset.answerTo}${poll.id}/answer/`;
    form.querySelector("[name=csrfmiddlewaretoken]").value = document.querySelector(
      "#acts [name=csrfmiddlewaretoken]",
    ).value;
    const inputs = item.querySelector("[data-inputs]");
    inputs.setAttribute("aria-labelledby", title.id);
    inputs.replaceChildren(...inputsOf(poll));
    this.list.prepend(item);
    return item;
  }

  // What fits how the poll, the session and the answer stand.
  stand(item) {
    const takesAnswers = item.dataset.state === "open" && this.dataset.session === "open";
    const isAnswered = !item.querySelector("[data-answered]").hidden;
    const hasResults = item.querySelector("[data-results]").children.length > 0;
    show(item.querySelector('[data-when="open"]'), takesAnswers);
    show(item.querySelector('[data-when="closed"]'), !takesAnswers);
    show(item.querySelector("[data-poll-form]"), takesAnswers);
    show(item.querySelector("[data-own-words]"), isAnswered && !takesAnswers);
    show(item.querySelector("[data-no-results]"), !takesAnswers && !hasResults);
  }

  turn(session) {
    this.dataset.session = session.state;
    for (const item of this.list.children) this.stand(item);
  }

  tidy() {
    show(this.querySelector("[data-polls]"), this.list.children.length > 0);
  }

  async submit(event) {
    event.preventDefault();
    const form = event.target;
    const item = form.closest("[data-polls-id]");
    const button = form.querySelector("[data-poll-send]");
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    this.complain(item, "");
    try {
      await send(form.action, new FormData(form));
      this.answered(item, form);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(item, error.message);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  answered(item, form) {
    const said = item.querySelector("[data-poll-said]");
    said.dataset.state = "sent";
    said.textContent = say("sent");
    show(item.querySelector("[data-answered]"), true);
    item.querySelector("[data-poll-send]").textContent = say("change");
    item.querySelector("[data-own-words]").textContent = say("yours", { answer: answerIn(form) });
    this.stand(item);
  }

  complain(item, words) {
    const place = item.querySelector("[data-poll-error]");
    place.textContent = words;
    show(place, Boolean(words));
  }

  announce() {
    if (!this.news) return;
    const place = this.querySelector("[data-poll-digest]");
    place.textContent = place.dataset[this.news];
    this.news = "";
  }
}

// What was answered, in a line, as the server would write it.
function answerIn(form) {
  const ranked = [...form.querySelectorAll(".ranking > li")];
  if (ranked.length) return ranked.map((item, index) => `${index + 1}. ${item.querySelector("[data-text]").textContent}`).join(", ");
  const text = form.elements.text?.value;
  if (text) return text.trim();
  return [...form.querySelectorAll("input:checked")].map((input) => input.nextElementSibling.textContent).join(", ");
}

customElements.define("live-polls", LivePolls);
