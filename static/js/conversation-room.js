// <conversation-room data-url data-shape>: keeps an open page of a conversation current. It asks what is
// new every few seconds while somebody looks, ever less often while nothing comes, and gets an empty
// answer where nothing has changed. What is being typed or read is left alone.

const ASK_EVERY = 4000;
const ASK_AT_LEAST = 30000;

class ConversationRoom extends HTMLElement {
  connectedCallback() {
    this.news = this.querySelector("[data-news]");
    this.pause = ASK_EVERY;
    this.tag = this.dataset.tag;
    this.addEventListener("sent", (event) => this.sent(event));
    this.addEventListener("submit", (event) => this.act(event));
    document.addEventListener("visibilitychange", () => document.hidden || this.askSoon());
    this.askLater();
  }

  askLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.pause * (0.85 + Math.random() * 0.3));
  }

  askSoon() {
    this.pause = ASK_EVERY;
    this.ask();
  }

  async ask() {
    clearTimeout(this.timer);
    if (!document.hidden) {
      const hasCome = await this.fetchNow();
      this.pause = hasCome ? ASK_EVERY : Math.min(this.pause * 1.25, ASK_AT_LEAST);
    }
    this.askLater();
  }

  async fetchNow() {
    let answer;
    try {
      answer = await fetch(this.dataset.url, { headers: { "If-None-Match": this.tag } });
    } catch {
      return false;
    }
    if (!answer.ok || answer.status === 304) return false;
    const tag = answer.headers.get("ETag");
    if (tag === this.tag) return false;
    this.tag = tag;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-shape]");
    if (!fresh) return false;
    if (fresh.dataset.shape !== this.dataset.shape) this.moved();
    const before = this.seen;
    for (const part of fresh.querySelectorAll("[data-fresh]")) this.put(part);
    this.tell(before);
    return true;
  }

  // What stands there now, to say what is different.
  get seen() {
    return {
      words: this.querySelectorAll(".said-words").length,
      isMyTurn: Boolean(this.querySelector("[data-my-turn]")),
    };
  }

  put(part) {
    const shown = this.querySelector(`[data-fresh="${CSS.escape(part.dataset.fresh)}"]`);
    if (!shown) return;
    if (shown.contains(document.activeElement) && document.activeElement.matches("select, textarea, input")) return;
    const open = [...shown.querySelectorAll("details")].map((details) => details.open);
    const focused = shown.contains(document.activeElement) ? labelOf(document.activeElement) : "";
    const fresh = document.adoptNode(part);
    fresh.querySelectorAll("details").forEach((details, place) => (details.open = open[place] ?? false));
    shown.replaceWith(fresh);
    if (focused) [...fresh.querySelectorAll("a, button, summary")].find((one) => labelOf(one) === focused)?.focus();
  }

  tell(before) {
    const { words, isMyTurn } = this.seen;
    if (isMyTurn && !before.isMyTurn) this.news.textContent = this.dataset.turn;
    else if (words > before.words) this.news.textContent = this.dataset.come;
  }

  // Another round: the page is loaded again at once, unless somebody is writing in it.
  moved() {
    const isWriting = [...this.querySelectorAll("textarea")].some((box) => box.value.trim());
    if (!isWriting) {
      window.location.reload();
      return;
    }
    this.news.textContent = this.dataset.moved;
    this.querySelector("[data-again]").hidden = false;
  }

  sent(event) {
    const form = event.target.querySelector("form");
    for (const box of form.querySelectorAll("textarea, input[type=file]")) box.value = "";
    this.askSoon();
  }

  // Reactions and turns without leaving the page; a form with words has its own keeper.
  async act(event) {
    const form = event.target;
    if (event.defaultPrevented || form.closest("kept-form") || !form.matches(".reacting")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (answer.ok) this.askSoon();
      else this.news.textContent = (await answer.json()).error || "";
    } catch {
      form.submit();
    }
  }
}

function labelOf(element) {
  return element.getAttribute("aria-label") || element.value || element.textContent.trim();
}

customElements.define("conversation-room", ConversationRoom);
