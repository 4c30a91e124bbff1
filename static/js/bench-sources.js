// <bench-sources>: the list of sources is filtered as one types and goes on as one scrolls.
const TYPED_AFTER = 300;

class BenchSources extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[data-list]");
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("change", () => this.filter());
    this.form.addEventListener("input", () => this.later());
    document.addEventListener("click", (event) => this.clicked(event));
    this.watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.more());
    this.watch();
  }

  submitted(event) {
    event.preventDefault();
    this.filter();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.filter(), TYPED_AFTER);
  }

  // A link that names what to show: "still unread" of the coverage, "Show all".
  clicked(event) {
    const link = event.target.closest("a[data-filter], a[data-more]");
    if (!link) return;
    event.preventDefault();
    if ("more" in link.dataset) {
      this.more();
      return;
    }
    const wanted = new URLSearchParams(link.search);
    this.form.reset();
    for (const field of this.form.elements) {
      if (field.name && field.type !== "checkbox") field.value = wanted.get(field.name) || "";
      if (field.type === "checkbox") field.checked = wanted.has(field.name);
    }
    this.closest("work-bench").turn("sources");
    this.filter();
    this.form.elements.words.focus();
  }

  get query() {
    const pairs = [...new FormData(this.form)].filter(([, value]) => value);
    return new URLSearchParams(pairs).toString();
  }

  async filter() {
    clearTimeout(this.timer);
    const { query } = this;
    if (query === this.asked) return;
    this.asked = query;
    const page = await this.fetch(query);
    if (!page || this.asked !== query) return;
    const picked = this.picked;
    this.list.replaceChildren(...page.childNodes);
    this.pickAgain(picked);
    history.replaceState(null, "", `?${query}${window.location.hash}`);
    this.watch();
    this.dispatchEvent(new CustomEvent("listed", { bubbles: true }));
  }

  // What was ticked stays ticked where it is still shown.
  get picked() {
    const names = new Set(["sentence", "source"]);
    return [...this.list.querySelectorAll(":checked")].filter(({ name }) => names.has(name)).map(keyOf);
  }

  pickAgain(keys) {
    for (const box of this.list.querySelectorAll("[name=sentence], [name=source]")) {
      if (keys.includes(keyOf(box)) && !box.disabled) box.checked = true;
    }
  }

  async more() {
    const link = this.list.querySelector("[data-more]");
    if (!link || this.isFetching) return false;
    this.isFetching = true;
    const page = await this.fetch(link.search.slice(1));
    this.isFetching = false;
    if (!page || !link.isConnected) return false;
    page.querySelector(".source-count")?.remove();
    const [first] = page.querySelectorAll(".source-group");
    const last = [...this.list.querySelectorAll(".source-group")].pop();
    if (first?.ariaLabel === last?.ariaLabel) {
      last.append(...first.querySelectorAll(".source"));
      first.remove();
    }
    link.closest(".more").replaceWith(...page.childNodes);
    this.watch();
    return true;
  }

  async fetch(query) {
    try {
      const answer = await fetch(`${this.dataset.url}?${query}`, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return null;
      return new DOMParser().parseFromString(await answer.text(), "text/html").body;
    } catch {
      return null; // away: the list stays as it is
    }
  }

  watch() {
    this.watcher.disconnect();
    const link = this.list.querySelector("[data-more]");
    if (link) this.watcher.observe(link);
  }
}

function keyOf({ name, value }) {
  return `${name} ${value}`;
}

customElements.define("bench-sources", BenchSources);
