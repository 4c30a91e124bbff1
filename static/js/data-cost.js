// <data-cost>: about how many kilobytes a session has cost on this device: pages, what they loaded, what
// came while they were open, and what was sent. About: the network's own wrapping is estimated. Where the
// browser says that it saves data and nobody has chosen, less data is chosen.

const KB = 1024;
const A_FRAME = 8; // bytes around each
const A_REQUEST = 700; // its headers and what a form holds; no browser tells
const SHOW_EVERY = 3000;
const YEAR = 365 * 24 * 3600;

class DataCost extends HTMLElement {
  connectedCallback() {
    this.host = this.closest("[data-socket]");
    this.key = `data-cost-${this.dataset.session}`;
    this.bytes = this.before();
    this.stream = new URL(this.host.dataset.events, window.location.href).href;
    this.encoder = new TextEncoder();
    for (const type of ["navigation", "resource"]) {
      const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => this.count(entry)));
      observer.observe({ type, buffered: true });
    }
    this.host.addEventListener("received", ({ detail }) => this.add(this.encoder.encode(detail).length + A_FRAME));
    window.addEventListener("pagehide", () => this.keep());
    this.saveIfAsked();
  }

  before() {
    try {
      return Number(sessionStorage.getItem(this.key)) || 0;
    } catch {
      return 0; // a browser that keeps nothing counts from this page on
    }
  }

  // What comes by a stream is counted as it comes, not once more when the stream ends.
  count(entry) {
    if (entry.name.startsWith(this.stream) || !entry.transferSize) return;
    this.add(entry.transferSize + A_REQUEST);
  }

  add(bytes) {
    this.bytes += bytes;
    this.showing ||= setTimeout(() => this.show(), this.dataset.shown ? SHOW_EVERY : 0);
  }

  show() {
    this.showing = null;
    this.dataset.shown = Math.max(1, Math.round(this.bytes / KB));
    const words = this.dataset.words.replace("%n", this.dataset.shown);
    this.querySelector("[data-cost-words]").textContent = words;
    this.keep();
  }

  keep() {
    try {
      sessionStorage.setItem(this.key, this.bytes);
    } catch {
      // as above
    }
  }

  saveIfAsked() {
    const hasChosen = /(^|; )low_data=/.test(document.cookie);
    if (hasChosen || !navigator.connection?.saveData || "isDear" in this.dataset) return;
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `low_data=1; Path=/live/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
    this.host.dataset.calm = "";
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== "dear";
    customElements.whenDefined(this.host.localName).then(() => this.host.socket.renew());
  }
}

customElements.define("data-cost", DataCost);
