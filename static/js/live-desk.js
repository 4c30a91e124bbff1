// <live-desk>: the facilitator's desk. Every act is a form that works without this script; here it is
// sent without leaving the page, and what colleagues and the room do shows at once.
import "./kept-form.js";
import "./desk-keys.js";
import { DeskFilter } from "./desk-filter.js";
import { DeskHolds } from "./desk-holds.js";
import { DeskMerge } from "./desk-merge.js";
import { DeskUndo } from "./desk-undo.js";
import { fillDeskQuestion, tellAges } from "./desk-question.js";
import { QuestionList, show } from "./question-list.js";
import { RoomSocket } from "./room-socket.js";
import { Refused, send } from "./write.js";

const LANES = ["waiting", "answering", "published", "answered", "hidden"];
const DIGEST_EVERY = 10000;

class LiveDesk extends HTMLElement {
  connectedCallback() {
    this.list = new QuestionList(this, {
      lists: LANES,
      laneOf: (state) => state,
      fill: (item, question) => fillDeskQuestion(item, question, this.dataset.acts),
      isBefore: (item, other) => this.filter.comesBefore(item, other),
    });
    this.filter = new DeskFilter(this);
    this.undo = new DeskUndo(this);
    this.merge = new DeskMerge(this);
    this.holds = new DeskHolds(this);
    this.unheard = 0;
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("sent", (event) => this.entered(event));
    this.socket = new RoomSocket(this, (frame) => this.apply(frame));
    setInterval(() => this.announce(), DIGEST_EVERY);
    this.tidy();
  }

  // What a frame moves must not take the focus away: it goes along, or to what is left beside it.
  apply(frame) {
    const focused = this.querySelector(".desk-question:focus-within");
    const next = focused && this.beside(focused);
    const questions = frame.questions || [];
    if (frame.type === "state") this.list.keepOnly(new Set(questions.map((question) => question.id)));
    for (const question of questions) this.put(question);
    for (const [id, votes] of Object.entries(frame.votes || {})) this.list.count(id, votes);
    for (const id of frame.removed || []) this.list.remove(id);
    if (frame.session) this.turn(frame.session.state);
    this.tidy();
    if (focused) this.keepFocus(focused, next);
  }

  put(question) {
    if (this.list.put(question) && question.state === "waiting") {
      this.unheard += 1;
      this.merge.suggest(question.id);
    }
  }

  beside(item) {
    return item.nextElementSibling || item.previousElementSibling;
  }

  keepFocus(item, next) {
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body && isShown(activeElement)) return;
    const target = item.isConnected && isShown(item) ? item : next;
    if (target && target.isConnected && isShown(target)) target.focus();
    else this.querySelector(".desk-question:not([hidden])")?.focus();
  }

  click(event) {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    event.preventDefault();
    const data = new FormData(document.getElementById("acts"));
    if (button.name) data.set(button.name, button.value);
    this.act(button.formAction, data, { item: button.closest(".desk-question") });
  }

  submit(event) {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    this.act(form.action, new FormData(form), { form, item: form.closest(".desk-question") });
  }

  // With `goOn` the next question of the lane gets the focus: what keys do, one after another.
  async act(url, data, { form, item, goOn = false } = {}) {
    this.complain("");
    const next = item && this.beside(item);
    const before = item?.dataset.state;
    try {
      const { seq } = this.socket;
      const result = await send(url, data);
      this.undo.offer(result.undo);
      if (result.question && this.socket.seq === seq) this.list.put(result.question); // else the socket was quicker
      const details = form?.closest("details");
      if (details) details.open = false;
      this.tidy();
      // It leaves the lane, now or with the frame that is on its way.
      if (goOn && next?.isConnected && result.question.state !== before) next.focus();
      else if (item) this.keepFocus(item, next);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
      if (error.code === "login") this.offerLogin();
      if (error.code === "words") this.beginFromTheirs(form, item);
      return false;
    }
  }

  // The colleague's words are in the complaint: whoever sends again knows them.
  beginFromTheirs(form, item) {
    const words = item.dataset[form.dataset.act === "edit" ? "text" : "answer"];
    if (words !== undefined) form.elements.began_from.value = words;
  }

  entered(event) {
    if (!event.target.closest("[data-entering]")) return;
    const { question, undo, isUnchanged } = event.detail;
    this.undo.offer(undo);
    if (question && !this.list.has(question.id)) this.list.put(question);
    if (isUnchanged) event.target.querySelector("form").reset();
    this.tidy();
  }

  // A colleague opened or closed the session: say so, and leave what is being typed alone.
  turn(state) {
    show(this.querySelector("[data-session-turned]"), state !== this.dataset.state);
  }

  tidy() {
    this.filter.tidy();
    for (const lane of LANES) {
      const { length } = this.querySelectorAll(`[data-list="${lane}"] > li:not([hidden])`);
      for (const count of this.querySelectorAll(`[data-count="${lane}"]`)) count.textContent = length;
      show(this.querySelector(`[data-lane-empty="${lane}"]`), length === 0);
    }
    tellAges(this);
  }

  complain(words) {
    const place = this.querySelector("p[data-error]");
    place.textContent = words;
    show(place, Boolean(words));
    if (words) place.scrollIntoView({ block: "nearest" });
  }

  // In another window: what is typed here stays.
  offerLogin() {
    const { login: textContent, loginUrl: href } = this.dataset;
    const link = Object.assign(document.createElement("a"), { textContent, href, target: "_blank" });
    this.querySelector("p[data-error]").append(" ", link);
  }

  announce() {
    tellAges(this);
    if (!this.unheard) return;
    const place = this.querySelector("[data-digest]");
    place.textContent = this.unheard === 1 ? place.dataset.one : place.dataset.many.replace("%n", this.unheard);
    this.unheard = 0;
  }
}

function isShown(element) {
  return element.isConnected && element.checkVisibility();
}

customElements.define("live-desk", LiveDesk);
