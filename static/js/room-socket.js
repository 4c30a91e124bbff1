// The page's end of a room: keeps an applied seq that never goes back, notices gaps, comes back after a
// cut, and says whether it is connected. docs/live-protocol.md has the words. It hears by a socket;
// where those are blocked, by what works (room-lines.js), and remembers that for the visit.
import { SocketLine } from "./room-line.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20000;
const ANSWER_WITHIN = 4000;
const ASK_AGAIN_AFTER = 3000;
const WAYS = ["socket", "events", "asking"];
const FAILS_BEFORE_ANOTHER = 2;
const FAILS_OF_WHAT_HAS_WORKED = 5; // more likely the server is away than this way to it
const REMEMBERED = "live-line";

export class RoomSocket {
  constructor(element, onFrame) {
    this.element = element;
    // The element hears every frame that it applied, for the parts of the page inside it.
    this.onFrame = (frame) => {
      onFrame(frame);
      element.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    };
    this.seq = Number(element.dataset.after);
    this.ticket = element.dataset.ticket;
    this.wait = FIRST_WAIT;
    this.fails = 0;
    this.votes = new Map(); // by client id: who waits for the answer to a vote
    this.ways = "events" in element.dataset ? WAYS : ["socket"];
    this.way = this.ways.includes(remembered()) ? remembered() : this.ways[0];
    this.connection = element.querySelector("[data-connection]");
    document.addEventListener("visibilitychange", () => this.wake());
    window.addEventListener("online", () => this.wake());
    this.connect();
  }

  async connect() {
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    if (this.way !== "socket" && !this.others) await this.fetchOthers();
    this.line?.close();
    const isCurrent = () => line === this.line;
    const line = new (this.others?.[this.way] || SocketLine)(this, {
      opened: () => isCurrent() && this.opened(),
      heard: (text) => isCurrent() && this.heardText(text),
      ended: (why) => isCurrent() && this.ended(why),
    });
    this.line = line;
  }

  async fetchOthers() {
    try {
      const { AskingLine, EventsLine } = await import("./room-lines.js");
      this.others = { events: EventsLine, asking: AskingLine };
    } catch {
      this.way = "socket"; // there is no connection at all
    }
  }

  opened() {
    clearTimeout(this.silence);
    this.fails = 0;
    this.hasOpened = true;
    remember(this.way);
    this.show(true);
  }

  heardText(text) {
    this.element.dispatchEvent(new CustomEvent("received", { detail: text }));
    this.hear(JSON.parse(text));
  }

  hear(frame) {
    clearTimeout(this.silence);
    this.wait = FIRST_WAIT;
    if (frame.type === "resumed") return;
    if (frame.type === "error") {
      this.beTold(frame);
      return;
    }
    if (frame.type === "voted" || frame.type === "refused") {
      this.votes.get(frame.client_id)?.(frame);
      return;
    }
    if (frame.to <= this.seq && frame.type !== "state") return;
    if (frame.type === "private") {
      this.onFrame(frame);
      return;
    }
    if (frame.type === "changes" && frame.from > this.seq) {
      this.resume();
      return;
    }
    if (frame.to < this.seq) return;
    this.seq = frame.to;
    this.onFrame(frame);
  }

  // Of what is told by name, only "too often" leaves something to be done: to ask again later, once.
  beTold({ code }) {
    if (code !== "too_often") return;
    clearTimeout(this.again);
    this.again = setTimeout(() => this.wake(), ASK_AGAIN_AFTER);
  }

  resume() {
    if (!this.line.ask()) this.connect();
  }

  // A vote by the socket: the answer to it, or nothing where there is no socket or no answer came in time.
  // What then goes by the form, under the same client id, counts once.
  vote(question, on, clientId) {
    if (!this.line?.isOpen || !this.line.say) return null;
    return new Promise((resolve) => {
      const answered = (frame) => {
        clearTimeout(timer);
        this.votes.delete(clientId);
        resolve(frame);
      };
      const timer = setTimeout(() => answered(null), ANSWER_WITHIN);
      this.votes.set(clientId, answered);
      this.line.say({ command: "vote", question, on, client_id: clientId });
    });
  }

  // A phone that slept behind another app may hold a dead line: ask, and connect anew if nobody answers.
  wake() {
    if (document.visibilityState !== "visible" || this.isStopped || !this.line) return;
    if (this.line.isOpen && this.line.ask()) {
      clearTimeout(this.silence);
      this.silence = setTimeout(() => this.connect(), ANSWER_WITHIN);
    } else if (this.line.isOpen || this.line.isEnded) {
      this.connect();
    }
  }

  // For good: who may not listen any more is not to come back.
  stop() {
    this.isStopped = true;
    clearTimeout(this.retry);
    this.line?.close();
  }

  ended(why) {
    if (!this.hasOpened) this.tryAnotherWay();
    this.hasOpened = false;
    this.comeBack(why);
  }

  // Blocked, or is everything away? A way that has worked is given up later; after the last comes the first.
  tryAnotherWay() {
    this.fails += 1;
    const enough = this.way === remembered() ? FAILS_OF_WHAT_HAS_WORKED : FAILS_BEFORE_ANOTHER;
    if (this.fails < enough || !navigator.onLine) return;
    this.fails = 0;
    this.way = this.ways[(this.ways.indexOf(this.way) + 1) % this.ways.length];
  }

  comeBack(why) {
    this.show(false);
    if (this.isStopped) return;
    if (why === "gone") {
      window.location.reload(); // the page says what became of it
      return;
    }
    const pause = this.wait * (0.5 + Math.random());
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    this.retry = setTimeout(() => (why === "ticket" ? this.renew() : this.connect()), pause);
  }

  async renew() {
    try {
      const answer = await fetch(this.element.dataset.ticketUrl, { headers: { Accept: "application/json" } });
      if (answer.status === 404 && this.onRefused) {
        this.onRefused();
        return;
      }
      const { joined, ticket, csrf } = await answer.json();
      if (!joined) {
        window.location.reload();
        return;
      }
      this.ticket = ticket;
      for (const field of this.element.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = csrf;
      this.connect();
    } catch {
      this.comeBack("ticket");
    }
  }

  show(isLive) {
    if (!this.connection) return;
    this.connection.classList.toggle("live", isLive);
    this.connection.textContent = isLive ? this.connection.dataset.live : this.connection.dataset.away;
  }
}

// A browser may keep nothing for anybody: then each page finds out by itself.
function remembered() {
  try {
    return sessionStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(way) {
  try {
    sessionStorage.setItem(REMEMBERED, way);
  } catch {
    // as above
  }
}
