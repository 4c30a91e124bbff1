// The button that undoes one's last act at the desk, and says what that was. Other parts of the desk need
// not know it: whatever is sent from the desk, it asks what can be undone now.
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

const AFTER = 800;

export class DeskUndo {
  constructor(desk) {
    this.desk = desk;
    this.form = desk.querySelector("form[data-undo]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.press();
    });
    for (const kind of ["click", "submit"]) desk.addEventListener(kind, (event) => this.listen(event));
  }

  listen(event) {
    if (!event.target.closest("form, button") || event.target.closest("[data-undo], .desk-question")) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), AFTER);
  }

  async look() {
    try {
      const answer = await fetch(this.form.action, { headers: { Accept: "application/json" } });
      if (answer.ok) this.offer((await answer.json()).undo);
    } catch {
      // away: the next act asks again
    }
  }

  offer(undo) {
    const hadFocus = this.form.contains(document.activeElement);
    show(this.form, Boolean(undo));
    this.form.elements.seq.value = undo?.seq || "";
    this.form.querySelector("[data-undo-words]").textContent = undo?.words || "";
    if (hadFocus && !undo) this.desk.querySelector(".desk-question")?.focus();
  }

  async press() {
    if (this.form.hidden || this.isSending) return;
    this.isSending = true;
    this.desk.complain("");
    try {
      this.offer((await send(this.form.action, new FormData(this.form))).undo);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.desk.complain(error.message);
    } finally {
      this.isSending = false;
    }
  }
}
