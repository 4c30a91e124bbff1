// <screen-captions>: the last lines of what is said, where the desk put them on the wall.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";

const LINES = 3;

class ScreenCaptions extends LivePart {
  part = "captions";

  turnOn(isOn) {
    show(this, isOn);
  }

  put({ id, by, text }) {
    const line = this.item(id) || document.createElement("p");
    line.setAttribute("data-captions-id", id);
    const name = document.createElement("b");
    name.textContent = by;
    line.replaceChildren(...(by ? [name, " "] : []), text);
    if (!line.isConnected) this.append(line);
  }

  tidy() {
    while (this.children.length > LINES) this.firstElementChild.remove();
  }
}

customElements.define("screen-captions", ScreenCaptions);
