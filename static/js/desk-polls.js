// <desk-polls>: polls at the facilitator's desk, with counts as they come. Every act is a form that works
// without this script; here it is sent without leaving the page, so that nothing typed elsewhere is lost.
import { LivePart } from "./live-part.js";
import { make, peopleAnswered, say, showResults } from "./poll-results.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

const kinds = JSON.parse(document.getElementById("poll-kinds").textContent);

class DeskPolls extends LivePart {
  part = "polls";

  connectedCallback() {
    super.connectedCallback();
    this.list = this.querySelector('[data-list="polls"]');
    this.template = this.querySelector("template[data-poll]");
    this.acts = this.querySelector("#poll-acts");
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("submit", (event) => this.submit(event));
  }

  put(poll) {
    const item = this.item(poll.id) || this.make(poll);
    Object.assign(item.dataset, { position: poll.position, state: poll.state });
    item.querySelector("[data-people]").textContent = peopleAnswered(poll.people);
    show(item.querySelector("[data-shown]"), poll.shown);
    for (const part of item.querySelectorAll("[data-when]")) show(part, fits(poll, part.dataset.when));
    showResults(item.querySelector("[data-results]"), poll);
    this.moderate(item, poll);
  }

  make(poll) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    item.id = `poll-${poll.id}`;
    item.dataset.pollsId = poll.id;
    item.querySelector('[data-field="kind"]').textContent = kinds[poll.kind];
    item.querySelector('[data-field="title"]').textContent = poll.title;
    const options = poll.options.map((option) => make("li", {}, option.text));
    item.querySelector("[data-options]").replaceChildren(...options);
    for (const name of item.querySelectorAll("[data-short]")) name.textContent = `: ${poll.title.slice(0, 40)}`;
    const at = `${this.dataset.pollsAt}${poll.id}/`;
    for (const button of item.querySelectorAll("[data-poll-act]")) button.formAction = `${at}${button.dataset.pollAct}/`;
    item.querySelector("[data-edit]").href = `${at}edit/`;
    this.list.append(item);
    return item;
  }

  moderate(item, poll) {
    const said = poll.results?.words || poll.results?.texts || [];
    const out = poll.taken_out || [];
    const focused = item.contains(document.activeElement) ? document.activeElement.formAction : null;
    this.fill(item.querySelector("[data-wordings]"), poll, said, "take-out");
    this.fill(item.querySelector("[data-out]"), poll, out, "put-back");
    show(item.querySelector("[data-taken-out]"), out.length > 0);
    show(item.querySelector("[data-moderation]"), said.length + out.length > 0);
    if (focused) [...item.querySelectorAll("[data-poll-act]")].find((one) => one.formAction === focused)?.focus();
  }

  fill(list, poll, wordings, act) {
    const rows = wordings.map(({ id, text, count }) => {
      const button = make("button", { class: "button small", form: "poll-acts", "data-poll-act": act }, say(act.replace("-", "_")));
      button.setAttribute("formaction", `${this.dataset.pollsAt}${poll.id}/wordings/${id}/${act}/`);
      button.append(make("span", { class: "unseen" }, `: ${text.slice(0, 40)}`));
      return make("li", { class: "wording" }, make("span", {}, text, " ", make("span", { class: "quiet" }, `× ${count}`)), " ", button);
    });
    list.replaceChildren(...rows);
  }

  tidy() {
    const items = [...this.list.children];
    const inOrder = [...items].sort((one, other) => Number(one.dataset.position) - Number(other.dataset.position));
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    if (inOrder.some((item, index) => item !== items[index])) this.list.append(...inOrder);
    focused?.focus();
    show(this.querySelector("[data-empty]"), items.length === 0);
  }

  click(event) {
    const button = event.target.closest("button[data-poll-act]");
    if (!button) return;
    event.preventDefault();
    this.act(button.formAction, new FormData(this.acts));
  }

  submit(event) {
    const form = event.target.closest("form[data-new-poll]");
    if (!form) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    this.act(form.action.split("#")[0], data, form);
  }

  async act(url, data, form) {
    this.complain("");
    const seq = this.host.socket?.seq;
    try {
      const { polls } = await send(url, data);
      if (this.host.socket?.seq === seq) this.hear({ type: "state", polls }); // else the socket knows more
      this.host.undo?.look(); // so that the desk's Undo means this act at once
      form?.reset();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
    }
  }

  complain(words) {
    const place = this.querySelector("[data-poll-error]");
    place.textContent = words;
    show(place, Boolean(words));
  }
}

// The server asks the same (``offers``).
function fits(poll, when) {
  if (when === "shown-results") return poll.state !== "draft" && poll.shown;
  if (when === "hidden-results") return poll.state !== "draft" && !poll.shown;
  return when.split(" ").includes(poll.state);
}

customElements.define("desk-polls", DeskPolls);
