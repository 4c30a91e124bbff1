// <bench-drag> in an item: a handle by which it is drawn to another place, also in another section. The
// buttons "Move up" and "Move down", and Alt with the arrows, do the same.
class BenchDrag extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.draggable = true;
    this.bench = this.closest("work-bench");
    this.addEventListener("dragstart", (event) => this.start(event));
    this.addEventListener("dragend", () => this.end());
  }

  get item() {
    return this.closest(".item");
  }

  start(event) {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(this.item, 20, 20);
    this.item.classList.add("is-drawn");
    this.over = (moved) => this.follow(moved);
    this.drop = (dropped) => this.put(dropped);
    this.bench.draft.addEventListener("dragover", this.over);
    this.bench.draft.addEventListener("drop", this.drop);
  }

  end() {
    this.item?.classList.remove("is-drawn");
    this.bench.draft.removeEventListener("dragover", this.over);
    this.bench.draft.removeEventListener("drop", this.drop);
    for (const line of this.bench.draft.querySelectorAll(".drop-before, .drop-end")) {
      line.classList.remove("drop-before", "drop-end");
    }
  }

  follow(event) {
    const section = event.target.closest("[data-section]");
    if (!section) return;
    event.preventDefault();
    for (const line of this.bench.draft.querySelectorAll(".drop-before, .drop-end")) {
      line.classList.remove("drop-before", "drop-end");
    }
    const next = this.next(section, event.clientY);
    if (next) next.classList.add("drop-before");
    else section.classList.add("drop-end");
  }

  next(section, y) {
    const items = [...section.querySelectorAll(".item")].filter((item) => item !== this.item);
    return items.find((item) => {
      const box = item.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
  }

  put(event) {
    const section = event.target.closest("[data-section]");
    if (!section) return;
    event.preventDefault();
    const form = this.item.querySelector("form[data-put]");
    form.elements.section.value = section.dataset.section;
    form.elements.before.value = this.next(section, event.clientY)?.dataset.item || "";
    this.end();
    form.requestSubmit();
  }
}

customElements.define("bench-drag", BenchDrag);
