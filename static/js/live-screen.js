// <live-screen>: the projector. Shows the question that is being answered and what the room wants next.
import { comesBefore, show } from "./question-list.js";
import { RoomSocket } from "./room-socket.js";

class LiveScreen extends HTMLElement {
  connectedCallback() {
    this.now = this.querySelector("[data-current]");
    this.next = this.querySelector("[data-next]");
    this.socket = new RoomSocket(this, (frame) => this.apply(frame));
  }

  apply(frame) {
    if (frame.type === "state") this.next.replaceChildren();
    for (const question of frame.questions || []) this.put(question);
    for (const id of frame.removed || []) this.drop(id);
  }

  put(question) {
    this.drop(question.id);
    if (question.state === "answering") this.show(question);
    if (question.state !== "published") return;
    const item = document.createElement("li");
    Object.assign(item.dataset, { id: question.id, votes: question.votes, at: question.at });
    const votes = document.createElement("b");
    votes.textContent = question.votes;
    const words = document.createElement("span");
    words.textContent = question.text;
    item.append(votes, " ", words);
    this.next.insertBefore(item, [...this.next.children].find((other) => comesBefore(item, other)) || null);
  }

  drop(id) {
    [...this.next.children].find((item) => item.dataset.id === id)?.remove();
    if (this.now.dataset.id === id) this.show(null);
  }

  show(question) {
    this.now.dataset.id = question?.id || "";
    this.now.textContent = question?.text || this.now.dataset.idle;
    this.querySelector("[data-current-by]").textContent = question?.by || "";
    show(this.querySelector("[data-current-kicker]"), Boolean(question));
  }
}

customElements.define("live-screen", LiveScreen);
