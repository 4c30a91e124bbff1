// <kept-form data-keep="name"> around a form: keeps what is typed on the device until the server has
// it, sends it without leaving the page, and says where it is: saved, sent, waiting.
// With data-stay the page stays after sending; otherwise it goes where the server says.
import { newClientId, Refused, send } from "./write.js";

const KEEP = "kept:";

class KeptForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = this.querySelector(".write-state");
    this.key = KEEP + this.dataset.keep;
    this.restore();
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  get boxes() {
    return [...this.form.elements].filter((field) => field.name && field.matches("textarea, input[type=text]"));
  }

  restore() {
    const kept = this.read();
    if (!kept || this.form.querySelector(".errorlist, .error-note")) return;
    let isRestored = false;
    for (const box of this.boxes) {
      if (kept[box.name] && kept[box.name] !== box.value) {
        box.value = kept[box.name];
        isRestored = true;
      }
    }
    if (!isRestored) {
      localStorage.removeItem(this.key); // the server has these words already
      return;
    }
    if (kept.client_id && this.form.elements.client_id) this.form.elements.client_id.value = kept.client_id;
    this.hidden = false;
    this.say("saved");
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  keep() {
    const words = Object.fromEntries(this.boxes.map((box) => [box.name, box.value]));
    if (this.form.elements.client_id) words.client_id = this.form.elements.client_id.value;
    try {
      localStorage.setItem(this.key, JSON.stringify(words));
      this.say("saved");
    } catch {
      this.say("");
    }
  }

  forget() {
    localStorage.removeItem(this.key);
    if (this.form.elements.client_id) this.form.elements.client_id.value = newClientId();
  }

  async submit(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.say("sending");
    const data = new FormData(this.form);
    try {
      const url = this.form.action.split("#")[0];
      const result = await send(url, data, { onWaiting: () => this.say("waiting") });
      this.forget();
      this.went(result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A stale form is answered by a page that shows both versions; so is what we do not understand.
      if (error.message && error.code !== "stale") this.say("refused", error.message);
      else this.form.submit();
    } finally {
      this.isSending = false;
    }
  }

  went(result) {
    this.say("sent");
    this.dispatchEvent(new CustomEvent("sent", { detail: result, bubbles: true }));
    if (result.revision) this.form.elements.seen_revision.value = result.revision;
    if (result.url && !("stay" in this.dataset)) {
      const here = window.location.pathname;
      window.location.assign(result.url);
      if (new URL(result.url, window.location.href).pathname === here) window.location.reload();
    }
  }

  say(state, words) {
    if (!this.state) return;
    this.state.dataset.state = state;
    this.state.textContent = words || this.state.dataset[state] || "";
  }
}

customElements.define("kept-form", KeptForm);
