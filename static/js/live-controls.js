// <live-controls>: pauses, slow mode and who leads, set without leaving the desk and kept current.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

class LiveControls extends LivePart {
  part = "desk";

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    event.preventDefault();
    this.complain("");
    const action = event.submitter?.getAttribute("formaction") || event.target.action;
    try {
      this.turn((await send(action, new FormData(event.target))).session);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
    }
  }

  turn(session) {
    for (const button of this.querySelectorAll("[data-turn]")) show(button, !session[button.dataset.turn]);
    for (const button of this.querySelectorAll("[data-turn-back]")) show(button, Boolean(session[button.dataset.turnBack]));
    this.querySelector("select").value = session.slow || 0;
  }

  // The desk's row says who leads; the others are told that somebody took over.
  put({ leader }) {
    const form = this.querySelector("[data-me]");
    const place = this.querySelector("[data-leader]");
    const words = leader ? place.dataset.leads.replace("%s", leader) : place.dataset.nobody;
    const isNew = place.textContent !== words;
    place.textContent = words;
    const isMine = leader === form.dataset.me;
    show(this.querySelector("[data-take-lead]"), !isMine);
    const took = this.querySelector("[data-took]");
    if (isNew) took.textContent = took.dataset.words.replace("%s", leader);
    if (isNew) show(took, Boolean(leader) && !isMine);
  }

  remove() {}

  keepOnly() {}

  complain(words) {
    const place = this.querySelector("[data-control-error]");
    place.textContent = words;
    show(place, Boolean(words));
  }
}

customElements.define("live-controls", LiveControls);
