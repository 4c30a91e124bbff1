// <poll-ranking> around an ordered list with a number select in each item: adds buttons that move an
// item up and down, keeps the numbers in step with the order, and says where an item is now. Until somebody
// has placed one, none has a number: the order in which options come is nobody's answer.
import { make, say } from "./poll-results.js";

class PollRanking extends HTMLElement {
  connectedCallback() {
    if (this.said) return;
    this.list = this.querySelector("ol");
    this.said = make("output", { class: "unseen" });
    this.append(this.said);
    this.arrange();
    for (const item of this.list.children) item.append(this.button(item, "up", "↑"), this.button(item, "down", "↓"));
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("change", (event) => this.change(event));
  }

  button(item, way, sign) {
    const label = say(way, { option: nameOf(item) });
    return make("button", { type: "button", class: "button small", "data-way": way, "aria-label": label }, sign);
  }

  // An answer that was given before comes in the order of its numbers.
  arrange() {
    const placed = [...this.list.children].sort((one, other) => numberOf(one) - numberOf(other));
    this.list.append(...placed);
  }

  click(event) {
    const button = event.target.closest("button[data-way]");
    if (!button) return;
    const item = button.closest("li");
    const { way } = button.dataset;
    const beside = way === "up" ? item.previousElementSibling : item.nextElementSibling;
    if (beside) beside[way === "up" ? "before" : "after"](item);
    this.settle(item, button);
  }

  change(event) {
    const item = event.target.closest("li");
    const others = [...this.list.children].filter((other) => other !== item);
    const before = others[Number(event.target.value) - 1];
    if (event.target.value && before) before.before(item);
    else this.list.append(item);
    this.settle(item, event.target);
  }

  settle(item, control) {
    this.number();
    control.focus();
    this.said.textContent = say("moved", { option: nameOf(item), n: item.querySelector("select").value });
  }

  number() {
    [...this.list.children].forEach((item, index) => {
      item.querySelector("select").value = index + 1;
    });
  }
}

function nameOf(item) {
  return item.querySelector("[data-text]").textContent;
}

function numberOf(item) {
  return Number(item.querySelector("select").value) || Infinity;
}

customElements.define("poll-ranking", PollRanking);
