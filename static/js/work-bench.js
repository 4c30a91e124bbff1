// <work-bench>: the acts of the workbench are sent without leaving the page. Each is answered with the state
// of the draft, ids and figures; items that changed, here or at a colleague's, are then asked for as HTML.
// What somebody is writing is never replaced.
import "./bench-drag.js";
import "./bench-keys.js";
import "./bench-sources.js";
import { partForms } from "./bench-forms.js";
import { Hand } from "./bench-hand.js";
import { Merge } from "./bench-merge.js";
import { Together } from "./bench-together.js";
import { showWords } from "./bench-words.js";
import { Refused, send } from "./write.js";

const PANELS_AFTER = 300;
const TOLD_FOR = 8000;

class WorkBench extends HTMLElement {
  connectedCallback() {
    this.dataset.ready = "";
    this.acts = Promise.resolve();
    this.acting = 0;
    this.draft = this.querySelector("#draft");
    this.target = this.querySelector("[data-target]");
    this.told = this.querySelector("[data-told]");
    this.merge = new Merge(this);
    this.hand = new Hand(this);
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("sent", (event) => this.saved(event));
    this.addEventListener("input", () => showWords(this));
    this.addEventListener("autosave", (event) => this.maySave(event));
    this.draft.addEventListener("focusin", (event) => this.lookAt(event.target.closest(".item")));
    this.draft.addEventListener("click", (event) => this.lookAt(event.target.closest(".item")));
    this.target.addEventListener("change", () => this.lookAt(this.item(this.target.value)));
    for (const link of this.querySelectorAll("[data-side]")) {
      link.addEventListener("click", (event) => this.turnTo(event, link.dataset.side));
    }
    this.turn(window.location.hash === "#sources" ? "sources" : "draft");
    this.lookAt(this.querySelector(".item:target") || this.querySelector(".item"));
    showWords(this);
    this.together = new Together(this);
  }

  get items() {
    return [...this.draft.querySelectorAll(".item")];
  }

  get current() {
    return this.draft.querySelector('.item[aria-current="true"]');
  }

  item(id) {
    return this.draft.querySelector(`.item[data-item="${CSS.escape(id)}"]`);
  }

  // The item into which words go.
  lookAt(item) {
    if (!item) return;
    this.current?.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    if (this.target.value !== item.dataset.item) this.target.value = item.dataset.item;
  }

  turnTo(event, side) {
    event.preventDefault();
    this.turn(side);
  }

  // On a phone one side is seen at a time.
  turn(side) {
    this.dataset.side = side;
    for (const link of this.querySelectorAll("[data-side]")) {
      if (link.dataset.side === side) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // The item looks as its writer left it: only what it was suggested by has to go.
  saved(event) {
    const { state } = event.detail;
    const item = event.target.closest(".item");
    const own = state?.sections.flatMap((section) => section.items).find(([id]) => String(id) === item?.dataset.item);
    if (own && !item.classList.contains("suggested")) [, item.dataset.digest] = own;
    this.reconcile(state);
  }

  // A lesson that is half written waits for its other half, and two versions for whoever brings them together.
  maySave(event) {
    if (event.target.closest(".item").querySelector(".merge")) event.preventDefault();
    const { lesson_statement: statement, lesson_kind: kind } = event.target.form.elements;
    if (Boolean(statement.value.trim()) !== Boolean(kind.value)) event.preventDefault();
  }

  submitted(event) {
    const form = event.target;
    if (!form.hasAttribute("data-act") || event.defaultPrevented) return;
    event.preventDefault();
    this.act(form, event.submitter);
  }

  // One after the other, each with what stood in its form when it was asked for.
  act(form, submitter) {
    if (submitter?.getAttribute("aria-disabled") === "true") return;
    const data = new FormData(form, submitter);
    const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const { busy } = submitter?.dataset || {};
    const label = submitter?.textContent;
    submitter?.setAttribute("aria-disabled", "true");
    if (busy) submitter.textContent = busy;
    this.acting += 1;
    const done = this.acts.then(() => this.sendAct(url, data, form));
    this.acts = done.catch(() => {}).then(() => {
      this.acting -= 1;
      submitter?.removeAttribute("aria-disabled");
      if (busy) submitter.textContent = label;
    });
  }

  async sendAct(url, data, form) {
    try {
      const result = await send(url, data, { onWaiting: () => this.tell(this.dataset.away) });
      form.dispatchEvent(new CustomEvent("acted", { bubbles: true }));
      await this.reconcile(result.state, { place: focused(this), anchor: result.anchor });
      this.tell(result.words, result.undo && { url: result.undo, words: result.undo_words });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.message) this.tell(error.message, null, "refused");
      else form.submit();
    }
  }

  tell(words, undo = null, kind = "") {
    clearTimeout(this.timer);
    this.told.replaceChildren(...(words ? [words] : []));
    this.told.classList.toggle("unseen", !words);
    this.told.dataset.kind = kind;
    if (undo) this.told.append(" ", this.undoButton(undo));
    if (words && !undo && kind !== "refused") this.timer = setTimeout(() => this.tell(""), TOLD_FOR);
  }

  undoButton({ url, words }) {
    const button = Object.assign(document.createElement("button"), { className: "button small", textContent: words });
    button.addEventListener("click", () => {
      const form = Object.assign(document.createElement("form"), { action: url, method: "post" });
      form.append(this.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
      this.act(form, null);
    });
    return button;
  }

  async reconcile(state, { place = null, anchor = "" } = {}) {
    if (!state) return;
    if (!state.open) {
      this.tell(this.dataset.openNote, null, "refused");
      return;
    }
    const fresh = await this.fetchItems(this.changedIn(state));
    await this.hand.isUp;
    for (const section of state.sections) this.put(section, fresh);
    this.dropGone(state);
    this.offerTargets();
    this.markSources(state);
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
    showWords(this);
    this.refreshPanels(state);
    this.goOn(place, anchor);
  }

  changedIn(state) {
    const now = state.sections.flatMap((section) => section.items);
    return now.filter(([id, digest]) => this.item(String(id))?.dataset.digest !== digest).map(([id]) => id);
  }

  async fetchItems(ids) {
    if (!ids.length) return new Map();
    const query = ids.map((id) => `item=${id}`).join("&");
    const page = await this.fetchPart(`${this.dataset.items}?${query}`);
    return new Map([...page.querySelectorAll(".item")].map((item) => [item.dataset.item, item]));
  }

  async fetchPart(url) {
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) {
        const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
        partForms(body);
        return body;
      }
    } catch {
      // away: the next state brings it
    }
    return document.createElement("div");
  }

