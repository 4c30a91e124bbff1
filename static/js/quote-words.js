// <quote-words data-quote="Quote these words"> on a thread's page: where words of one post are selected, a
// button puts them into the reply as a quote that names its post. Nothing is sent before the reply is.
const LETTER = /[\p{L}\p{N}\p{M}]/u;
const SIGNS = /[\\`*[~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z])|&(?=#?\w+;)|!(?=\[)/gu;
const LINE_START = /^(\s*)(?:([#>+=-])|(\d{1,9})([.)]))/;

class QuoteWords extends HTMLElement {
  connectedCallback() {
    this.box = document.querySelector("#reply textarea[name=text]");
    if (!this.box || this.button) return;
    this.button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button main quote-button",
      textContent: this.dataset.quote,
      hidden: true,
    });
    this.append(this.button);
    this.button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    this.button.addEventListener("click", () => this.put());
    document.addEventListener("selectionchange", () => this.look());
  }

  look() {
    const selection = document.getSelection();
    if (document.activeElement === this.button) return;
    this.found = selection.rangeCount && !selection.isCollapsed ? found(selection.getRangeAt(0)) : null;
    this.button.hidden = !this.found;
    // Tab leads from the words to the button.
    if (this.found) this.found.post.querySelector(".prose").after(this.button);
  }

  put() {
    const { post, range } = this.found ?? {};
    if (!post) return;
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(wholeWords(range));
    const words = selection.toString().trim();
    const { name } = post.querySelector("[data-name]").dataset;
    const quote = `${asQuote(words)}\n>\n> — ${escaped(name)}, #${post.dataset.n}\n\n`;
    const before = this.box.value.trimEnd();
    this.box.value = `${before}${before && "\n\n"}${quote}`;
    this.button.hidden = true;
    this.append(this.button);
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
    this.box.scrollIntoView({ block: "center" });
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// The post in whose words the whole selection lies.
function found(range) {
  const node = range.commonAncestorContainer;
  const prose = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".prose");
  const post = prose?.closest(".post");
  return post?.querySelector("[data-name]") && range.toString().trim() ? { post, range: range.cloneRange() } : null;
}

// Nobody said half a word.
function wholeWords(range) {
  let { startOffset: start, endOffset: end } = range;
  const first = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.data : "";
  const last = range.endContainer.nodeType === Node.TEXT_NODE ? range.endContainer.data : "";
  while (start > 0 && LETTER.test(first[start - 1]) && LETTER.test(first[start])) start -= 1;
  while (end > 0 && end < last.length && LETTER.test(last[end - 1]) && LETTER.test(last[end])) end += 1;
  range.setStart(range.startContainer, start);
  range.setEnd(range.endContainer, end);
  return range;
}

function asQuote(words) {
  const lines = words.split("\n").map((line) => `> ${escaped(line)}`.trimEnd());
  return lines.join("\n").replace(/(\n>){2,}/g, "\n>");
}

function escaped(line) {
  return line
    .replace(SIGNS, "\\$&")
    .replace(LINE_START, (_all, space, sign, number, dot) => (sign ? `${space}\\${sign}` : `${space}${number}\\${dot}`));
}

customElements.define("quote-words", QuoteWords);
