// <thread-live>: says what came while the page is open, and puts it in when asked. The socket tells only
// that something changed; what it was, this person's own fetch brings. Where sockets are blocked it asks
// once a minute, ever less often while nothing comes, and not at all while nobody looks.
import { RoomSocket } from "./room-socket.js";

const ASK_EVERY = 60000;
const ASK_AT_LEAST = 600000;

class ThreadSocket extends RoomSocket {
  show(isLive) {
    this.isLive = isLive;
  }
}

class ThreadLive extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".posts");
    this.news = this.querySelector("[data-news]");
    this.button = this.querySelector("[data-show]");
    this.count = Number(this.dataset.count);
    this.last = Number(this.dataset.last);
    this.button.addEventListener("click", () => this.put());
    this.goToAsked();
    if (!window.WebSocket) return;
    this.socket = new ThreadSocket(this, (frame) => this.hear(frame));
    this.socket.onRefused = () => this.end();
    this.pause = ASK_EVERY;
    this.askLater();
  }

  goToAsked() {
    if (!this.dataset.asked || window.location.hash) return;
    document.getElementById(`post-${this.dataset.asked}`)?.scrollIntoView();
  }

  // The count is at hand at once; what changed or came is fetched a moment later, not by all in one instant.
  hear(frame) {
    if (frame.count > this.count) this.say(frame.count - this.count);
    clearTimeout(this.fetching);
    this.fetching = setTimeout(() => this.fetchNews(), Math.random() * 2000);
  }

  say(count) {
    this.news.textContent = count === 1 ? this.news.dataset.one : this.news.dataset.many.replace("%n", count);
    this.button.hidden = false;
  }

  // What is on the page, as number and version of each post.
  get have() {
    return [...this.list.querySelectorAll(".post")].map((post) => `${post.dataset.n}.${post.dataset.v}`).join(",");
  }

  async fetchNews() {
    const query = new URLSearchParams({ after: this.last, have: this.have });
    let answer;
    try {
      answer = await fetch(`${this.dataset.since}?${query}`);
    } catch {
      return false;
    }
    if (answer.status === 404) return this.end();
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const came = page.querySelector(".posts");
    if (!came) return false;
    this.count = Number(came.dataset.count);
    this.drop(came.dataset.gone);
    this.waiting = [];
    for (const post of came.querySelectorAll(".post")) {
      const shown = document.getElementById(post.id);
      if (shown) this.change(shown, post);
      else this.waiting.push(post);
    }
    this.hasMore = "more" in came.dataset;
    if (this.waiting.length) this.say(this.waiting.length);
    else this.quiet();
    return this.waiting.length > 0;
  }

  quiet() {
    if (!this.button.hidden) this.news.textContent = "";
    this.button.hidden = true;
  }

  drop(gone) {
    for (const number of gone ? gone.split(",") : []) document.getElementById(`post-${number}`)?.remove();
  }

  change(shown, post) {
    if (shown.contains(document.activeElement) && shown !== document.activeElement) return; // at the next chance
    keepingPlace(() => shown.replaceWith(document.adoptNode(post)));
    this.news.textContent ||= this.news.dataset.changed;
  }

  async put() {
    if (!this.waiting?.length) await this.fetchNews();
    if (this.dataset.more || this.hasMore) {
      window.location.assign(this.dataset.more || window.location.href); // it stands on a later page
      return;
    }
    const posts = this.waiting || [];
    keepingPlace(() => posts.forEach((post) => this.insert(document.adoptNode(post))));
    this.last = Math.max(this.last, ...posts.map((post) => Number(post.dataset.n)));
    this.waiting = [];
    this.button.hidden = true;
    this.news.textContent = "";
    posts[0]?.focus({ preventScroll: true });
    posts[0]?.scrollIntoView({ block: "nearest" });
  }

  // In order: at the end. In the tree: behind all that answers the same post.
  insert(post) {
    if (document.getElementById(post.id)) return;
    const parent = this.list.classList.contains("tree") && document.getElementById(`post-${post.dataset.p}`);
    let place = parent || this.list.lastElementChild;
    const depth = Number(parent?.dataset?.d);
    while (parent && Number(place.nextElementSibling?.dataset.d) > depth) place = place.nextElementSibling;
    if (place) place.after(post);
    else this.list.append(post);
  }

  end() {
    this.news.textContent = this.news.dataset.ended;
    this.button.hidden = true;
    clearTimeout(this.asking);
    this.socket.stop();
    return false;
  }

  askLater() {
    this.asking = setTimeout(() => this.ask(), this.pause * (0.75 + Math.random() / 2));
  }

  async ask() {
    if (!this.socket.isLive && document.visibilityState === "visible") {
      const hasCome = await this.fetchNews();
      this.pause = hasCome ? ASK_EVERY : Math.min(this.pause * 2, ASK_AT_LEAST);
    }
    if (!this.socket.isStopped) this.askLater();
  }
}

// What is being read stays where it is, also in browsers that do not see to it themselves.
function keepingPlace(act) {
  const post = [...document.querySelectorAll(".posts .post")].find((one) => one.getBoundingClientRect().bottom > 0);
  const before = post?.getBoundingClientRect().top;
  act();
  if (!post?.isConnected) return;
  const moved = post.getBoundingClientRect().top - before;
  if (moved) window.scrollBy({ top: moved, behavior: "instant" });
}

customElements.define("thread-live", ThreadLive);
