// In which order a reader sees the questions: by votes, the newest, or who was heard least. The server
// does the same (forums/queries/live_order.py); the choice is kept in a cookie that it reads.
const KEPT_FOR = 365 * 24 * 3600;
const SPOKEN = ["answering", "answered"];

export class QuestionOrder {
  constructor(root, list) {
    this.root = root;
    this.list = list;
    this.chosen = root.dataset.order;
    this.heard = this.placesHeard();
    root.querySelector("[data-orders]")?.addEventListener("click", (event) => this.choose(event));
  }

  choose(event) {
    const link = event.target.closest("[data-order-by]");
    if (!link) return;
    event.preventDefault();
    this.chosen = link.dataset.orderBy;
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `live_order=${this.chosen}; Path=/live/; Max-Age=${KEPT_FOR}; SameSite=Lax${secure}`;
    for (const other of this.root.querySelectorAll("[data-order-by]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    this.heard = this.placesHeard();
    this.list.sort();
  }

  // After a frame: an answer brings others forward or back where the order is by who was heard.
  look() {
    if (this.chosen !== "heard") return;
    const heard = this.placesHeard();
    const isSame = heard.size === this.heard.size && [...heard].every((place) => this.heard.has(place));
    this.heard = heard;
    if (!isSame) this.list.sort();
  }

  placesHeard() {
    const spoken = [...this.root.querySelectorAll('[data-list="room"] > [data-named]')];
    const places = spoken.filter((item) => SPOKEN.includes(item.dataset.state)).map((item) => item.dataset.place);
    return new Set(places.filter(Boolean));
  }

  comesBefore(item, other) {
    for (const key of this.keys()) {
      const difference = key(item) - key(other);
      if (difference) return difference < 0;
    }
    return false;
  }

  keys() {
    const first = [(item) => item.dataset.state !== "answering", (item) => !("pinned" in item.dataset)];
    const asked = (item) => Number(item.dataset.at);
    const byVotes = [(item) => -item.dataset.votes, asked];
    if (this.chosen === "newest") return [...first, (item) => -asked(item)];
    if (this.chosen === "heard") return [...first, (item) => this.heardOf(item), ...byVotes];
    return [...first, ...byVotes];
  }

  heardOf(item) {
    const { named, before, place } = item.dataset;
    if (named === undefined) return 1;
    return 2 - !Number(before) - Boolean(place && !this.heard.has(place));
  }
}
