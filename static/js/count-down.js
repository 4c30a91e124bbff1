// <count-down data-to data-now>: how long it still takes, by the server's clock. Without script the
// page says the time; screen readers are not told each second.
const DAY = 86400;

class CountDown extends HTMLElement {
  connectedCallback() {
    this.to = Date.parse(this.dataset.to);
    this.ahead = Date.now() - Date.parse(this.dataset.now);
    this.timer = setInterval(() => this.show(), 1000);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    const left = Math.max(0, Math.ceil((this.to - Date.now() + this.ahead) / 1000));
    const parts = { d: Math.floor(left / DAY), h: Math.floor(left / 3600), m: Math.floor(left / 60) % 60, s: left % 60 };
    const { days, hours, minutes, over } = this.dataset;
    if (parts.d) parts.h %= 24;
    const words = parts.d ? days : parts.h ? hours : left ? minutes : over;
    const text = words.replace(/{(\w)}/g, (_sign, name) => parts[name]);
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define("count-down", CountDown);
