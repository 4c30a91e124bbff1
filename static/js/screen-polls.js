// <screen-polls>: the one poll that the wall shows: the latest that is open, else the latest whose results
// are shown.
import { LivePart } from "./live-part.js";
import { make, peopleAnswered, showResults } from "./poll-results.js";
import { show } from "./question-list.js";

class ScreenPolls extends LivePart {
  part = "polls";

  connectedCallback() {
    super.connectedCallback();
    const now = JSON.parse(document.getElementById("screen-polls-now").textContent);
    this.polls = new Map(now.map((poll) => [poll.id, poll]));
  }

  keepOnly(ids) {
    for (const id of [...this.polls.keys()]) if (!ids.has(id)) this.polls.delete(id);
  }

  put(poll) {
    this.polls.set(poll.id, poll);
  }

  remove(id) {
    this.polls.delete(id);
  }

  get current() {
    const polls = [...this.polls.values()];
    const open = polls.filter((poll) => poll.state === "open");
    const candidates = open.length ? open : polls.filter((poll) => poll.results);
    return candidates.reduce((latest, poll) => (latest && latest.opened >= poll.opened ? latest : poll), null);
  }

  tidy() {
    const poll = this.current;
    show(this.querySelector("[data-poll-now]"), Boolean(poll));
    if (!poll) return;
    this.querySelector('[data-field="title"]').textContent = poll.title;
    this.querySelector("[data-people]").textContent = peopleAnswered(poll.people);
    for (const part of this.querySelectorAll("[data-when]")) show(part, (part.dataset.when === "open") === (poll.state === "open"));
    const options = this.querySelector("[data-options]");
    options.replaceChildren(...poll.options.map(({ text }) => make("li", {}, text)));
    show(options, !poll.results && poll.options.length > 0);
    showResults(this.querySelector("[data-results]"), poll);
  }
}

customElements.define("screen-polls", ScreenPolls);
