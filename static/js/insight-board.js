// <insight-board>: an insight is drawn by its handle to another cluster, or to another place in its own. This
// fills in the form that each insight has, and sends it: the select and the buttons there do the same.
class InsightBoard extends HTMLElement {
  connectedCallback() {
    for (const handle of this.querySelectorAll(".board-handle")) {
      handle.hidden = false;
      handle.draggable = true;
    }
    this.addEventListener("dragstart", (event) => this.start(event));
    this.addEventListener("dragover", (event) => this.follow(event));
    this.addEventListener("drop", (event) => this.put(event));
    this.addEventListener("dragend", () => this.end());
  }

  start(event) {
    if (!event.target.matches?.(".board-handle")) return;
    this.drawn = event.target.closest("[data-insight]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(this.drawn, 20, 20);
    this.drawn.classList.add("is-drawn");
  }

  follow(event) {
    const column = event.target.closest("[data-cluster]");
    if (!this.drawn || !column) return;
    event.preventDefault();
    this.unmark();
    const next = this.next(column, event.clientY);
    (next || column.querySelector("ul")).classList.add(next ? "drop-before" : "drop-end");
  }

  next(column, y) {
    const insights = [...column.querySelectorAll("[data-insight]")].filter((one) => one !== this.drawn);
    return insights.find((one) => {
      const box = one.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
  }

  put(event) {
    const column = event.target.closest("[data-cluster]");
    if (!this.drawn || !column) return;
    event.preventDefault();
    const form = this.drawn.querySelector("form[data-move]");
    form.elements.cluster.value = column.dataset.cluster;
    form.elements.before.value = this.next(column, event.clientY)?.dataset.insight || "";
    this.end();
    form.requestSubmit();
  }

  end() {
    this.drawn?.classList.remove("is-drawn");
    this.drawn = null;
    this.unmark();
  }

  unmark() {
    for (const one of this.querySelectorAll(".drop-before, .drop-end")) {
      one.classList.remove("drop-before", "drop-end");
    }
  }
}

customElements.define("insight-board", InsightBoard);
