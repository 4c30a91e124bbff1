// Several people at one workbench: a sign of life every few seconds while the page is seen, answered with
// the state of the draft and with who else is here.
const EVERY = 10_000;
const AWAY = 20_000;

export class Together {
  constructor(bench) {
    this.bench = bench;
    this.people = bench.querySelector("[data-people]");
    bench.addEventListener("state", (event) => this.show(event.detail.people));
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    window.addEventListener("pagehide", () => this.leave());
    this.look();
  }

  data(fields) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.bench.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return data;
  }

  async look() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    let wait = EVERY;
    try {
      const item = document.activeElement.closest?.(".item")?.dataset.item || "";
      const body = this.data({ item });
      const answer = await fetch(this.bench.dataset.here, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected && !this.bench.acting) await this.bench.reconcile((await answer.json()).state);
    } catch {
      wait = AWAY; // a bad line: what is written is kept by its form
    }
    this.timer = setTimeout(() => this.look(), wait);
  }

  leave() {
    navigator.sendBeacon(this.bench.dataset.here, this.data({ leave: "1" }));
  }

  show(people) {
    const marks = people.map(({ name }) => mark(this.people.dataset.one.replace("%name", name)));
    this.people.replaceChildren(...marks.flatMap((one) => [one, " "]));
    for (const note of this.bench.querySelectorAll("[data-at-item]")) {
      const id = note.closest(".item").dataset.item;
      const here = people.filter((one) => String(one.item) === id).map((one) => one.name);
      note.hidden = !here.length;
      note.textContent = here.length ? this.people.dataset.at.replace("%name", here.join(", ")) : "";
    }
  }
}

function mark(text) {
  return Object.assign(document.createElement("span"), { className: "mark open", textContent: text });
}
