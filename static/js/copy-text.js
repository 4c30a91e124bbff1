// <copy-text data-copy="Copy" data-copied="Copied"> around words: adds a button that copies them.
class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return; // no such thing over plain http: the words can still be selected
    const { copy, copied } = this.dataset;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: copy });
    button.className = "button small";
    const state = document.createElement("span");
    state.className = "quiet";
    state.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(this.querySelector(".to-copy").textContent.trim());
        state.textContent = copied;
      } catch {
        getSelection().selectAllChildren(this.querySelector(".to-copy")); // then Ctrl+C does it
      }
    });
    this.append(button, state);
  }
}

customElements.define("copy-text", CopyText);
