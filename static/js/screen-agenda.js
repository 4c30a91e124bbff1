// <screen-agenda>: on the wall, what the session goes through, what is on and how much time that has left.
import "./gentle-timer.js";
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";

class ScreenAgenda extends LivePart {
  part = "agenda";

  connectedCallback() {
    super.connectedCallback();
    this.list = this.querySelector("[data-agenda]");
  }

  put(row) {
    const item = this.item(row.id) || this.made(row.id);
    const [title, who, minutes] = item.children;
    title.textContent = row.title;
    who.textContent = row.presenter || "";
    minutes.textContent = `${row.minutes} min`;
    Object.assign(item.dataset, { position: row.position, minutes: row.minutes, begun: row.started || "" });
    item.dataset.when = row.ended ? "over" : row.started ? "on" : "coming";
    if (item.dataset.when === "on") item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
    this.list.append(item);
  }

  made(id) {
    const item = document.createElement("li");
    item.setAttribute("data-agenda-id", id);
    for (const name of ["", "screen-who", "screen-minutes"]) {
      const part = document.createElement("span");
      part.className = name;
      item.append(part, " ");
    }
    return item;
  }

  tidy() {
    const items = [...this.list.children];
    const place = ({ dataset }) => [Number(dataset.position), Number(dataset.agendaId)];
    items.sort((one, other) => place(one)[0] - place(other)[0] || place(one)[1] - place(other)[1]);
    this.list.append(...items);
    const on = items.find((item) => item.dataset.when === "on");
    show(this.querySelector("[data-on]"), Boolean(on));
    this.querySelector("[data-on-title]").textContent = on?.children[0].textContent || "";
    this.querySelector("gentle-timer").begin(on?.dataset.begun, (on?.dataset.minutes || 0) * 60);
  }
}

customElements.define("screen-agenda", ScreenAgenda);
