// Single keys of a page and the help that names them, for <desk-keys>, <thread-keys> and <bench-keys>. They
// rest while somebody types, and can be turned off for good on this device (WCAG 2.1.4).
const OFF = "keys-off";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog";

export class SingleKeys extends HTMLElement {
  acts = {}; // a key, and what it does
  steps = ["j", "k"]; // those that go on while they are held

  connectedCallback() {
    this.hidden = false;
    this.dialog = this.querySelector("dialog");
    this.box = this.querySelector("[data-on]");
    this.box.checked = !localStorage.getItem(OFF);
    this.box.addEventListener("change", () => this.turn());
    this.querySelector("[data-help]").addEventListener("click", () => this.help());
    document.addEventListener("keydown", (event) => this.press(event));
  }

  help() {
    this.dialog.showModal();
  }

  turn() {
    if (this.box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  }

  press(event) {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) this.pressTogether(event);
    else if (this.box.checked && !isTyping(event) && this.means(event)) this.act(event, this.acts[event.key]);
  }

  // Keys with Ctrl, Alt or Command: those are the browser's, but for what a page says otherwise.
  pressTogether() {}

  means({ key, repeat }) {
    return key in this.acts && (!repeat || this.steps.includes(key));
  }

  act(event, act) {
    event.preventDefault();
    act();
  }
}

export function isTyping(event) {
  return Boolean(event.target.closest(TYPING));
}
