// Two people wrote in one item: both versions beside each other, and three ways to bring them together.
// Nothing is lost: one's own words stay in the box until one says otherwise.
export class Merge {
  constructor(bench) {
    this.template = bench.querySelector("template[data-merge]");
    bench.addEventListener("stale", (event) => this.offer(event));
    bench.addEventListener("sent", (event) => close(event.target.closest(".item-writing")));
  }

  offer(event) {
    const { saved, revision, difference, error } = event.detail || {};
    if (!saved) return;
    event.preventDefault();
    const kept = event.target;
    const writing = kept.closest(".item-writing");
    close(writing);
    kept.form.elements.seen_revision.value = revision; // whoever saves now has seen both
    const panel = this.template.content.cloneNode(true).firstElementChild;
    panel.querySelector("[data-error]").textContent = error;
    panel.querySelector("[data-saved]").textContent = saved.prose;
    panel.querySelector("[data-difference]").innerHTML = difference; // the server's own, escaped
    panel.addEventListener("click", ({ target }) => {
      const way = target.closest("[data-way]")?.dataset.way;
      if (way) this.bring(way, kept, saved);
    });
    writing.classList.add("two-versions");
    writing.append(panel);
    panel.focus();
  }

  bring(way, kept, saved) {
    const { elements } = kept.form;
    const own = elements.prose.value;
    if (way === "theirs") {
      for (const [name, value] of Object.entries(saved)) {
        if (elements[name].type === "checkbox") elements[name].checked = value;
        else elements[name].value = value;
      }
    }
    if (way === "both") elements.prose.value = `${saved.prose}\n\n${own}`;
    close(kept.closest(".item-writing"));
    kept.keep();
    elements.prose.focus();
    if (way !== "both") kept.form.requestSubmit();
  }
}

function close(writing) {
  writing?.classList.remove("two-versions");
  writing?.querySelector(".merge")?.remove();
}
