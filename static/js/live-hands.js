// <live-hands>: raised hands in the order of turns. On a phone: one's own hand and one's place.
import { FloorPart } from "./floor-part.js";
import "./gentle-timer.js";
import { show } from "./question-list.js";

class LiveHands extends FloorPart {
  part = "hands";

  fill(item, row) {
    const name = row.by || this.dataset.somebody;
    Object.assign(item.dataset, { heard: row.heard, placeHeard: row.place_heard ? "1" : "" });
    item.dataset.called = row.called || "";
    this.write(item, "by", name);
    this.write(item, "short", name);
    const isNew = row.heard === 0 && !row.place_heard;
    this.showWhen(item, row.called ? "called" : "waiting", isNew ? "new" : "");
    item.querySelector("gentle-timer").begin(row.called, row.seconds);
  }

  // Who was called; then whoever was heard least; then whoever waited longest.
  comesBefore(item, other) {
    const [own, others] = [item, other].map(({ dataset }) => [
      dataset.called ? 0 : 1,
      Number(dataset.called),
      Number(dataset.heard),
      Number(dataset.placeHeard),
      Number(dataset.handsId),
    ]);
    const at = own.findIndex((value, index) => value !== others[index]);
    return at >= 0 && own[at] < others[at];
  }

  went(act, { hand }) {
    if (act === "raise") this.dataset.own = hand;
    if (act === "lower") this.dataset.own = "";
    if (act === "raise" || act === "lower") this.tidy();
  }

  turn(session) {
    this.isClosed = session.state !== "open";
    this.tidy();
  }

  tidy() {
    const count = this.rows.children.length;
    for (const place of this.querySelectorAll("[data-count]")) place.textContent = count;
    show(this.querySelector("[data-empty]"), count === 0);
    const line = this.querySelector("[data-own-line]");
    if (!line) return;
    show(this.querySelector("[data-queue]"), count > 0);
    const own = this.dataset.own && this.item(this.dataset.own);
    const waiting = [...this.rows.children].filter((item) => !item.dataset.called);
    for (const item of this.rows.children) item.toggleAttribute("data-mine", item === own);
    const words = own ? (own.dataset.called ? this.dataset.turn : this.dataset.place) : "";
    const told = words.replace("%n", waiting.indexOf(own) + 1);
    if (line.textContent.trim() !== told) line.textContent = told;
    show(this.querySelector('[data-floor-act="raise"]'), !own && !this.isClosed);
    show(this.querySelector('[data-floor-act="lower"]'), Boolean(own));
  }
}

customElements.define("live-hands", LiveHands);
