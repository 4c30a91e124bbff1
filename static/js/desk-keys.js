// <desk-keys>: single keys at the desk.
import { SingleKeys, isTyping } from "./single-keys.js";

class DeskKeys extends SingleKeys {
  acts = {
    j: () => this.step(1),
    k: () => this.step(-1),
    ArrowDown: () => this.step(1),
    ArrowUp: () => this.step(-1),
    l: () => this.push("let-through"),
    h: () => this.write("desk-hide", "[name=reason]"),
    e: () => this.write("desk-more", "[name=text]"),
    m: () => this.find("a[data-merge]")?.click(),
    a: () => this.push("answering") || this.push("stop-answering"),
    d: () => this.answered(),
    p: () => this.push("pin", false) || this.push("unpin", false),
    s: () => this.push("star", false) || this.push("unstar", false),
    z: () => this.desk.undo.press(),
    "?": () => this.help(),
  };

  steps = ["j", "k", "ArrowDown", "ArrowUp"];

  connectedCallback() {
    super.connectedCallback();
    this.desk = this.closest("live-desk");
    this.desk.addEventListener("focusin", (event) => {
      this.last = event.target.closest(".desk-question") || this.last;
    });
  }

  pressTogether(event) {
    const isUndo = event.key === "z" && !event.altKey && !event.shiftKey && !event.repeat;
    if (isUndo && !isTyping(event)) this.act(event, this.acts.z);
  }

  // Arrows scroll the page until a question has the focus.
  means(event) {
    const scrolls = event.key.startsWith("Arrow") && !event.target.closest(".desk-question");
    return super.means(event) && !scrolls;
  }

  get shown() {
    return [...this.desk.querySelectorAll("[data-list] > .desk-question")].filter((item) => item.checkVisibility());
  }

  get current() {
    const focused = this.desk.querySelector(".desk-question:focus-within");
    return focused || (this.last?.isConnected ? this.last : null);
  }

  step(by) {
    const { shown } = this;
    const here = shown.indexOf(this.current);
    const next = here < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, here + by));
    shown[next]?.focus();
  }

  // A part of the current question that its state offers; what lies folded away counts.
  find(selector) {
    const part = this.current?.querySelector(selector);
    return part && !part.closest("[hidden]") ? part : null;
  }

  push(act, goOn = true) {
    const button = this.find(`button[data-act="${act}"]`);
    if (!button) return false;
    const data = new FormData(document.getElementById("acts"));
    if (button.name) data.set(button.name, button.value);
    this.desk.act(button.formAction, data, { item: this.current, goOn });
    return true;
  }

  write(name, box) {
    const details = this.find(`details.${name}`);
    if (!details) return;
    details.open = true;
    details.querySelector(box).focus();
  }

  answered() {
    const form = this.find('form[data-act="answered"]');
    if (form) this.desk.act(form.action, new FormData(form), { form, item: this.current, goOn: true });
  }
}

customElements.define("desk-keys", DeskKeys);
