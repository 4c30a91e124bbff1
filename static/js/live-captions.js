// <live-captions>: speech as text, on request. Frames tell a phone only that there are more captions; their
// words are fetched while the part is open, at most once in four seconds, and not behind another app.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";

const PAUSE = 4000;
const KEPT = 100;

class LiveCaptions extends LivePart {
  part = "captions";

  connectedCallback() {
    super.connectedCallback();
    this.rows = this.querySelector("[data-rows]");
    this.details = this.querySelector("details");
    this.last = 0;
    this.details.addEventListener("toggle", () => this.details.open && this.fetch());
    document.addEventListener("visibilitychange", () => this.isStale && this.fetch());
    if (this.details.open) this.fetch();
  }

  put(row) {
    show(this.details, true);
    if (Number(row.id) > this.last) this.isStale = true;
  }

  tidy() {
    if (this.isStale) this.fetch();
  }

  async fetch() {
    if (!this.details.open || document.visibilityState !== "visible" || this.waits) return;
    this.waits = setTimeout(() => {
      this.waits = null;
      if (this.isStale) this.fetch();
    }, PAUSE);
    this.isStale = false;
    try {
      const answer = await fetch(`${this.dataset.url}?after=${this.last}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new TypeError(answer.status);
      this.show((await answer.json()).captions);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.isStale = true; // no connection: again after the pause
    }
  }

  show(captions) {
    const isAtEnd = this.rows.scrollHeight - this.rows.scrollTop - this.rows.clientHeight < 48;
    for (const { id, by, text } of captions) {
      if (Number(id) <= this.last) continue;
      this.last = Number(id);
      const line = document.createElement("p");
      line.setAttribute("data-captions-id", id);
      const last = this.rows.lastElementChild;
      line.dataset.by = by;
      if (by && last?.dataset.by !== by) {
        const name = document.createElement("strong");
        name.textContent = by;
        line.append(name, " ");
      }
      line.append(text);
      this.rows.append(line);
    }
    while (this.rows.children.length > KEPT) this.rows.firstElementChild.remove();
    if (isAtEnd) this.rows.scrollTop = this.rows.scrollHeight;
  }
}

customElements.define("live-captions", LiveCaptions);
