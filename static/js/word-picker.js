// <word-picker>: selected words become a quotation. The server finds them in the source by the words
// and some context; sentences can be ticked instead.

const CONTEXT = 60;

class WordPicker extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.plain = this.querySelector("[data-plain]");
    document.addEventListener("selectionchange", () => this.look());
    this.plain.addEventListener("change", (event) => event.target.checked && this.forget());
  }

  // Somebody who ticks means the sentences, not what was selected before.
  forget() {
    for (const name of ["words", "before", "after"]) this.form.elements[name].value = "";
  }

  look() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!this.plain.contains(range.commonAncestorContainer)) return;
    const { words, before, after } = this.form.elements;
    words.value = selection.toString();
    before.value = this.around(range, "before").slice(-CONTEXT);
    after.value = this.around(range, "after").slice(0, CONTEXT);
    for (const tick of this.form.querySelectorAll("[name=sentence]")) tick.checked = false;
  }

  around(range, side) {
    const part = document.createRange();
    part.selectNodeContents(this.plain);
    if (side === "before") part.setEnd(range.startContainer, range.startOffset);
    else part.setStart(range.endContainer, range.endOffset);
    return part.toString();
  }
}

customElements.define("word-picker", WordPicker);
