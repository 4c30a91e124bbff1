// <draft-rows data-key="outcomes"> around repeated groups: the buttons that add, remove and move a row
// work in the page. A removed row waits, without its words being sent, until the page is left.

class DraftRows extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".write-row-list");
    this.template = this.querySelector("template");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-row-act]");
      if (!button) return;
      event.preventDefault();
      this.act(button.dataset.rowAct, button.closest(".write-row"), button);
    });
    this.number();
  }

  act(verb, row, button) {
    if (verb === "add") this.focusOn(this.add());
    if (verb === "up" && row.previousElementSibling) row.previousElementSibling.before(row);
    if (verb === "down" && row.nextElementSibling) row.nextElementSibling.after(row);
    if (verb === "remove") this.remove(row);
    this.number();
    if (verb === "up" || verb === "down") (button.disabled ? row.querySelector("button:enabled") : button).focus();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  add() {
    const row = document.createElement("li");
    row.className = "write-row new";
    const copy = this.template.content.cloneNode(true);
    const next = this.largest() + 1;
    for (const node of copy.querySelectorAll("*")) {
      for (const attribute of [...node.attributes]) {
        if (attribute.value.includes("-NUMBER"))
          attribute.value = attribute.value.replaceAll("-NUMBER", `-${next}`);
      }
    }
    copy.querySelector("[name$='-uid']").value = newUid();
    row.append(copy);
    this.list.append(row);
    return row;
  }

  // Rows are sent in the order of their numbers, so those follow the order on the page.
  number() {
    [...this.list.children].forEach((row, index) => {
      row.querySelector("[data-number]").textContent = index + 1;
      const group = row.querySelector(".write-row-body");
      group.setAttribute("aria-label", group.getAttribute("aria-label").replace(/\d+$/, index + 1));
      for (const field of row.querySelectorAll("[name]"))
        field.name = field.name.replace(new RegExp(`^${this.dataset.key}-\\d+-`), `${this.dataset.key}-${index}-`);
      row.querySelector("[data-row-act=up]").disabled = index === 0;
      row.querySelector("[data-row-act=down]").disabled = index === this.list.children.length - 1;
    });
  }

  // Ids need only be unlike each other: the largest number that any of them has.
  largest() {
    const numbers = [...this.list.querySelectorAll("[id]")].map(({ id }) => id.match(/-(\d+)-/)?.[1] || 0);
    return Math.max(this.list.children.length, ...numbers.map(Number));
  }

  remove(row) {
    const note = document.createElement("p");
    note.className = "write-row-removed quiet";
    note.tabIndex = -1;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "plain-button";
    back.textContent = this.dataset.back;
    note.append(this.dataset.removed, " ", back);
    const place = document.createComment("removed row");
    row.replaceWith(place);
    this.list.after(note);
    note.focus();
    back.addEventListener("click", () => {
      if (place.isConnected) place.replaceWith(row);
      else this.list.append(row);
      note.remove();
      this.number();
      this.focusOn(row);
      this.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // For words that were kept on the device: as many rows as they fill, with their uids.
  fill(uids) {
    while (this.list.children.length > uids.length) this.list.lastElementChild.remove();
    while (this.list.children.length < uids.length && this.template) this.add();
    this.number();
  }

  focusOn(row) {
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }
}

function newUid() {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

customElements.define("draft-rows", DraftRows);
