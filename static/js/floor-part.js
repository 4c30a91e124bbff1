// What the parts of the floor (agenda, hands, minutes) have in common: rows that stand in an order, made
// from the part's template, and acts that are sent without leaving the page.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

export class FloorPart extends LivePart {
  connectedCallback() {
    super.connectedCallback();
    this.rows = this.querySelector("[data-rows]");
    this.template = this.querySelector("template");
    this.addEventListener("click", (event) => this.click(event));
  }

  put(row) {
    let item = this.item(row.id);
    if (!item) {
      item = this.template.content.firstElementChild.cloneNode(true);
      item.setAttribute(`data-${this.part}-id`, row.id);
      for (const button of item.querySelectorAll("[data-floor-act]")) {
        button.formAction = `${this.rows.dataset.base}${row.id}/${button.dataset.floorAct}/`;
      }
      this.rows.append(item);
    }
    this.fill(item, row);
    this.place(item);
  }

  // Moved only where its place changed, and the focus stays.
  place(item) {
    const next = [...this.rows.children].find((other) => other !== item && this.comesBefore(item, other));
    if (item.nextElementSibling === (next || null)) return;
    const focused = item.contains(document.activeElement) ? document.activeElement : null;
    this.rows.insertBefore(item, next || null);
    focused?.focus();
  }

  write(item, name, words) {
    for (const field of item.querySelectorAll(`[data-field="${name}"]`)) field.textContent = words ?? "";
  }

  showWhen(item, ...states) {
    for (const part of item.querySelectorAll("[data-when]")) {
      show(part, part.dataset.when.split(" ").some((state) => states.includes(state)));
    }
  }

  async click(event) {
    const button = event.target.closest("button[data-floor-act]");
    if (!button) return;
    event.preventDefault();
    if (event.detail > 1 || this.isSending) return;
    this.isSending = true;
    this.complain("");
    try {
      const result = await send(button.formAction, new FormData(button.form));
      this.went?.(button.dataset.floorAct, result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
    } finally {
      this.isSending = false;
    }
  }

  complain(words) {
    const place = this.querySelector("[data-floor-error]");
    if (!place) return;
    place.textContent = words;
    show(place, Boolean(words));
  }
}
