// The page's end of a live session's socket: keeps an applied seq that never goes back, notices
// gaps, comes back after a cut, and says whether it is connected. docs/live-protocol.md has the words.

const TICKET_REFUSED = 4401;
const ROOM_GONE = 4404;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 20000;
const ANSWER_WITHIN = 4000;
const ASK_AGAIN_AFTER = 3000;

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
    this.connection = element.querySelector("[data-connection]");
    document.addEventListener("visibilitychange", () => this.wake());
    window.addEventListener("online", () => this.wake());
    this.connect();
  }

  connect() {
    clearTimeout(this.retry);
    const { protocol, host } = window.location;
    const scheme = protocol === "https:" ? "wss:" : "ws:";
    const query = new URLSearchParams({ ticket: this.ticket, after: this.seq });
    const previous = this.socket;
    const socket = new WebSocket(`${scheme}//${host}${this.element.dataset.socket}?${query}`);
    this.socket = socket;
    previous?.close();
    socket.addEventListener("open", () => this.show(true));
    socket.addEventListener("message", (event) => socket === this.socket && this.hear(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => socket === this.socket && this.comeBack(event.code));
  }

  hear(frame) {
    clearTimeout(this.silence);
    this.wait = FIRST_WAIT;
    if (frame.type === "resumed") return;
    if (frame.type === "error") {
      this.beTold(frame);
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
    this.socket.send(JSON.stringify({ command: "resume", after: this.seq }));
  }

  // A phone that slept behind another app may hold a dead socket: ask, and reconnect if nobody answers.
  wake() {
    if (document.visibilityState !== "visible" || this.isStopped) return;
    if (this.socket.readyState === WebSocket.OPEN) {
      this.resume();
      clearTimeout(this.silence);
      this.silence = setTimeout(() => this.connect(), ANSWER_WITHIN);
    } else if (this.socket.readyState !== WebSocket.CONNECTING) {
      this.connect();
    }
  }

  // For good: who may not listen any more is not to come back.
  stop() {
    this.isStopped = true;
    clearTimeout(this.retry);
    this.socket.close();
  }

  comeBack(code) {
    this.show(false);
    if (this.isStopped) return;
    if (code === ROOM_GONE) {
      window.location.reload(); // the page says what became of it
      return;
    }
    const pause = this.wait * (0.5 + Math.random());
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    this.retry = setTimeout(() => (code === TICKET_REFUSED ? this.renew() : this.connect()), pause);
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
      this.comeBack(TICKET_REFUSED);
    }
  }

  show(isLive) {
    if (!this.connection) return;
    this.connection.classList.toggle("live", isLive);
    this.connection.textContent = isLive ? this.connection.dataset.live : this.connection.dataset.away;
  }
}
