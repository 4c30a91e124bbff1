// <read-marker data-read="…">: tells the server which posts of the page were really in view, a second or
// more each; in batches, and with what is left when the page is put away.
const IN_VIEW = 1000;
const BATCH_AFTER = 4000;

class ReadMarker extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.read || !window.IntersectionObserver) return;
    this.list = this.parentElement.querySelector(".posts");
    this.timers = new Map();
    this.seen = new Set();
    this.observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.look(entry)), {
      threshold: [0, 0.5],
    });
    this.watch();
    new MutationObserver(() => this.watch()).observe(this.list, { childList: true });
    document.addEventListener("visibilitychange", () => this.turn());
    window.addEventListener("pagehide", () => this.flush());
  }

  watch() {
    for (const post of this.list.querySelectorAll(".is-new:not([data-watched])")) {
      post.dataset.watched = "";
      this.observer.observe(post);
    }
  }

  // Half of a short post, or a long one that fills half of the window.
  look({ target, isIntersecting, intersectionRatio, intersectionRect }) {
    const isInView = isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height > window.innerHeight / 2);
    if (isInView && !this.timers.has(target)) this.timers.set(target, setTimeout(() => this.see(target), IN_VIEW));
    else if (!isInView) this.forget(target);
  }

  forget(target) {
    clearTimeout(this.timers.get(target));
    this.timers.delete(target);
  }

  see(target) {
    this.timers.delete(target);
    if (document.visibilityState !== "visible") {
      delete target.dataset.watched;
      this.observer.unobserve(target);
      return;
    }
    this.observer.unobserve(target);
    this.seen.add(Number(target.dataset.n));
    target.classList.remove("is-new");
    this.due ??= setTimeout(() => this.flush(), BATCH_AFTER);
  }

  turn() {
    if (document.visibilityState === "hidden") this.flush();
    else this.watch();
  }

  async flush() {
    clearTimeout(this.due);
    this.due = undefined;
    if (!this.seen.size) return;
    const numbers = [...this.seen];
    this.seen.clear();
    const data = new FormData();
    data.set("numbers", numbers.sort((one, other) => one - other).join(","));
    data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.dataset.read, { method: "POST", body: data, headers, keepalive: true });
      if (answer.status >= 500) throw new Error(answer.statusText);
      if (answer.ok) this.say((await answer.json()).unread);
    } catch {
      for (const number of numbers) this.seen.add(number); // with the next batch
      this.due ??= setTimeout(() => this.flush(), BATCH_AFTER * 5);
    }
  }

  say(unread) {
    for (const link of document.querySelectorAll("[data-first-unread]")) {
      link.hidden = !unread;
      link.textContent = link.textContent.replace(/\d+/, unread);
    }
  }
}

customElements.define("read-marker", ReadMarker);
