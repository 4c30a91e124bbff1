// <statement-ballot> around the statement that is put to somebody: a vote brings the next one in place, and
// the keys 1, 2 and 3 press its buttons while something in it has the focus. Without script, or if the vote
// can't be sent this way, the form is an ordinary form.
class StatementBallot extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.vote(event));
    this.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const place = ["1", "2", "3"].indexOf(event.key);
    const button = this.querySelectorAll(".ballot-buttons button")[place];
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  async vote(event) {
    const { target: form, submitter } = event;
    if (!form.matches(".ballot-card")) return;
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const body = new FormData(form, submitter);
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === submitter));
    }
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      this.show(await answer.text(), answer.url);
    } catch {
      this.say(this.dataset.failed);
    } finally {
      this.isSending = false;
    }
  }

  show(html, url) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const ballot = page.querySelector("statement-ballot");
    const error = page.querySelector(".error-note[role=alert]");
    if (!ballot) {
      // the voting has closed, or somebody has to log in: a page of its own says so
      document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
      document.querySelector("main [role=alert]")?.scrollIntoView({ block: "center" });
      return;
    }
    this.replaceChildren(...ballot.childNodes);
    if (error) this.say(error.textContent);
    if (url.includes("/statements/")) history.replaceState(null, "", location.pathname);
    this.querySelector("#statement-now").focus();
  }

  say(words) {
    const note = document.createElement("p");
    note.className = "error-note";
    note.setAttribute("role", "alert");
    note.textContent = words;
    this.querySelector("[role=alert]")?.remove();
    this.prepend(note);
  }
}

customElements.define("statement-ballot", StatementBallot);
