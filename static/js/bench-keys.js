// <bench-keys>: single keys at the workbench.
import { SingleKeys } from "./single-keys.js";

class BenchKeys extends SingleKeys {
  acts = {
    n: () => this.stepSource(1),
    p: () => this.stepSource(-1),
    x: () => this.pick(),
    c: () => this.quote("[data-cite]"),
    i: () => this.quote("[data-insight]"),
    r: () => this.read(),
    j: () => this.stepItem(1),
    k: () => this.stepItem(-1),
    e: () => this.write(),
    a: () => this.bench.current?.querySelector("[data-take-over]")?.click(),
    "/": () => this.search(),
    "?": () => this.help(),
  };

  steps = ["n", "p", "j", "k"];

  get bench() {
    return this.closest("work-bench");
  }

  // An item is moved while one writes in it, too.
  pressTogether(event) {
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const item = event.target.closest(".item");
    if (!way || !item || !event.altKey || event.ctrlKey || event.metaKey) return;
    this.act(event, () => item.querySelector(`[data-move=${way}]`).click());
  }

  get source() {
    return document.activeElement.closest("[data-source]") || (this.last?.isConnected ? this.last : null);
  }

  // Forward only to what is not used yet; when the list ends, its next page is fetched.
  async stepSource(by) {
    const all = [...this.bench.querySelectorAll("[data-source]")];
    const here = all.indexOf(this.source);
    const ahead = by > 0 ? all.slice(here + 1) : all.slice(0, Math.max(0, here)).reverse();
    const next = ahead.find((source) => source.classList.contains("unread"));
    if (next) this.show(next);
    else if (by > 0 && (await this.bench.querySelector("bench-sources").more())) this.stepSource(by);
  }

  show(source) {
    this.last = source;
    this.bench.turn("sources");
    source.focus({ preventScroll: true });
    source.scrollIntoView({ block: "nearest" });
  }

  pick() {
    const box = document.activeElement.closest(".sentence")?.querySelector("input");
    if (box) box.click();
    else this.pickAll(this.source);
  }

  pickAll(source) {
    for (const box of source?.querySelectorAll("[name=sentence]:not(:checked, :disabled)") || []) box.click();
  }

  // Without anything picked, the source that is focused is meant as a whole.
  quote(button) {
    const picker = this.bench.querySelector("word-picker");
    if (!picker.hasPicked) this.pickAll(this.source);
    if (picker.hasPicked) picker.querySelector(button).click();
  }

  read() {
    const picker = this.bench.querySelector("word-picker");
    const box = this.source?.querySelector("[name=source]");
    if (box && !picker.countOf("source")) box.click();
    const details = picker.querySelector("details");
    details.open = true;
    details.querySelector("[name=reason]").focus();
  }

  stepItem(by) {
    const { items, current } = this.bench;
    const focused = document.activeElement.closest(".item");
    const here = items.indexOf(focused || current);
    const next = focused || by < 0 ? items[Math.min(items.length - 1, Math.max(0, here + by))] : items[Math.max(0, here)];
    if (!next) return;
    this.bench.turn("draft");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  write() {
    const box = this.bench.current?.querySelector("[name=prose]");
    this.bench.turn("draft");
    box?.focus();
  }

  search() {
    this.bench.turn("sources");
    this.bench.querySelector("bench-sources [name=words]").focus();
  }
}

customElements.define("bench-keys", BenchKeys);
