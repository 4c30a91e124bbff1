// <word-picker>: what is picked of the sources, and where it goes. Selected words are found in the source by
// the server, by themselves and some context; sentences can be ticked instead, and whole sources.

const CONTEXT = 60;
const SHOWN = 90;

class WordPicker extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.said = this.querySelector("[data-picked]");
    this.counts = document.querySelectorAll("[data-picked-count]");
    document.addEventListener("selectionchange", () => this.look());
    document.addEventListener("change", (event) => this.ticked(event.target));
    document.addEventListener("click", (event) => this.clickedAgain(event));
    document.addEventListener("listed", () => this.say());
    this.addEventListener("acted", () => this.clear());
    this.say();
  }

  get ticks() {
    return [...this.form.elements].filter((field) => field.checked && /^(sentence|source|all_shown)$/.test(field.name));
  }

  countOf(name) {
    return this.ticks.filter((field) => field.name === name).length;
  }

  get hasPicked() {
    return Boolean(this.form.elements.words.value) || this.countOf("sentence") > 0;
  }

  // The second click on a word selects it; the tick that the first one made has gone with the selection.
  clickedAgain(event) {
    if (event.detail > 1 && event.target.closest("[data-plain] .sentence")) event.preventDefault();
  }

  ticked(field) {
    if (field.form !== this.form) return;
    if (field.name === "sentence" && field.checked) this.forget();
    this.say();
  }

  // Somebody who ticks means the sentences, not what was selected before.
  forget() {
    for (const name of ["post", "words", "before", "after"]) this.form.elements[name].value = "";
  }

  clear() {
    this.forget();
    for (const field of this.ticks) field.checked = false;
    this.form.elements.own_reason.value = "";
    if (document.getSelection().anchorNode?.parentElement?.closest("[data-plain]")) document.getSelection().empty();
    this.say();
  }

  look() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const node = range.commonAncestorContainer;
    const plain = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-plain]");
    if (!plain || !selection.toString().trim()) return;
    const { post, words, before, after } = this.form.elements;
    post.value = plain.closest("[data-source]").dataset.source;
    words.value = selection.toString();
    before.value = around(plain, range, "before").slice(-CONTEXT);
    after.value = around(plain, range, "after").slice(0, CONTEXT);
    for (const field of this.ticks) if (field.name === "sentence") field.checked = false;
    this.say();
  }

  say() {
    const { words } = this.form.elements;
    const sentences = this.countOf("sentence");
    const sources = this.countOf("source");
    const { none, sentence, sentences: several, sources: whole } = this.form.dataset;
    if (words.value) this.said.textContent = `“${shortened(words.value)}”`;
    else if (sentences) this.said.textContent = sentences === 1 ? sentence : several.replace("%n", sentences);
    else this.said.textContent = sources ? whole.replace("%n", sources) : none;
    const count = words.value ? 1 : sentences || sources;
    this.classList.toggle("has-picked", count > 0);
    for (const place of this.counts) {
      place.hidden = !count;
      place.textContent = count;
    }
  }
}

function around(plain, range, side) {
  const part = document.createRange();
  part.selectNodeContents(plain);
  if (side === "before") part.setEnd(range.startContainer, range.startOffset);
  else part.setStart(range.endContainer, range.endOffset);
  return part.toString();
}

function shortened(words) {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}

customElements.define("word-picker", WordPicker);
