// Merging at the desk: the page that chooses what is merged, in a dialog; and what may ask the same beside
// a question that waits.
import { Refused, send } from "./write.js";

export class DeskMerge {
  constructor(desk) {
    this.desk = desk;
    this.dialog = desk.querySelector("[data-merge-dialog]");
    desk.addEventListener("click", (event) => this.click(event));
    this.dialog.addEventListener("submit", (event) => this.submit(event));
    this.dialog.addEventListener("close", () => this.dialog.replaceChildren());
  }

  click(event) {
    const link = event.target.closest("a[data-merge], a[data-cancel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.hasAttribute("data-cancel")) this.dialog.close();
    else this.open(link.href, link.closest(".desk-question"));
  }

  async open(url, item) {
    const form = await part(url, "form[data-merging]");
    if (!form) {
      window.location.assign(url);
      return;
    }
    this.item = item;
    this.dialog.replaceChildren(form);
    this.dialog.showModal();
  }

  async submit(event) {
    event.preventDefault();
    const form = event.target;
    const next = this.item && this.desk.beside(this.item);
    try {
      const { question, undo } = await send(form.action, new FormData(form));
      this.dialog.close();
      this.desk.undo.offer(undo);
      const kept = this.desk.list.items.get(question.id);
      (kept || next)?.focus();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      complainIn(form, error.message);
    }
  }

  async suggest(id) {
    const place = this.desk.list.items.get(id)?.querySelector("[data-similar]");
    const found = place && (await part(place.dataset.url, ".similar"));
    if (found) place.replaceChildren(found);
  }
}

function complainIn(form, words) {
  const place = form.querySelector(".error-note") || document.createElement("p");
  place.className = "error-note";
  place.setAttribute("role", "alert");
  place.textContent = words;
  form.prepend(place);
}

// A part of a page of ours; nothing where it cannot be had just now.
async function part(url, selector) {
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector(selector);
    return found && document.importNode(found, true);
  } catch {
    return null;
  }
}
