// <live-pulse>: who is there, how much is asked and who was not heard, asked for every ten seconds
// while somebody looks, and never in low-data mode.

const EVERY = 10000;
const LOW_DATA = /(^|; )low_data=1/;

class LivePulse extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.ask(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async ask() {
    if (document.hidden || LOW_DATA.test(document.cookie)) return;
    let pulse;
    try {
      const answer = await fetch(this.dataset.url, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      ({ pulse } = await answer.json());
    } catch {
      return; // the next one comes
    }
    if (!pulse) return; // logged out meanwhile: whatever is sent says so
    for (const place of this.querySelectorAll("[data-pulse]")) {
      const value = pulse[place.dataset.pulse];
      const words = Array.isArray(value) ? value.join(", ") || place.dataset.none || "" : String(value);
      if (place.textContent !== words) place.textContent = words;
    }
  }
}

customElements.define("live-pulse", LivePulse);
