// <thread-keys>: single keys on a thread's page, and the help that names them. They rest while somebody
// types, and can be turned off for good on this device (WCAG 2.1.4).
const OFF = "keys-off";

class ThreadKeys extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.dialog = this.querySelector("dialog");
    this.box = this.querySelector("[data-on]");
    this.box.checked = !localStorage.getItem(OFF);
    this.box.addEventListener("change", () => this.turn());
    this.querySelector("[data-help]").addEventListener("click", () => this.dialog.showModal());
    document.addEventListener("keydown", (event) => this.press(event));
    this.acts = {
      j: () => this.step(1),
      k: () => this.step(-1),
      u: () => follow("[data-first-unread]"),
      r: () => this.reply(),
      t: () => follow(".thread-order [data-order]:not([aria-current])"),
      "?": () => this.dialog.showModal(),
    };
  }

  turn() {
    if (this.box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !this.box.checked) return;
    if (this.dialog.open || event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    const act = this.acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  get posts() {
    return [...document.querySelectorAll(".posts .post:not([hidden])")];
  }

  get current() {
    return this.posts.findIndex((post) => post.contains(document.activeElement));
  }

  step(by) {
    const { posts, current } = this;
    const inView = posts.findIndex((post) => post.getBoundingClientRect().bottom > 0);
    const next = current < 0 ? Math.max(0, inView) : Math.min(posts.length - 1, Math.max(0, current + by));
    posts[next]?.focus({ preventScroll: true });
    posts[next]?.scrollIntoView({ block: "start" });
  }

  reply() {
    const post = this.posts[this.current];
    const link = post?.querySelector('a[href$="/reply/"]');
    if (link) link.click();
    else document.querySelector("#reply textarea")?.focus();
  }
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link && !link.hidden) link.click();
}

customElements.define("thread-keys", ThreadKeys);
