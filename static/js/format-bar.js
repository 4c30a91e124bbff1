// <format-bar data-for="id of a box" data-bold="…" …>: buttons that put Markdown signs around what is selected.
// One stop in the tab order; arrows move inside. Ctrl+B and Ctrl+I work in the box. Undo goes on working.
const SIGNS = [
  ["bold", "B", (words) => around("**", words)],
  ["emphasis", "I", (words) => around("*", words)],
  ["list", "•", (words) => eachLine("- ", words)],
  ["quote", "“", (words) => eachLine("> ", words)],
  ["link", "↗", (words) => link(words)],
];
const KEYS = { b: 0, i: 1 };

class FormatBar extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.dataset.for);
    if (!this.box || this.firstChild) return;
    this.setAttribute("role", "toolbar");
    this.setAttribute("aria-label", this.dataset.label);
    this.setAttribute("aria-controls", this.box.id);
    this.buttons = SIGNS.map(([name, face], index) => this.button(this.dataset[name], face, index));
    this.append(...this.buttons);
    this.addEventListener("keydown", (event) => this.move(event));
    this.box.addEventListener("keydown", (event) => this.shortcut(event));
  }

  button(label, face, index) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: face, title: label, tabIndex: index ? -1 : 0 });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => this.put(index));
    button.addEventListener("focus", () => this.buttons.forEach((one) => (one.tabIndex = one === button ? 0 : -1)));
    return button;
  }

  move(event) {
    const at = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const to = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at > 0 ? at - 1 : last, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.buttons[to].focus();
  }

  shortcut(event) {
    const index = KEYS[event.key.toLowerCase()];
    if (index === undefined || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.put(index);
  }

  put(index) {
    const { box } = this;
    let { selectionStart: start, selectionEnd: end } = box;
    const isLines = index === 2 || index === 3;
    if (isLines) {
      start = box.value.lastIndexOf("\n", start - 1) + 1;
      const next = box.value.indexOf("\n", end);
      end = next < 0 ? box.value.length : next;
    }
    const [words, from, to] = SIGNS[index][2](box.value.slice(start, end));
    box.focus();
    box.setSelectionRange(start, end);
    // Only this keeps the browser's undo; where it is gone, the words change all the same.
    if (!document.execCommand("insertText", false, words)) {
      box.setRangeText(words, start, end, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.setSelectionRange(start + from, start + to);
  }
}

// Each gives the new words, and what of them is selected then.
function around(sign, words) {
  const length = sign.length;
  if (words.length > 2 * length && words.startsWith(sign) && words.endsWith(sign)) {
    const bare = words.slice(length, -length);
    return [bare, 0, bare.length];
  }
  return [sign + words + sign, length, length + words.length];
}

function eachLine(sign, words) {
  const lines = words.split("\n");
  const isSet = lines.every((line) => line.startsWith(sign));
  const changed = lines.map((line) => (isSet ? line.slice(sign.length) : sign + line)).join("\n");
  return [changed, words ? 0 : changed.length, changed.length];
}

function link(words) {
  const isAddress = /^https?:\/\/\S+$/.test(words);
  if (isAddress) return [`[](${words})`, 1, 1];
  return [`[${words}](https://)`, words.length + 3, words.length + 11];
}

customElements.define("format-bar", FormatBar);
