// <desk-screen>: what the projector shows, chosen without leaving the desk; colleagues' choices show at once.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

class DeskScreen extends LivePart {
  part = "screen";

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    event.preventDefault();
    const { submitter, target } = event;
    this.complain("");
    try {
      const action = submitter.getAttribute("formaction") || target.action;
      const { session, links } = await send(action, new FormData(target));
      this.turn(session);
      for (const link of this.querySelectorAll("[data-link]")) link.href = links[link.dataset.link];
      if ("newLink" in submitter.dataset) this.tellOfNewLink(target);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
    }
  }

  tellOfNewLink(form) {
    form.closest("details").open = false;
    const said = this.querySelector("[data-said]");
    said.textContent = said.dataset.words;
  }

  turn({ screen = "question", screen_captions: captions = false }) {
    for (const button of this.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === screen));
    }
    for (const button of this.querySelectorAll("[data-captions]")) {
      const isOther = (button.dataset.captions === "on") === captions;
      if (isOther && button === document.activeElement) this.querySelector("[data-captions][hidden]").hidden = false;
      show(button, !isOther);
    }
  }

  complain(words) {
    const place = this.querySelector("[data-screen-error]");
    place.textContent = words;
    show(place, Boolean(words));
  }
}

customElements.define("desk-screen", DeskScreen);
