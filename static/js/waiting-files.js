// <waiting-files data-waiting="yes">: brings the list up to date while something on it is being made, and says
// politely what became ready. Without a script the page loads itself again.
const EVERY = 2500;

class WaitingFiles extends HTMLElement {
  connectedCallback() {
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    if (this.dataset.waiting === "yes") this.timer = setTimeout(() => this.look(), EVERY);
  }

  async look() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok && !this.isInUse()) this.take(await answer.text());
    } catch {
      // without a connection it looks again later
    }
    this.wait();
  }

  isInUse() {
    return document.hidden || this.querySelector(".prepared")?.contains(document.activeElement);
  }

  take(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("waiting-files");
    const list = fresh?.querySelector(".prepared");
    if (!list) return;
    const before = this.querySelectorAll("[data-state=ready]").length;
    this.querySelector(".prepared").replaceWith(list);
    this.dataset.waiting = fresh.dataset.waiting;
    const ready = [...this.querySelectorAll("[data-state=ready] h2")];
    if (ready.length > before) this.querySelector("[role=status]").textContent = ready[0].textContent + " ✓";
  }
}

customElements.define("waiting-files", WaitingFiles);
