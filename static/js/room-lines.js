// Three ways to hear a room, the same frames by each: a socket; where sockets are blocked, server-sent events;
// where even a stream is held back, asking again and again. Each tells its ear: opened(), heard(text),
// ended(why), with "ticket", "gone" or nothing as why.

const TICKET_REFUSED = 4401;
const ROOM_GONE = 4404;
const OPEN_WITHIN = 8000; // a firewall may neither let through nor refuse
const SILENT_FOR = 50000; // a stream says each 20 seconds that it is there
const ASK_EVERY = 5000;
const ASK_CALMLY_EVERY = 10000;

function address(room, path) {
  return `${path}?${new URLSearchParams({ ticket: room.ticket, after: room.seq })}`;
}

class Line {
  constructor(room, ear) {
    this.room = room;
    this.ear = ear;
    this.isOpen = false;
    this.giveUpAfter(OPEN_WITHIN);
  }

  giveUpAfter(milliseconds) {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.end(""), milliseconds);
  }

  opened() {
    clearTimeout(this.patience);
    this.isOpen = true;
    this.ear.opened();
  }

  end(why) {
    if (this.isEnded) return;
    this.close();
    this.ear.ended(why);
  }

  close() {
    this.isEnded = true;
    this.isOpen = false;
    clearTimeout(this.patience);
    this.hangUp();
  }
}

export class SocketLine extends Line {
  constructor(room, ear) {
    super(room, ear);
    const { protocol, host } = window.location;
    const scheme = protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${host}${address(room, room.element.dataset.socket)}`);
    this.socket.addEventListener("open", () => !this.isEnded && this.opened());
    this.socket.addEventListener("message", ({ data }) => !this.isEnded && ear.heard(data));
    this.socket.addEventListener("close", ({ code }) => {
      this.end(code === TICKET_REFUSED ? "ticket" : code === ROOM_GONE ? "gone" : "");
    });
  }

  // What came behind the page's seq; whether an answer can be expected.
  ask() {
    this.say({ command: "resume", after: this.room.seq });
    return true;
  }

  say(command) {
    this.socket.send(JSON.stringify(command));
  }

  hangUp() {
    this.socket.close();
  }
}

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
