// <live-blocked>: who was blocked from the session, and the way back.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

class LiveBlocked extends LivePart {
  part = "people";

  connectedCallback() {
    super.connectedCallback();
    this.list = this.querySelector("[data-list-blocked]");
    this.addEventListener("click", (event) => this.click(event));
  }

  async click(event) {
    const button = event.target.closest("[data-unblock]");
    if (!button) return;
    event.preventDefault();
    try {
      await send(button.formAction, new FormData(document.getElementById("unblock")));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      window.location.reload();
    }
  }

  put(row) {
    const item = this.item(row.id) || this.list.appendChild(this.made(row.id));
    const name = item.querySelector("[data-name]");
    name.textContent = row.name || this.template.querySelector("[data-name]").dataset.anonymous;
    item.querySelector("[data-reason]").textContent = row.reason;
  }

  get template() {
    return this.querySelector("template[data-row]").content;
  }

  made(id) {
    const item = this.template.firstElementChild.cloneNode(true);
    item.dataset.peopleId = id;
    item.querySelector("[data-unblock]").formAction = `${this.dataset.people}${id}/unblock/`;
    return item;
  }

  tidy() {
    show(this.querySelector("[data-blocked]"), this.list.children.length > 0);
  }
}

customElements.define("live-blocked", LiveBlocked);
