// <late-script src="…" data-part="polls"> in a part of a session's page: the part's script comes when the part
// comes into view, or with the first frame that tells of it. Until then its forms and links do, as they do
// without a script. What frames told before is handed to the part once it can hear.

class LateScript extends HTMLElement {
  connectedCallback() {
    this.missed = [];
    this.host = this.closest("[data-socket]");
    this.hear = ({ detail }) => this.keep(detail);
    this.host.addEventListener("frame", this.hear);
    this.view = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.come());
    this.view.observe(this.parentElement);
  }

  disconnectedCallback() {
    this.host.removeEventListener("frame", this.hear);
    this.view.disconnect();
  }

  keep(frame) {
    const { part } = this.dataset;
    const isTold = frame[part]?.length || frame.gone?.[part]?.length || frame.type === "state";
    if (isTold || frame.session) this.missed.push(frame);
    if (isTold) this.come();
  }

  async come() {
    if (this.isComing) return;
    this.isComing = true;
    try {
      await import(this.getAttribute("src"));
    } catch {
      this.isComing = false; // no connection: with the next frame, then, or when it is looked at again
      return;
    }
    for (const frame of this.missed) this.parentElement.hear(frame);
    this.remove();
  }
}

customElements.define("late-script", LateScript);
