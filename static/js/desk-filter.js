// Which questions the desk shows and in which order; the form works without a script as well.
import { comesBefore, show } from "./question-list.js";

const HEARD = "[data-list=answering] > li, [data-list=answered] > li";

export class DeskFilter {
  constructor(desk) {
    this.desk = desk;
    this.form = desk.querySelector("form[data-filter]");
    show(this.form.querySelector("[data-without-script]"), false);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.turn());
  }

  get about() {
    return this.form.elements.about?.value || "";
  }

  get isUnheardFirst() {
    return this.form.elements.unheard.checked;
  }

  comesBefore(item, other) {
    const pinned = [item, other].map((one) => "pinned" in one.dataset);
    if (pinned[0] !== pinned[1]) return pinned[0];
    if (this.isUnheardFirst) {
      const heard = this.heard();
      const isNew = [item, other].map((one) => Boolean(one.dataset.place) && !heard.has(one.dataset.place));
      if (isNew[0] !== isNew[1]) return isNew[0];
    }
    return comesBefore(item, other);
  }

  heard() {
    return new Set([...this.desk.querySelectorAll(HEARD)].map((item) => item.dataset.place).filter(Boolean));
  }

  turn() {
    this.desk.list.sort();
    this.desk.tidy();
  }

  tidy() {
    const { about } = this;
    for (const item of this.desk.list.items.values()) show(item, !about || item.dataset.about === about);
  }
}
