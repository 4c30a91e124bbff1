// <screen-turn>: on the wall, whose turn it is to speak, with a gentle timer, and how many hands are up beside.
import "./gentle-timer.js";
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";

class ScreenTurn extends LivePart {
  part = "hands";

  connectedCallback() {
    super.connectedCallback();
    const hands = JSON.parse(document.getElementById("screen-hands").textContent);
    this.up = new Map(hands.map((row) => [row.id, row]));
  }

  keepOnly(ids) {
    for (const id of [...this.up.keys()]) if (!ids.has(id)) this.up.delete(id);
  }

  put(row) {
    this.up.set(row.id, row);
  }

  remove(id) {
    this.up.delete(id);
  }

  tidy() {
    const hands = [...this.up.values()];
    const speaking = hands.find((row) => row.called);
    const waiting = hands.length - Boolean(speaking);
    show(this.querySelector("[data-turn]"), Boolean(speaking));
    this.querySelector("[data-speaking]").textContent = speaking ? speaking.by || this.dataset.somebody : "";
    this.querySelector("gentle-timer").begin(speaking?.called, speaking?.seconds || 0);
    const words = waiting === 1 ? this.dataset.one : this.dataset.many.replace("%n", waiting);
    this.querySelector("[data-waiting]").textContent = waiting ? words : "";
  }
}

customElements.define("screen-turn", ScreenTurn);
