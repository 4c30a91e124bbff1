// <facet-form> around the search and what it found: a changed choice is looked up at once. Focus, scroll,
// opened groups and the way back stay as they were. Whatever goes wrong, the form is sent as it is.
const PARTS = ["#found", "#facets", ".facets-toggle summary"];

class FacetForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.addEventListener("change", ({ target }) => target.name !== "q" && this.look(this.address));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.look(this.address);
    });
    this.back = () => this.look(location.href, { isNew: false });
    window.addEventListener("popstate", this.back);
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this.back);
  }

  get address() {
    const chosen = [...new FormData(this.form)].filter(([, value]) => value);
    const query = new URLSearchParams(chosen).toString();
    return query ? `${this.form.action}?${query}` : this.form.action;
  }

  async look(address, { isNew = true } = {}) {
    this.latest?.abort();
    this.latest = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.latest.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show(new DOMParser().parseFromString(await answer.text(), "text/html"), { isNew });
      if (isNew) history.pushState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  }

  show(page, { isNew }) {
    const open = new Set([...this.querySelectorAll("details[open]")].map(({ dataset }) => dataset.facet));
    const { name, value, id } = document.activeElement ?? {};
    document.title = page.title;
    for (const part of PARTS) {
      const [here, there] = [this.querySelector(part), page.querySelector(part)];
      if (here && there) here.replaceChildren(...document.importNode(there, true).childNodes);
    }
    for (const group of this.querySelectorAll("details[data-facet]")) group.open ||= open.has(group.dataset.facet);
    const [sort, sorted] = [this.querySelector("#sort"), page.querySelector("#sort")];
    const at = sorted.selectedIndex;
    sort.replaceChildren(...document.importNode(sorted, true).childNodes);
    sort.selectedIndex = at;
    if (!isNew) this.querySelector("#q").value = page.querySelector("#q").value;
    this.querySelector("[role=status]").textContent = this.querySelector("#found-count").textContent;
    this.refocus(name, value, id);
  }

  refocus(name, value, id) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const boxes = [...this.form.elements].filter((box) => box.name && box.name === name);
    const again = boxes.find((box) => box.value === value) ?? (id ? document.getElementById(id) : null);
    again?.focus({ preventScroll: true });
  }
}

customElements.define("facet-form", FacetForm);
