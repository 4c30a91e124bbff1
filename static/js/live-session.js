// <live-session>: an attendee's page of a live session. The server rendered it whole; this keeps it
// current and sends votes without leaving it.
import "./character-count.js";
import "./kept-form.js";
import "./similar-questions.js";
import { fillOwnWords, sendOwnWords } from "./own-words.js";
import { QuestionList, show, tellVotes } from "./question-list.js";
import { QuestionOrder } from "./question-order.js";
import { RoomSocket } from "./room-socket.js";
import { showSession } from "./session-state.js";
import { newClientId, Refused, send } from "./write.js";

const DIGEST_EVERY = 10000;
const PRIVATE_STATES = ["waiting", "hidden", "merged"];

class LiveSession extends HTMLElement {
  connectedCallback() {
    this.voted = new Set(ids(this, '.question [data-act="unvote"]:not([hidden])'));
    this.mine = new Set(ids(this, ".question[data-mine]"));
    this.isClosed = this.dataset.state === "closed";
    this.list = new QuestionList(this, {
      lists: ["room", "own"],
      laneOf: (state) => (PRIVATE_STATES.includes(state) ? "own" : "room"),
      fill: (item, question) => this.fill(item, question),
      isBefore: (item, other) => this.order.comesBefore(item, other),
    });
    this.order = new QuestionOrder(this, this.list);
    this.unheard = 0;
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("submit", (event) => this.reword(event));
    this.addEventListener("sent", (event) => this.asked(event.detail));
    this.addEventListener("vote-instead", (event) => this.voteInstead(event.detail));
    this.socket = new RoomSocket(this, (frame) => this.apply(frame));
    this.digest = setInterval(() => this.announce(), DIGEST_EVERY);
  }

  apply(frame) {
    if (frame.type === "state") this.list.keepOnly(new Set([...frame.questions.map((q) => q.id), ...this.mine]));
    for (const question of frame.questions || []) this.put(question);
    for (const [id, votes] of Object.entries(frame.votes || {})) this.list.count(id, votes);
    for (const id of frame.removed || []) this.remove(id, frame.type);
    if (frame.session) this.turn(frame.session);
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
    if (!this.mine.has(question.id)) item.querySelector("[data-own-acts]")?.remove(); // the template has them
    else fillOwnWords(item, question, acts);
    const into = item.querySelector('[data-field="into"]');
    if (into && question.into) Object.assign(into, { textContent: question.into.text, hash: `#q-${question.into.id}` });
    show(item.querySelector('[data-with="into"]'), Boolean(question.into));
  }

  click(event) {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    event.preventDefault();
    if (event.detail > 1) return; // a double click is one wish
    this.act(button.closest("[data-id]"), button);
  }

  async act(item, button) {
    const { act } = button.dataset;
    const data = new FormData(document.getElementById("acts"));
    data.set("client_id", newClientId());
    this.setVote(item, act);
    this.complain("");
    try {
      const result = (await this.voteBySocket(item, act, data)) || (await send(button.formAction, data));
      if (act === "withdraw") this.list.remove(item.dataset.id);
      else tellVotes(item, result.votes);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.setVote(item, { vote: "unvote", unvote: "vote" }[act]);
      this.complain(error.message);
    }
    this.tidy();
  }

  async voteBySocket(item, act, data) {
    if (act !== "vote" && act !== "unvote") return null;
    const answer = await this.socket.vote(item.dataset.id, act === "vote", data.get("client_id"));
    if (answer?.type === "refused") throw new Refused(answer.words);
    return answer;
  }

  // From the list of similar questions, beside the box where somebody types.
  voteInstead(id) {
    const item = this.list.items.get(id);
    if (item && !this.voted.has(id)) this.act(item, item.querySelector('[data-act="vote"]'));
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

  reword(event) {
    if (event.target.matches("form.reword")) sendOwnWords(event, (question) => this.put({ ...question, mine: true }));
  }

  asked({ question, isUnchanged }) {
    if (!question) return;
    this.mine.add(question.id);
    // The socket may have been quicker, and may know more by now than this answer.
    if (!this.list.items.get(question.id)?.querySelector("[data-own-acts]")) this.replace(question);
    if (isUnchanged) this.querySelector("[data-ask] textarea").value = "";
    const place = this.querySelector("[data-asked]");
    place.firstElementChild.hash = `#q-${question.id}`;
    show(place, true);
    this.tidy();
  }

  // A shared frame showed one's own question as anybody's, without what only its asker may do.
  replace(question) {
    const known = this.list.items.get(question.id)?.dataset;
    if (known) question = { ...question, state: known.state, votes: known.votes };
    this.list.remove(question.id);
    this.put({ ...question, mine: true });
  }

  turn(session) {
    this.isClosed = session.state === "closed";
    showSession(this, session);
    if (session.state === "open" && !this.querySelector("[data-ask]")) window.location.reload();
  }

  tidy() {
    this.order.look();
    show(this.querySelector("[data-own-questions]"), this.querySelector('[data-list="own"]').children.length > 0);
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