  put(section, fresh) {
    const part = this.draft.querySelector(`[data-section="${section.key}"]`);
    const end = part.querySelector(".nothing-yet");
    let before = part.querySelector(".item") || end;
    for (const [id] of section.items) {
      const item = this.renewed(String(id), fresh);
      if (!item) continue;
      if (item === before) before = nextItem(item) || end;
      else before.before(item);
    }
    part.querySelector("[data-take-section]").hidden = !section.suggestions;
  }

  renewed(id, fresh) {
    const here = this.item(id);
    const come = fresh.get(id);
    if (!here || !come) return here || come;
    const isCurrent = here === this.current;
    if (isBeingWritten(here)) {
      here.querySelector(".item-rest").replaceWith(come.querySelector(".item-rest"));
      here.querySelector(".suggestion")?.remove();
      here.className = come.className;
      here.dataset.digest = come.dataset.digest;
      return here;
    }
    here.replaceWith(come);
    if (isCurrent) come.setAttribute("aria-current", "true");
    return come;
  }

  dropGone(state) {
    const ids = new Set(state.sections.flatMap((section) => section.items.map(([id]) => String(id))));
    for (const item of this.items) {
      if (!ids.has(item.dataset.item) && !isBeingWritten(item)) item.remove();
    }
  }

  offerTargets() {
    const chosen = this.target.value;
    for (const group of this.target.querySelectorAll("optgroup")) {
      const [last] = [...group.children].slice(-1);
      const key = last.value.slice("new:".length);
      const items = [...this.draft.querySelectorAll(`[data-section="${key}"] .item`)];
      group.replaceChildren(...items.map((item) => new Option(titleOf(item), item.dataset.item)), last);
    }
    this.target.value = chosen;
    if (this.target.selectedIndex < 0) this.target.selectedIndex = 0;
  }

  markSources(state) {
    const cited = new Set(state.cited.map(String));
    const read = new Set(state.read.map(String));
    for (const source of this.querySelectorAll("[data-source]")) {
      const id = source.dataset.source;
      const is = cited.has(id) ? "cited" : read.has(id) ? "read" : "unread";
      if (source.classList.contains(is)) continue;
      source.classList.remove("cited", "read", "unread");
      source.classList.add(is);
      source.querySelector("[data-state]").textContent = this.querySelector("bench-sources").dataset[is] || "";
    }
  }

  refreshPanels(state) {
    const stamp = JSON.stringify([state.cited, state.read, state.removed]);
    if (this.stamp === stamp) return;
    const isFirst = this.stamp === undefined;
    this.stamp = stamp;
    clearTimeout(this.panelsTimer);
    this.panelsTimer = setTimeout(() => this.fetchPanels(), isFirst ? 0 : PANELS_AFTER);
  }

  async fetchPanels() {
    const panels = this.querySelector(".bench-panels");
    const open = [...panels.querySelectorAll("details[open]")].map((one) => one.id).filter(Boolean);
    const page = await this.fetchPart(this.dataset.panels);
    if (!page.childElementCount || panels.contains(document.activeElement)) return;
    panels.replaceChildren(...page.childNodes);
    for (const id of open) panels.querySelector(`#${id}`)?.setAttribute("open", "");
  }

  // The focus stays where it was; where that is gone, it goes to what was made.
  goOn(place, anchor) {
    const made = anchor ? this.draft.querySelector(`.item#${CSS.escape(anchor)}`) : null;
    this.lookAt(made);
    if (place) {
      const again = place.item && this.item(place.item)?.querySelector(place.selector);
      if (again) again.focus();
      else if (!place.element.isConnected) (made || this.current || this.draft).focus();
    }
    made?.scrollIntoView({ block: "nearest" });
  }
}

function focused(bench) {
  const element = document.activeElement;
  if (!bench.contains(element)) return null;
  const item = element.closest(".item")?.dataset.item;
  const move = element.dataset.move;
  return { element, item: move && item, selector: move ? `[data-move=${move}]` : "" };
}

function isBeingWritten(item) {
  const form = item.querySelector("kept-form");
  return Boolean(form?.isUnsaved || form?.contains(document.activeElement) || item.querySelector(".merge"));
}

function nextItem(item) {
  const next = item.nextElementSibling;
  return next?.matches(".item") ? next : null;
}

function titleOf(item) {
  const words = item.querySelector("[name=prose]").value.trim() || item.querySelector("blockquote")?.textContent || "…";
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}

customElements.define("work-bench", WorkBench);
