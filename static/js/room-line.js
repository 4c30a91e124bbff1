// The socket as a way to hear a room, and what every such way has in common.

const TICKET_REFUSED = 4401;
const ROOM_GONE = 4404;
const OPEN_WITHIN = 8000; // a firewall may neither let through nor refuse

export function address(room, path) {
  return `${path}?${new URLSearchParams({ ticket: room.ticket, after: room.seq })}`;
}

// A way to hear a room. It tells its ear: opened(), heard(text), ended(why), with "ticket", "gone" or nothing.
export class Line {
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
