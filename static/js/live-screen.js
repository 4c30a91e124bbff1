// <live-screen>: the projector. Shows what the desk chose: the question that is being answered and what comes
// next, a poll, the agenda, the code, or nothing. F makes it fill the screen; no other key does anything.
import "./screen-agenda.js";
import "./screen-captions.js";
import "./screen-turn.js";
import { comesBefore, show } from "./question-list.js";
import { RoomSocket } from "./room-socket.js";

const LENGTHS = [[60, "short"], [140, "medium"], [280, "long"]]; // as in forums/presentation/screens.py

class LiveScreen extends HTMLElement {
  connectedCallback() {
    this.now = this.querySelector("[data-current]");
    this.next = this.querySelector("[data-next]");
    this.socket = new RoomSocket(this, (frame) => this.apply(frame));
    document.addEventListener("keydown", (event) => this.press(event));
  }

  apply(frame) {
    if (frame.session) this.turn(frame.session);
    if (!this.now) return;
    if (frame.type === "state") this.forget();
    for (const question of frame.questions || []) this.put(question);
    for (const [id, votes] of Object.entries(frame.votes || {})) this.count(id, votes);
    for (const id of frame.removed || []) this.drop(id);
    show(this.querySelector(".screen-next"), this.next.children.length > 0);
  }

  // Before, while and after it is open the page is another one: the server has it.
  turn({ state, screen = "question", screen_captions: captions = false }) {
    if (state !== this.dataset.state) {
      window.location.reload();
      return;
    }
    if (state !== "open") return;
    this.dataset.stage = screen;
    for (const part of this.querySelectorAll("[data-for]")) show(part, part.dataset.for.split(" ").includes(screen));
    this.querySelector("screen-captions").turnOn(captions);
  }

  forget() {
    this.next.replaceChildren();
    this.tell(null);
  }

  put(question) {
    this.drop(question.id);
    if (question.state === "answering") this.tell(question);
    if (question.state !== "published") return;
    const item = document.createElement("li");
    Object.assign(item.dataset, { id: question.id, at: question.at });
    item.toggleAttribute("data-pinned", Boolean(question.pinned));
    const words = document.createElement("span");
    words.textContent = question.text;
    words.lang = question.lang || "";
    item.append(document.createElement("b"), " ", words);
    this.next.append(item);
    this.count(question.id, question.votes);
  }

  count(id, votes) {
    const item = this.waiting(id);
    if (!item) return;
    item.dataset.votes = votes;
    item.querySelector("b").textContent = votes;
    const after = [...this.next.children].find((other) => other !== item && goesBefore(item, other));
    this.next.insertBefore(item, after || null);
  }

  waiting(id) {
    return [...this.next.children].find((item) => item.dataset.id === id);
  }

  drop(id) {
    this.waiting(id)?.remove();
    if (this.now.dataset.id === id) this.tell(null);
  }

  tell(question) {
    const text = question?.text || this.now.dataset.idle;
    this.now.dataset.id = question?.id || "";
    this.now.dataset.length = LENGTHS.find(([most]) => text.length <= most)?.[1] || "whole";
    this.now.lang = question?.lang || document.documentElement.lang;
    if (this.now.textContent !== text) this.now.textContent = text;
    this.querySelector("[data-current-by]").textContent = question?.by || "";
    const to = this.querySelector("[data-current-to]");
    to.querySelector("b").textContent = question?.to || "";
    show(to, Boolean(question?.to));
    show(this.querySelector("[data-current-kicker]"), Boolean(question));
  }

  press(event) {
    if (event.key.toLowerCase() !== "f" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }
}

// What is pinned comes first.
function goesBefore(item, other) {
  const pins = ("pinned" in other.dataset) - ("pinned" in item.dataset);
  return pins === 0 ? comesBefore(item, other) : pins < 0;
}

customElements.define("live-screen", LiveScreen);
