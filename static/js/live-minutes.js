// <live-minutes>: the note-taker's minutes in the order of their times.
import { FloorPart } from "./floor-part.js";
import { show } from "./question-list.js";

class LiveMinutes extends FloorPart {
  part = "minutes";

  fill(item, row) {
    item.dataset.at = row.at;
    this.write(item, "text", row.text);
    this.write(item, "by", row.by ?? "");
    show(item.querySelector("[data-chat]"), Boolean(row.chat));
    const time = item.querySelector('[data-field="at"]');
    const at = new Date(row.at * 1000);
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleTimeString("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: "Africa/Johannesburg",
    });
  }

  comesBefore(item, other) {
    const times = Number(item.dataset.at) - Number(other.dataset.at);
    return times < 0 || (times === 0 && Number(item.dataset.minutesId) < Number(other.dataset.minutesId));
  }

  tidy() {
    const count = this.rows.children.length;
    this.querySelector("[data-count]").textContent = count;
    if (count) show(this.querySelector("[data-filled]"), true);
  }
}

customElements.define("live-minutes", LiveMinutes);
