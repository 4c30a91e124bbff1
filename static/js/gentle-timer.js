// <gentle-timer data-started data-seconds>: how much time is left of something that has begun, in
// figures, words and a colour; never a sound. With reduced motion it tells whole minutes only.
// The clock is the server's: the nearest data-now says what time it was there when the page came.

const STEP = 1000;
const SOON = 60; // seconds
const still = matchMedia("(prefers-reduced-motion: reduce)");
const loadedAt = Date.now() / 1000;

export class GentleTimer extends HTMLElement {
  static observedAttributes = ["data-started", "data-seconds"];

  connectedCallback() {
    const now = Number(this.closest("[data-now]")?.dataset.now);
    this.skew = now ? now - loadedAt : 0;
    this.ticking = setInterval(() => this.tick(), STEP);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  attributeChangedCallback() {
    if (this.ticking) this.tick();
  }

  begin(started, seconds) {
    this.dataset.seconds = seconds;
    this.dataset.started = started || "";
  }

  tick() {
    const started = Number(this.dataset.started);
    this.hidden = !started;
    if (!started) return;
    const left = Math.round(started + Number(this.dataset.seconds) - (Date.now() / 1000 + this.skew));
    const tone = left < 0 ? "over" : left <= SOON ? "soon" : "left";
    const words = this.dataset[tone].replace("%t", this.clock(Math.abs(left)));
    if (this.textContent === words) return;
    this.dataset.tone = tone;
    this.textContent = words;
  }

  clock(seconds) {
    if (still.matches) return this.dataset.minutes.replace("%n", Math.ceil(seconds / 60));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

customElements.define("gentle-timer", GentleTimer);
