// <late-part data-part="polls">: a part of a session's page that has nothing to show yet. Its words, styles
// and scripts come with the first frame that tells of it, for data is dear and many sessions have no poll.

class LatePart extends HTMLElement {
  connectedCallback() {
    this.host = this.closest("[data-socket]");
    this.hear = ({ detail }) => detail[this.dataset.part]?.length && this.come();
    this.host.addEventListener("frame", this.hear);
  }

  disconnectedCallback() {
    this.host.removeEventListener("frame", this.hear);
  }

  async come() {
    if (this.isComing) return;
    this.isComing = true;
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.querySelector(`live-${this.dataset.part}`);
      const scripts = [...part.querySelectorAll("script[src]")].map((script) => script.src);
      this.replaceWith(document.adoptNode(part));
      await Promise.all(scripts.map((address) => import(address)));
      await part.querySelector("late-script")?.come();
    } catch {
      this.isComing = false; // no connection: with the next frame, then
    }
  }
}

customElements.define("late-part", LatePart);
