// <question-edits>: questions of one's own that a facilitator edited, until one says which words are to
// stand. Private frames alone tell of them.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

class QuestionEdits extends LivePart {
  part = "edits";

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => this.submit(event));
  }

  hear(frame) {
    if (frame.type !== "private") return;
    for (const edit of frame.edits || []) this.put(edit);
    for (const id of [...(frame.settled || []), ...(frame.removed || [])]) this.remove(id);
    this.tidy();
  }

  put({ id, before, text }) {
    let item = this.item(id);
    if (!item) {
      item = this.querySelector("template").content.firstElementChild.cloneNode(true);
      item.setAttribute("data-edits-id", id);
      for (const button of item.querySelectorAll("[data-verb]")) {
        button.formAction = `${this.dataset.acts}${id}/edit/${button.dataset.verb}/`;
      }
      item.querySelector("[name=csrfmiddlewaretoken]").value =
        document.querySelector("[name=csrfmiddlewaretoken]").value;
      this.querySelector("ul").append(item);
    }
    item.querySelector("[data-before]").textContent = before;
    item.querySelector("[data-text]").textContent = text;
  }

  tidy() {
    show(this.querySelector("[data-edits]"), this.querySelector("ul").children.length > 0);
  }

  async submit(event) {
    event.preventDefault();
    this.complain("");
    try {
      const { id } = await send(event.submitter.formAction, new FormData(event.target));
      this.remove(id);
      this.tidy();
      document.getElementById(`q-${id}`)?.scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
    }
  }

  complain(words) {
    const place = this.querySelector("[data-edit-error]");
    place.textContent = words;
    show(place, Boolean(words));
  }
}

customElements.define("question-edits", QuestionEdits);
