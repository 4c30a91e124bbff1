// <thread-keys>: single keys on a thread's page.
import { SingleKeys } from "./single-keys.js";

class ThreadKeys extends SingleKeys {
  acts = {
    j: () => this.step(1),
    k: () => this.step(-1),
    u: () => follow("[data-first-unread]"),
    r: () => this.reply(),
    t: () => follow(".thread-order [data-order]:not([aria-current])"),
    "?": () => this.help(),
  };

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
