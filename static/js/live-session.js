// <live-session>: an attendee's page of a live session. The server rendered it whole; this keeps it
// current and sends votes without leaving it.
import "./kept-form.js";
import { QuestionList, show } from "./question-list.js";
import { RoomSocket } from "./room-socket.js";
import { newClientId, Refused, send } from "./write.js";

const DIGEST_EVERY = 10000;
const PRIVATE_STATES = ["waiting", "hidden"];

class LiveSession extends HTMLElement {
  connectedCallback() {
    this.voted = new Set(ids(this, '[data-act="unvote"]:not([hidden])'));
    this.mine = new Set(ids(this, "[data-mine]"));
    this.isClosed = this.dataset.state === "closed";
    this.list = new QuestionList(this, {
      lists: ["room", "own"],
      laneOf: (state) => (PRIVATE_STATES.includes(state) ? "own" : "room"),
      fill: (item, question) => this.fill(item, question),
    });
    this.unheard = 0;
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("sent", (event) => this.asked(event.detail));
    this.socket = new RoomSocket(this, (frame) => this.apply(frame));
    this.digest = setInterval(() => this.announce(), DIGEST_EVERY);
  }

  apply(frame) {
    if (frame.type === "state") this.list.keepOnly(new Set([...frame.questions.map((q) => q.id), ...this.mine]));
    for (const question of frame.questions || []) this.put(question);
    for (const id of frame.removed || []) this.remove(id, frame.type);
    if (frame.session) this.turn(frame.session.state);
    this.tidy();
  }

  put(question) {
    if (question.mine) this.mine.add(question.id);
    if (this.list.put({ ...question, mine: this.mine.has(question.id) }) && !question.mine) this.unheard += 1;
  }

  // One's own question that left the room comes in a private frame of its own, just before.
  remove(id, frameType) {
    const item = this.list.items.get(id);
    if (!item) return;
    if (frameType !== "private" && PRIVATE_STATES.includes(item.dataset.state)) return;
    this.list.remove(id);
  }

  fill(item, question) {
    const isInRoom = !PRIVATE_STATES.includes(question.state) && !this.isClosed;
    const acts = `${this.dataset.acts}${question.id}/`;
    for (const button of item.querySelectorAll("button[data-act]")) button.formAction = `${acts}${button.dataset.act}/`;
    show(item.querySelector('[data-act="vote"]'), isInRoom && !this.voted.has(question.id));
    show(item.querySelector('[data-act="unvote"]'), isInRoom && this.voted.has(question.id));
    show(item.querySelector('[data-act="none"]'), !isInRoom);
    show(item.querySelector('[data-act="withdraw"]'), this.mine.has(question.id));
  }

  async click(event) {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    event.preventDefault();
    if (event.detail > 1) return; // a double click is one wish
    const item = button.closest("[data-id]");
    const { act } = button.dataset;
    const data = new FormData(document.getElementById("acts"));
    data.set("client_id", newClientId());
    this.setVote(item, act);
    this.complain("");
    try {
      const result = await send(button.formAction, data);
      if (act === "withdraw") this.list.remove(item.dataset.id);
      else for (const field of item.querySelectorAll('[data-field="votes"]')) field.textContent = result.votes;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.setVote(item, { vote: "unvote", unvote: "vote" }[act]);
      this.complain(error.message);
    }
    this.tidy();
  }

  // The vote shows at once; the server's count follows.
  setVote(item, act) {
    if (act !== "vote" && act !== "unvote") return;
    const { id } = item.dataset;
    if (act === "vote") this.voted.add(id);
    else this.voted.delete(id);
    const [vote, unvote] = ["vote", "unvote"].map((name) => item.querySelector(`[data-act="${name}"]`));
    const hadFocus = item.contains(document.activeElement);
    show(vote, act === "unvote");
    show(unvote, act === "vote");
    if (hadFocus) (act === "vote" ? unvote : vote).focus();
  }

  asked({ question, isUnchanged }) {
    if (!question) return;
    this.mine.add(question.id);
    // The socket may have been quicker, and may know more by now than this answer.
    const item = this.list.items.get(question.id);
    if (item) show(item.querySelector('[data-act="withdraw"]'), true);
    else this.put({ ...question, mine: true });
    if (isUnchanged) this.querySelector("[data-ask] textarea").value = "";
    this.tidy();
  }

  turn(state) {
    this.isClosed = state === "closed";
    this.dataset.state = state;
    show(this.querySelector("[data-session-closed]"), this.isClosed);
    const mark = this.querySelector("[data-session-state]");
    mark.className = `mark ${state}`;
    mark.textContent = mark.dataset[state];
    if (state === "open" && !this.querySelector("[data-ask]")) window.location.reload();
  }

  tidy() {
    show(this.querySelector("[data-own]"), this.querySelector('[data-list="own"]').children.length > 0);
    show(this.querySelector("[data-empty]"), this.querySelector('[data-list="room"]').children.length === 0);
  }

  complain(words) {
    const place = this.querySelector("p[data-error]");
    place.textContent = words;
    show(place, Boolean(words));
  }

  announce() {
    if (!this.unheard) return;
    const place = this.querySelector("[data-digest]");
    place.textContent = this.unheard === 1 ? place.dataset.one : place.dataset.many.replace("%n", this.unheard);
    this.unheard = 0;
  }
}

function ids(root, selector) {
  return [...root.querySelectorAll(selector)].map((element) => element.closest("[data-id]").dataset.id);
}

customElements.define("live-session", LiveSession);
