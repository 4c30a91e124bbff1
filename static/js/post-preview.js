// <post-preview data-url="/threads/preview/"> inside a form with a button named preview: shows the words as a
// page will, in place. The server renders them; without it the button sends the form, and the page comes back.

class PostPreview extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.shown = this.querySelector("[data-shown]");
    this.says = this.querySelector("[data-says]");
    this.button = this.form.querySelector("[name=preview]");
    this.button.addEventListener("click", (event) => {
      event.preventDefault();
      this.show();
    });
  }

  async show() {
    const { csrfmiddlewaretoken: token, text } = this.form.elements;
    const body = new FormData();
    for (const [name, value] of [["csrfmiddlewaretoken", token.value], ["text", text.value], ["scope", this.dataset.scope]])
      body.set(name, value);
    this.button.setAttribute("aria-busy", "true");
    let result = {};
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body, headers: { Accept: "application/json" } });
      result = await answer.json();
    } catch {
      result.error = this.dataset.offline;
    }
    this.button.removeAttribute("aria-busy");
    this.hidden = false;
    this.says.textContent = result.done ? "" : result.error || this.dataset.offline;
    this.shown.innerHTML = result.done ? result.html : ""; // made safe where it was rendered, as each post is
    this.scrollIntoView({ block: "nearest" });
    this.focus({ preventScroll: true });
  }
}

customElements.define("post-preview", PostPreview);
