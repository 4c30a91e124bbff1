// <share-button data-title data-url data-label>: a button that hands the link to the device's own apps.
class ShareButton extends HTMLElement {
  connectedCallback() {
    if (!navigator.share || this.firstChild) return;
    const { title, url, label } = this.dataset;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.className = "button small";
    button.addEventListener("click", () => {
      navigator.share({ title, text: title, url }).catch(() => {}); // closed without choosing an app
    });
    this.append(button);
  }
}

customElements.define("share-button", ShareButton);
