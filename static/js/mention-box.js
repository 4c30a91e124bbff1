// <mention-box data-url="…/people/" data-label="People" data-hint="…"> around a textarea: after an @ and
// two letters it offers people of the thread below the box. Arrows choose, Enter or Tab inserts, Escape closes.
const WAIT = 200;
const NAME = /(?:^|[^\p{L}\p{N}\p{M}._+\-@/\\])@([\p{L}\p{N}ǀǁǂǃ!/'’][^\n@]{1,60})$/u;

class MentionBox extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea");
    if (!this.box || this.list) return;
    const id = `${this.box.id || "text"}-people`;
    this.list = make("ul", { className: "people-offered", id, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.says = make("p", { className: "unseen" });
    this.says.setAttribute("role", "status");
    this.box.after(this.list, this.says);
    this.box.setAttribute("aria-autocomplete", "list");
    this.box.addEventListener("input", () => this.look());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.close());
    // A press must not take the caret out of the box.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  get begun() {
    const { selectionStart: caret, selectionEnd: end, value } = this.box;
    return caret === end ? value.slice(Math.max(0, caret - 80), caret).match(NAME)?.[1] : undefined;
  }

  look() {
    clearTimeout(this.timer);
    const begun = this.begun;
    if (!begun || (this.nobody && begun.startsWith(this.nobody))) return this.close();
    this.timer = setTimeout(() => this.ask(begun), WAIT);
  }

  async ask(begun) {
    let people;
    try {
      const url = `${this.dataset.url}?q=${encodeURIComponent(begun)}`;
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      ({ people } = await answer.json());
    } catch {
      return; // no connection: the name can still be typed
    }
    if (this.begun !== begun) return;
    this.nobody = people.length ? "" : begun;
    if (people.length) this.offer(people);
    else this.close();
  }

  offer(people) {
    this.list.replaceChildren(
      ...people.map(({ name, about, words }, index) => {
        const option = make("li", { id: `${this.list.id}-${index}` });
        option.setAttribute("role", "option");
        option.dataset.words = words;
        option.append(make("strong", { textContent: name }), " ", make("span", { textContent: about }));
        return option;
      }),
    );
    this.list.hidden = false;
    this.box.setAttribute("aria-controls", this.list.id);
    this.says.textContent = `${people.length} ${this.dataset.hint}`;
    this.mark(0);
  }

  mark(index) {
    const options = [...this.list.children];
    this.at = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    options[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", options[this.at].id);
  }

  key(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") this.mark(this.at + 1);
    else if (event.key === "ArrowUp") this.mark(this.at - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) this.choose(this.list.children[this.at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(option) {
    const begun = this.begun;
    if (!option || begun === undefined) return;
    const caret = this.box.selectionStart;
    this.box.setRangeText(`${option.dataset.words} `, caret - begun.length, caret, "end");
    this.close();
    this.box.focus();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.says.textContent = "";
    this.box.removeAttribute("aria-activedescendant");
    this.box.removeAttribute("aria-controls");
  }
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

customElements.define("mention-box", MentionBox);
