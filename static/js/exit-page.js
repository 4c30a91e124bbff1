// <exit-page> around the link that leaves: with this script the page is replaced, so that Back does not
// return to it, and Esc pressed three times within two seconds does the same.
const WITHIN = 2000;

class ExitPage extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.pressed = [];
    this.querySelector(".exit-hint").hidden = false;
    this.link.addEventListener("click", (event) => this.leave(event));
    this.listener = (event) => this.press(event);
    document.addEventListener("keydown", this.listener);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listener);
  }

  press(event) {
    if (event.key !== "Escape") {
      this.pressed = [];
      return;
    }
    if (event.repeat) return;
    this.pressed = [...this.pressed, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN);
    if (this.pressed.length >= 3) this.leave(event);
  }

  leave(event) {
    event.preventDefault();
    document.body.hidden = true; // nothing to be seen while the other page loads
    location.replace(this.link.href);
  }
}

customElements.define("exit-page", ExitPage);
