// <draft-form data-keep="name"> around a step of a draft: saves as one types, says so, and keeps a copy on
// the device until the server has the words. After a crash, or a browser closed without a connection,
// the copy comes back; where the server holds newer words, both are shown.
import { keptWords, forgetWords, keepWords } from "./kept-words.js";
import { newClientId, Refused, send } from "./write.js";

const AFTER_TYPING = 1500;
const NEVER_KEPT = ["csrfmiddlewaretoken", "sent"];
const MOST_WHEN_CLOSING = 60000; // browsers send no more than 64 KB from a page that closes

class DraftForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = this.querySelector(".write-state");
    this.saved = this.words();
    this.isResting = this.form.querySelector("fieldset.bare").disabled;
    customElements.whenDefined("draft-rows").then(() => this.bringBack());
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("change", () => this.typed());
    this.form.addEventListener("submit", () => this.leave());
    this.form.elements.sent.value = "";
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save({ isClosing: true });
    });
    window.addEventListener("pageshow", (event) => event.persisted && this.typed());
  }

  // Everything that would be sent, in its order, but for the token and files.
  words() {
    const sent = [...new FormData(this.form)];
    return sent.filter(([name, value]) => !NEVER_KEPT.includes(name) && typeof value === "string");
  }

  typed() {
    const words = this.words();
    if (same(words, this.saved) && !this.sending) return;
    const isKept = keepWords(this.dataset.keep, words);
    if (!this.isStopped) this.say("typing", isKept ? this.dataset.typing : "");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AFTER_TYPING);
  }

  async save({ isClosing = false } = {}) {
    clearTimeout(this.timer);
    if (this.isStopped || this.isResting || this.sending || this.isLeaving) return;
    const words = this.words();
    if (same(words, this.saved)) return;
    const data = new FormData(this.form);
    data.delete("file");
    this.sending = words;
    this.say("sending", this.dataset.saving);
    try {
      const keepalive = isClosing && JSON.stringify(words).length < MOST_WHEN_CLOSING;
      const onWaiting = () => this.say("waiting", this.dataset.waiting);
      this.went(words, await send(this.form.action, data, { onWaiting, keepalive }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refused(error);
      return;
    } finally {
      this.sending = null;
    }
    if (!same(this.words(), this.saved)) this.typed();
  }

  // The answer carries the marks of what now stands in the draft; the next save starts from them.
  went(words, result) {
    const isUnchanged = same(withoutMarks(this.words()), withoutMarks(words));
    this.form.elements.seen.value = result.revision;
    for (const [key, mark] of Object.entries(result.marks)) this.form.elements[`mark-${key}`].value = mark;
    if (isUnchanged) {
      this.saved = this.words();
      forgetWords(this.dataset.keep);
    } else {
      keepWords(this.dataset.keep, this.words());
    }
    if (result.refused) this.say("refused", result.refused);
    else if (isUnchanged) this.say("sent", result.said);
  }

  // Logged out: the next words try again. Anything else waits for the person.
  refused(error) {
    this.isStopped = error.code !== "login";
    keepWords(this.dataset.keep, this.words());
    const isCrossed = error.code === "crossed";
    this.say("refused", isCrossed ? this.dataset.meanwhile : error.message || this.dataset.refused);
    if (error.code === "login") this.offer("a", this.dataset.login, this.loginUrl);
    if (isCrossed) this.offer("button", this.dataset.crossed);
  }

  get loginUrl() {
    return `${this.dataset.loginUrl}?next=${encodeURIComponent(window.location.pathname)}`;
  }

  offer(kind, words, href) {
    const node = document.createElement(kind);
    node.textContent = words;
    if (href) node.href = href;
    else node.className = "plain-button"; // it sends the form as a page, which shows both texts
    this.state.append(" ", node);
  }

  // The form goes as a page: its words are kept until a page says that they are saved.
  leave() {
    clearTimeout(this.timer);
    this.isLeaving = true;
    const id = newClientId();
    this.form.elements.sent.value = id;
    keepWords(this.dataset.keep, this.words(), id);
    setTimeout(() => {
      this.isLeaving = false; // it did not come through, and the person is still here
    }, 5000);
  }

  bringBack() {
    const kept = keptWords(this.dataset.keep);
    if (!kept || this.isResting) return;
    const mine = withoutMarks(kept);
    if (same(mine, withoutMarks(this.words()))) return forgetWords(this.dataset.keep);
    if (this.querySelector(".crossed, .errorlist[id]")) return; // the page shows what was sent already
    if (same(marksOf(kept), marksOf(this.words()))) {
      const before = withoutMarks(this.words());
      this.fill(mine);
      this.tell(this.dataset.back, [[this.dataset.undo, () => this.fill(before)]]);
      this.typed();
      return;
    }
    const differing = mine.filter(([name, value]) => value && !isIn(this.words(), name, value));
    this.tell(
      this.dataset.both,
      [[this.dataset.use, () => this.fill(mine)], [this.dataset.forget, () => forgetWords(this.dataset.keep)]],
      differing,
    );
  }

  // Put words back into the boxes, rows included; never marks, which say what the page was made from.
  fill(words) {
    for (const rows of this.querySelectorAll("draft-rows")) {
      const uids = words.filter(([name]) => name.match(new RegExp(`^${rows.dataset.key}-\\d+-uid$`)));
      rows.fill(uids.map(([, uid]) => uid));
    }
    for (const box of this.form.elements) {
      if (!box.name || box.type === "file" || NEVER_KEPT.includes(box.name) || box.type === "submit") continue;
      const values = words.filter(([name]) => name === box.name).map(([, value]) => value);
      if (box.type === "checkbox" || box.type === "radio") box.checked = values.includes(box.value);
      else if (values.length) [box.value] = values;
    }
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    for (const count of this.querySelectorAll("character-count")) count.count?.();
  }

  tell(words, acts, kept = []) {
    const note = document.createElement("div");
    note.className = "note stack draft-note";
    note.setAttribute("role", "status");
    note.append(paragraph(words));
    for (const [name, value] of kept) note.append(this.quotation(name, value));
    const row = document.createElement("p");
    row.className = "row";
    for (const [label, act] of acts) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = label;
      button.addEventListener("click", () => {
        act();
        note.remove();
      });
      row.append(button);
    }
    note.append(row);
    this.prepend(note);
  }

  quotation(name, value) {
    const quoted = document.createElement("blockquote");
    const box = this.form.elements[name];
    const label = box?.labels?.[0]?.firstChild?.textContent.trim();
    quoted.append(label ? `${label}: ${value}` : value);
    return quoted;
  }

  say(state, words) {
    this.state.dataset.state = state;
    this.state.textContent = words;
  }
}

function paragraph(words) {
  const node = document.createElement("p");
  node.textContent = words;
  return node;
}

function isMark([name]) {
  return name === "seen" || name.startsWith("mark-");
}

function withoutMarks(words) {
  return words.filter((pair) => !isMark(pair));
}

function marksOf(words) {
  return words.filter(([name]) => name.startsWith("mark-"));
}

function isIn(words, name, value) {
  return words.some(([other, held]) => other === name && held.replace(/\r/g, "") === value.replace(/\r/g, ""));
}

// Rows that nobody filled carry a new uid on each page, which is no difference.
function same(some, others) {
  const bare = (words) => words.filter(([name]) => !name.endsWith("-uid") || isFilled(words, name));
  return JSON.stringify(bare(some)) === JSON.stringify(bare(others));
}

function isFilled(words, uidName) {
  const start = uidName.slice(0, -"uid".length);
  return words.some(([name, value]) => name.startsWith(start) && name !== uidName && value);
}

customElements.define("draft-form", DraftForm);
