// <live-agenda>: what the session goes through, what is on now, and how much time it has left.
import { FloorPart } from "./floor-part.js";
import "./gentle-timer.js";
import { show } from "./question-list.js";

class LiveAgenda extends FloorPart {
  part = "agenda";

  fill(item, row) {
    const state = row.ended ? "ended" : row.started ? "on" : "coming";
    Object.assign(item.dataset, { position: row.position, state, minutes: row.minutes });
    item.dataset.started = row.started || "";
    this.write(item, "title", row.title);
    this.write(item, "short", row.title);
    this.write(item, "minutes", row.minutes);
    this.write(item, "who", row.presenter);
    this.write(item, "about", row.about);
    this.showWhen(item, state);
  }

  comesBefore(item, other) {
    const places = Number(item.dataset.position) - Number(other.dataset.position);
    return places < 0 || (places === 0 && Number(item.dataset.agendaId) < Number(other.dataset.agendaId));
  }

  tidy() {
    const on = [...this.rows.children].find((item) => item.dataset.state === "on");
    const isDesk = Boolean(this.querySelector("#agenda-acts"));
    show(this.querySelector("[data-filled]"), isDesk || this.rows.children.length > 0);
    show(this.querySelector("[data-now-line]"), Boolean(on));
    this.write(this, "now", on?.querySelector('[data-field="title"]').textContent);
    this.querySelector(".agenda-now gentle-timer").begin(on?.dataset.started, (on?.dataset.minutes || 0) * 60);
  }
}

customElements.define("live-agenda", LiveAgenda);
