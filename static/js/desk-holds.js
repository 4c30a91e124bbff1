// Who writes at which question: says so every ten seconds while somebody types, and shows which colleagues
// do. It is in nobody's way; after half a minute without a word it is over.
import { show } from "./question-list.js";

const BEAT = 10000;
const LOOK = 5000;
const WRITING = ".desk-question textarea, .desk-question input[type=text], .desk-question select";

export class DeskHolds {
  constructor(desk) {
    this.desk = desk;
    desk.addEventListener("focusin", (event) => event.target.matches(WRITING) && this.take(event.target));
    desk.addEventListener("focusout", (event) => event.target.matches(WRITING) && this.letGo());
    setInterval(() => this.look(), LOOK);
  }

  take(box) {
    const { id } = box.closest(".desk-question").dataset;
    clearInterval(this.beat);
    this.held = id;
    this.say(id);
    this.beat = setInterval(() => this.say(id), BEAT);
  }

  // From one box to the next is no letting go.
  letGo() {
    const { held } = this;
    setTimeout(() => {
      if (this.desk.querySelector(".desk-question:focus-within")?.dataset.id === held) return;
      if (this.held === held) clearInterval(this.beat);
      this.say(held, { let_go: "1" });
    }, 200);
  }

  async say(id, more = {}) {
    const data = new FormData(document.getElementById("acts"));
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    await this.ask(`${this.desk.dataset.acts}${id}/hold/`, { method: "POST", body: data });
  }

  async look() {
    if (document.visibilityState === "visible") await this.ask(`${this.desk.dataset.desk}holds/`);
  }

  async ask(url, options = {}) {
    try {
      const answer = await fetch(url, { ...options, headers: { Accept: "application/json" } });
      if (answer.ok) this.tell((await answer.json()).holds);
    } catch {
      // away: the socket says so, and the next beat comes
    }
  }

  tell(holds) {
    for (const [id, item] of this.desk.list.items) {
      const place = item.querySelector("[data-held]");
      const names = holds[id] || [];
      const words = names.length === 1 ? place.dataset.one : place.dataset.many;
      place.textContent = names.length ? words.replace("%s", names.join(", ")) : "";
      show(place, names.length > 0);
    }
  }
}
