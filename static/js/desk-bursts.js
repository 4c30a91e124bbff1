// <desk-bursts>: guests who came at once from one address, on the facilitator's desk.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

class DeskBursts extends LivePart {
  part = "bursts";

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => this.submit(event));
  }

  put(row) {
    let item = this.item(row.id);
    if (!item) {
      item = this.querySelector("template").content.firstElementChild.cloneNode(true);
      item.dataset.burstsId = row.id;
      item.id = `burst-${row.id}`;
      const began = item.querySelector("time");
      const moment = new Date(row.began * 1000);
      began.dateTime = moment.toISOString();
      began.textContent = moment.toLocaleTimeString("en-ZA", { hour: "2-digit", minute: "2-digit", timeZone: "Africa/Johannesburg" });
      this.querySelector("[data-list]").prepend(item);
    }
    item.querySelector('[data-field="size"]').textContent = row.size;
    for (const mark of item.querySelectorAll("[data-when]")) show(mark, mark.dataset.when === String(row.counts));
    for (const button of item.querySelectorAll("[data-act]")) {
      button.formAction = `${this.dataset.acts}${row.id}/${button.dataset.act}/`;
      show(button, (button.dataset.act === "let-count") !== row.counts);
    }
  }

  tidy() {
    show(this.querySelector("[data-bursts]"), this.querySelector("[data-list]").children.length > 0);
  }

  async submit(event) {
    event.preventDefault();
    try {
      await send(event.submitter.formAction, new FormData(event.target));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      event.target.submit();
    }
  }
}

customElements.define("desk-bursts", DeskBursts);
