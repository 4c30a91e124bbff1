// <similar-threads data-url="/threads/similar/" data-for="id of the title">: while somebody types a title, shows
// threads that may say it already.
const WAIT = 700;
const SHORTEST = 4;

class SimilarThreads extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.dataset.for);
    this.list = this.querySelector("ul");
    this.box?.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), WAIT);
    });
  }

  async look() {
    const words = this.box.value.trim();
    if (words === this.asked) return;
    this.asked = words;
    let threads = [];
    if (words.length >= SHORTEST) {
      try {
        const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(words)}`);
        if (answer.ok) ({ threads } = await answer.json());
      } catch {
        return; // no connection: nothing is lost by not knowing
      }
    }
    if (this.asked !== words) return;
    this.list.replaceChildren(...threads.map(row));
    this.hidden = !threads.length;
  }
}

function row({ title, url, about }) {
  const [item, link, quiet] = ["li", "a", "span"].map((name) => document.createElement(name));
  Object.assign(link, { href: url, textContent: title, target: "_blank" });
  Object.assign(quiet, { className: "quiet", textContent: about });
  item.append(link, " ", quiet);
  return item;
}

customElements.define("similar-threads", SimilarThreads);
