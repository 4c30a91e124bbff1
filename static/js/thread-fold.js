// <thread-fold>: in the tree, a branch can be folded away; this device remembers which.
const KEEP = "folded:";

class ThreadFold extends HTMLElement {
  connectedCallback() {
    this.list = this.parentElement.querySelector(".posts.tree");
    if (!this.list) return;
    this.key = KEEP + window.location.pathname.split("/")[2];
    this.folded = new Set(this.read());
    this.offer();
    this.show();
    this.list.addEventListener("click", (event) => this.click(event));
    new MutationObserver(() => {
      this.offer();
      this.show();
    }).observe(this.list, { childList: true });
    window.addEventListener("hashchange", () => this.reveal());
    this.reveal();
  }

  get posts() {
    return [...this.list.querySelectorAll(".post")];
  }

  // A button where something answers; it says how much is behind it.
  offer() {
    const { posts } = this;
    posts.forEach((post, place) => {
      const under = branchOf(posts, place).length;
      const head = post.querySelector(".post-head");
      let button = post.querySelector("[data-fold-button]");
      if (!under || !head) {
        button?.remove();
        return;
      }
      if (!button) {
        button = document.createElement("button");
        button.type = "button";
        button.className = "plain-button fold";
        button.dataset.foldButton = "";
        head.append(button);
      }
      button.dataset.under = under;
    });
  }

  show() {
    const { posts } = this;
    const hidden = new Set();
    posts.forEach((post, place) => {
      const button = post.querySelector("[data-fold-button]");
      if (!button) return;
      const isFolded = this.folded.has(Number(post.dataset.n));
      button.setAttribute("aria-expanded", String(!isFolded));
      button.textContent = `${isFolded ? this.dataset.unfold : this.dataset.fold} (${button.dataset.under})`;
      if (isFolded) branchOf(posts, place).forEach((reply) => hidden.add(reply));
    });
    for (const post of posts) post.hidden = hidden.has(post);
  }

  click(event) {
    const button = event.target.closest("[data-fold-button]");
    if (!button) return;
    const number = Number(button.closest(".post").dataset.n);
    if (!this.folded.delete(number)) this.folded.add(number);
    this.keep();
    this.show();
  }

  // What somebody was sent to is never behind a fold.
  reveal() {
    const { posts } = this;
    const target = posts.findIndex((post) => `#${post.id}` === window.location.hash && post.hidden);
    if (target < 0) return;
    posts.forEach((post, place) => {
      if (branchOf(posts, place).includes(posts[target])) this.folded.delete(Number(post.dataset.n));
    });
    this.show();
    posts[target].scrollIntoView();
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || [];
    } catch {
      return [];
    }
  }

  keep() {
    try {
      if (this.folded.size) localStorage.setItem(this.key, JSON.stringify([...this.folded]));
      else localStorage.removeItem(this.key);
    } catch {
      // this page remembers, the device does not
    }
  }
}

function branchOf(posts, place) {
  const depth = Number(posts[place].dataset.d);
  const rest = posts.slice(place + 1);
  const end = rest.findIndex((post) => Number(post.dataset.d) <= depth);
  return end < 0 ? rest : rest.slice(0, end);
}

customElements.define("thread-fold", ThreadFold);
