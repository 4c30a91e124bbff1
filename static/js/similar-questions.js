// <similar-questions data-url data-for="id of the box">: while somebody types a question, shows those in
// the room that may ask the same, to vote for instead. The element around it votes (<live-session>).
const WAIT = 700;
const SHORTEST = 8;

class SimilarQuestions extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.dataset.for);
    this.list = document.createElement("ul");
    this.append(this.list);
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), WAIT);
    });
    this.closest("kept-form")?.addEventListener("sent", () => this.forget());
  }

  forget() {
    clearTimeout(this.timer);
    this.asked = "";
    this.show([]);
  }

  async look() {
    const words = this.box.value.trim();
    if (words === this.asked) return;
    this.asked = words;
    let questions = [];
    if (words.length >= SHORTEST) {
      try {
        const answer = await fetch(`${this.dataset.url}?text=${encodeURIComponent(words)}`);
        if (answer.ok) ({ questions } = await answer.json());
      } catch {
        return; // no connection: nothing is lost by not knowing
      }
    }
    if (this.asked === words) this.show(questions);
  }

  show(questions) {
    this.list.replaceChildren(...questions.map((question) => this.row(question)));
    this.hidden = !questions.length;
  }

  row({ id, text, voted }) {
    const [item, words, button] = ["li", "span", "button"].map((name) => document.createElement(name));
    words.textContent = text;
    Object.assign(button, { type: "button", className: "button small", disabled: voted });
    button.textContent = voted ? this.dataset.voted : this.dataset.vote;
    button.addEventListener("click", () => {
      button.disabled = true;
      button.textContent = this.dataset.voted;
      this.dispatchEvent(new CustomEvent("vote-instead", { detail: id, bubbles: true }));
    });
    item.append(words, button);
    return item;
  }
}

customElements.define("similar-questions", SimilarQuestions);
