// <character-count data-for="id of a box" data-most="160">: says how much room is left, and what is too much.
// Silent while there is plenty of room; it speaks up for screen readers once the text is too long.

class CharacterCount extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.dataset.for);
    if (!this.box) return;
    this.most = Number(this.dataset.most);
    this.box.addEventListener("input", () => this.count());
    this.count();
  }

  count() {
    const left = this.most - [...this.box.value.trim()].length;
    this.classList.toggle("over", left < 0);
    if (left < 0) this.setAttribute("role", "status");
    else this.removeAttribute("role");
    if (left < 0) this.textContent = this.dataset.over.replace("{n}", -left);
    else if (left < this.most / 2) this.textContent = this.dataset.left.replace("{n}", left);
    else this.textContent = "";
  }
}

customElements.define("character-count", CharacterCount);
