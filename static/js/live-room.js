// <live-room>: holds the socket of a page that has only some parts of a session.
import { RoomSocket } from "./room-socket.js";

class LiveRoom extends HTMLElement {
  connectedCallback() {
    this.socket = new RoomSocket(this, () => {});
  }
}

customElements.define("live-room", LiveRoom);
