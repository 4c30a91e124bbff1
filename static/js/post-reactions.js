// <post-reactions> around a post's buttons: presses without leaving the page.
import { Refused, send } from "./write.js";

class PostReactions extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.press(event));
  }

  async press(event) {
    const button = event.submitter;
    if (!button?.value) return;
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const form = event.target;
    const data = new FormData(form);
    data.set("react", button.value);
    try {
      const { reactions } = await send(form.action, data);
      for (const reaction of reactions) this.show(form, reaction);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.say(error.message);
    } finally {
      this.isSending = false;
    }
  }

  show(form, { kind, count, is_own: isOwn }) {
    const button = [...form.querySelectorAll("button")].find(({ value }) => value.startsWith(`${kind}:`));
    button.value = `${kind}:${isOwn ? "off" : "on"}`;
    button.setAttribute("aria-pressed", String(isOwn));
    button.querySelector("b").textContent = count ? ` ${count}` : "";
  }

  say(words) {
    this.querySelector(".error-note")?.remove();
    const note = Object.assign(document.createElement("p"), { className: "error-note", textContent: words });
    note.setAttribute("role", "alert");
    this.append(note);
  }
}

customElements.define("post-reactions", PostReactions);
