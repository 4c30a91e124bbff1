// <kept-form data-keep="name"> around a form: keeps what is typed on the device until the server has
// it, sends it without leaving the page, and says where it is: saved, sent, waiting.
// With data-stay the page stays after sending; otherwise it goes where the server says. With data-autosave it
// sends by itself once nobody types for a moment, unless somebody prevents its event "autosave"; and an event
// "stale" lets somebody show both versions where a colleague saved meanwhile.
import { newClientId, Refused, send } from "./write.js";

const KEEP = "kept:";
const SAVES_AFTER = 1500;
const NEWER = ".errorlist, .error-note, saved-draft[data-unsaved]"; // the page has what was sent just now

class KeptForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = this.querySelector(".write-state");
    this.key = KEEP + this.dataset.keep;
    this.restore();
    this.form.addEventListener("input", () => this.keep());
    if ("autosave" in this.dataset) this.form.addEventListener("focusout", () => this.saveLater(0));
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  get boxes() {
    return this.fields("textarea, select, input[type=text], input[type=checkbox]");
  }

  // Which write this is, and what it was made from: kept with the words.
  get marks() {
    return this.fields("[name=client_id], [name=seen_revision], [name=draft_version]");
  }

  fields(selector) {
    return [...this.form.elements].filter((field) => field.name && field.matches(selector));
  }

  get words() {
    return Object.fromEntries(this.boxes.map((box) => [box.name, valueOf(box)]));
  }

  restore() {
    const kept = this.read();
    if (!kept || this.form.querySelector(NEWER)) return;
    const { words } = this;
    if (!this.boxes.some(({ name }) => name in kept && kept[name] !== words[name])) {
      localStorage.removeItem(this.key); // the server has these words already
      return;
    }
    // The server holds another draft than the one these words began from: <saved-draft> shows both.
    if ("draft_version" in kept && kept.draft_version !== this.form.elements.draft_version?.value) return;
    this.fill(kept);
    this.isUnsaved = true;
    this.mayHaveArrived = true;
    this.hidden = false;
    this.say("saved");
  }

  fill(kept) {
    for (const field of [...this.boxes, ...this.marks]) {
      if (field.type === "checkbox") field.checked = kept[field.name] ?? field.checked;
      else field.value = kept[field.name] ?? field.value;
    }
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  keep() {
    this.isUnsaved = true;
    if (this.mayHaveArrived) this.renewId(); // other words are another write
    this.say(this.store() ? "saved" : "");
    this.saveLater(SAVES_AFTER);
  }

  saveLater(wait) {
    if (!("autosave" in this.dataset)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  save() {
    if (!this.isUnsaved || !this.isConnected) return;
    if (this.dispatchEvent(new CustomEvent("autosave", { bubbles: true, cancelable: true }))) this.form.requestSubmit();
  }

  store() {
    const kept = { ...this.words };
    for (const mark of this.marks) kept[mark.name] = mark.value;
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  renewId() {
    this.mayHaveArrived = false;
    if (this.form.elements.client_id) this.form.elements.client_id.value = newClientId();
  }

  forget() {
    this.isUnsaved = false;
    localStorage.removeItem(this.key);
    this.renewId();
  }

  async submit(event) {
    if (event.submitter?.name) return; // a button of another kind: preview, save as a draft, discard
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.say("sending");
    this.mayHaveArrived = true;
    const data = new FormData(this.form);
    const sent = JSON.stringify(this.words);
    try {
      const url = this.form.action.split("#")[0];
      const result = await send(url, data, { onWaiting: () => this.say("waiting") });
      const isUnchanged = JSON.stringify(this.words) === sent;
      this.went({ ...result, isUnchanged });
      if (isUnchanged) this.forget();
      else this.keep();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A stale form is answered by a page that shows both versions; so is what we do not understand.
      const stale = { detail: error.result, bubbles: true, cancelable: true };
      if (error.code === "stale" && !this.dispatchEvent(new CustomEvent("stale", stale))) this.say("saved");
      else if (!error.message || error.code === "stale") this.form.submit();
      else this.say("refused", error.message);
      if (error.code === "login") this.offerLogin();
    } finally {
      this.isSending = false;
    }
  }

  went(result) {
    this.say("sent");
    for (const note of this.parentElement.querySelectorAll("[data-until-sent]")) note.remove();
    this.dispatchEvent(new CustomEvent("sent", { detail: result, bubbles: true }));
    if (result.revision) this.form.elements.seen_revision.value = result.revision;
    if (result.url && !("stay" in this.dataset)) {
      const here = window.location.pathname;
      window.location.assign(result.url);
      if (new URL(result.url, window.location.href).pathname === here) window.location.reload();
    }
  }

  offerLogin() {
    const link = document.createElement("a");
    link.href = `${this.state.dataset.loginUrl}?next=${encodeURIComponent(window.location.pathname)}`;
    link.textContent = this.state.dataset.login;
    this.state.append(" ", link);
  }

  say(state, words) {
    if (!this.state) return;
    this.state.dataset.state = state;
    this.state.textContent = words || this.state.dataset[state] || "";
  }
}

function valueOf(box) {
  return box.type === "checkbox" ? box.checked : box.value;
}

// A form that sends off what others hold (data-needs-saved) waits until none of them has unsaved words.
document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("data-needs-saved")) return;
  const unsaved = [...document.querySelectorAll("kept-form")].find((form) => form.isUnsaved);
  event.target.querySelector("[data-unsaved]").hidden = !unsaved;
  if (!unsaved) return;
  event.preventDefault();
  unsaved.querySelector("textarea").focus();
});

customElements.define("kept-form", KeptForm);
