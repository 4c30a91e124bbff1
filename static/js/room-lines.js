// Two ways to hear a room where sockets are blocked, the same frames by each: server-sent events; and where
// even a stream is held back, asking again and again. Fetched by who needs them.
import { address, Line } from "./room-line.js";

const SILENT_FOR = 50000; // a stream says each 20 seconds that it is there
const ASK_EVERY = 5000;
const ASK_CALMLY_EVERY = 10000;

export class EventsLine extends Line {
  constructor(room, ear) {
    super(room, ear);
    this.source = new EventSource(address(room, room.element.dataset.events));
    this.source.addEventListener("here", () => this.isThere());
    this.source.addEventListener("message", ({ data }) => {
      this.isThere();
      ear.heard(data);
    });
    this.source.addEventListener("gone", () => this.end("gone"));
    // It would come back by itself, but with the old ticket, and without a pause that grows.
    this.source.addEventListener("error", () => this.end(this.isOpen ? "" : "ticket"));
  }

  isThere() {
    if (this.isEnded) return;
    if (!this.isOpen) this.opened();
    this.giveUpAfter(SILENT_FOR);
  }

  ask() {
    return false;
  }

  hangUp() {
    this.source.close();
  }
}

export class AskingLine extends Line {
  constructor(room, ear) {
    super(room, ear);
    this.ask();
  }

  ask() {
    clearTimeout(this.next);
    if (!this.isAsking) this.fetch();
    return true;
  }

  async fetch() {
    this.isAsking = true;
    try {
      const headers = { "If-None-Match": `"${this.room.seq}"` };
      const answer = await fetch(address(this.room, this.room.element.dataset.stateUrl), { headers, cache: "no-store" });
      if (this.isEnded) return;
      if (answer.status === 200) this.tell(await answer.json());
      else if (answer.status === 304) this.opened();
      else this.end({ 403: "ticket", 404: "gone" }[answer.status] || "");
    } catch {
      this.end("");
    }
    this.isAsking = false;
    if (!this.isEnded) this.next = setTimeout(() => this.askIfSeen(), this.pause);
  }

  tell({ frames }) {
    this.opened();
    for (const frame of frames) this.ear.heard(JSON.stringify(frame));
  }

  get pause() {
    const every = "calm" in this.room.element.dataset ? ASK_CALMLY_EVERY : ASK_EVERY;
    return every * (0.9 + Math.random() * 0.2);
  }

  // Not while nobody looks: the page asks when it is looked at again.
  askIfSeen() {
    if (document.visibilityState === "visible") this.fetch();
  }

  hangUp() {
    clearTimeout(this.next);
  }
}
