// <saved-draft data-url="/drafts/…/"> inside a form that <kept-form> keeps on the device: saves the words on
// the server too, a little after each change. Where another device saved meanwhile, both are shown.
import { freshToken } from "./write.js";

const AFTER_TYPING = 3000;
const AGAIN = 30000;
const NOT_WORDS = ["csrfmiddlewaretoken", "draft_version", "client_id"];
const MOST_WHEN_CLOSING = 60000; // browsers send no more than 64 KB from a page that closes

class SavedDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.saved = "unsaved" in this.dataset ? "" : this.words;
    customElements.whenDefined("kept-form").then(() => this.begin());
  }

  begin() {
    this.kept = this.closest("kept-form");
    if (this.kept.isUnsaved) this.saved = ""; // words that came back from this device: the server lacks them
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, () => this.typed());
    this.form.addEventListener("submit", (event) => !event.submitter?.name && clearTimeout(this.timer));
    this.kept.addEventListener("sent", () => this.stop());
    window.addEventListener("online", () => this.typed());
    document.addEventListener("visibilitychange", () => document.hidden && this.save({ isClosing: true }));
    this.form.querySelector("[name=save_draft]")?.addEventListener("click", (event) => this.asked(event));
    this.form.querySelector("[name=discard]")?.addEventListener("click", () => this.discard());
    const kept = this.kept.read();
    const isOther = kept && "draft_version" in kept && kept.draft_version !== this.version.value;
    if (isOther && !this.form.querySelector(".errorlist, .error-note")) this.showDevice(kept);
    else if (this.words !== this.saved) this.typed();
  }

  get version() {
    return this.form.elements.draft_version;
  }

  get data() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
    return data;
  }

  // As one string, so that two are easily compared.
  get words() {
    return JSON.stringify([...this.data].filter(([name]) => !NOT_WORDS.includes(name)));
  }

  get hasFiles() {
    return [...this.form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  }

  typed() {
    clearTimeout(this.timer);
    if (!this.isStopped && this.words !== this.saved) this.timer = setTimeout(() => this.save(), AFTER_TYPING);
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  // A file goes along only when it is asked for, as a page: data is dear.
  asked(event) {
    if (this.hasFiles) return;
    event.preventDefault();
    this.saved = "";
    this.save();
  }

  discard() {
    this.stop();
    localStorage.removeItem(this.kept.key);
  }

  async save({ isClosing = false, isChosen = false } = {}) {
    clearTimeout(this.timer);
    const { words, data } = this;
    if (this.isStopped || this.isSaving || this.kept.isSending || words === this.saved) return;
    if (isChosen) data.set("chosen", "1");
    this.isSaving = true;
    try {
      const answer = await this.send(data, isClosing && words.length < MOST_WHEN_CLOSING);
      this.answered(words, answer.status, await answer.json());
    } catch {
      this.kept.say("saved"); // no connection, or no answer of ours: the device has the words
      this.timer = setTimeout(() => this.save(), AGAIN);
    } finally {
      this.isSaving = false;
    }
  }

  async send(data, keepalive) {
    const post = () =>
      fetch(this.dataset.url, { method: "POST", body: data, headers: { Accept: "application/json" }, keepalive });
    const answer = await post();
    if (answer.status !== 403 || (await answer.clone().json()).code !== "csrf") return answer;
    const token = await freshToken();
    if (!token) return answer;
    data.set("csrfmiddlewaretoken", token);
    this.form.elements.csrfmiddlewaretoken.value = token;
    return post();
  }

  answered(words, status, result) {
    if (this.isStopped) return;
    if (result.done) {
      this.version.value = result.version;
      this.saved = words;
      if (this.words !== words) {
        this.kept.store();
        this.typed();
        return;
      }
      localStorage.removeItem(this.kept.key);
      if (result.said) this.kept.say("sent", result.said);
    } else if (result.code === "elsewhere") {
      this.version.value = result.version;
      this.kept.store();
      this.show(this.dataset.elsewhere, result.fields, this.dataset.useSaved, () => this.fill(result.fields));
    } else {
      this.kept.say("refused", result.error || this.dataset.onlyHere);
      if (result.code === "login") this.kept.offerLogin();
      if (status >= 500) this.timer = setTimeout(() => this.save(), AGAIN);
    }
  }

  // The page holds what the server has; the device has words that began from an earlier save.
  showDevice(kept) {
    const use = () => this.fill(kept);
    this.show(this.dataset.onDevice, kept, this.dataset.useDevice, use, () => localStorage.removeItem(this.kept.key));
  }

  fill(fields) {
    const { draft_version: _old, client_id: _id, ...words } = fields;
    this.kept.fill(words);
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  show(words, fields, label, use, leave = () => this.save({ isChosen: true })) {
    this.note?.remove();
    this.note = make("div", { className: "note stack draft-note" });
    this.note.setAttribute("role", "status");
    const quote = make("blockquote", { textContent: [fields.title, fields.text].filter(Boolean).join("\n\n") });
    const row = make("p", { className: "row" });
    for (const [text, act] of [[label, use], [this.dataset.keep, leave]]) {
      const button = make("button", { type: "button", className: "button small", textContent: text });
      button.addEventListener("click", () => {
        this.note.remove();
        act();
        this.form.elements.text.focus();
      });
      row.append(button);
    }
    this.note.append(make("p", { textContent: words }), quote, row);
    this.form.prepend(this.note);
  }
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

customElements.define("saved-draft", SavedDraft);
