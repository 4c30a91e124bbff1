// <live-desk>: the facilitator's desk. Every act is a form that works without this script; here it is
// sent without leaving the page, and what colleagues and the room do shows at once.
import { QuestionList, show } from "./question-list.js";
import { RoomSocket } from "./room-socket.js";
import { Refused, send } from "./write.js";

const LANES = ["waiting", "answering", "published", "answered", "hidden"];

class LiveDesk extends HTMLElement {
  connectedCallback() {
    this.list = new QuestionList(this, {
      lists: LANES,
      laneOf: (state) => state,
      fill: (item, question) => this.fill(item, question),
    });
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("submit", (event) => this.submit(event));
    this.socket = new RoomSocket(this, (frame) => this.apply(frame));
  }

  apply(frame) {
    if (frame.type === "state") this.list.keepOnly(new Set(frame.questions.map((question) => question.id)));
    for (const question of frame.questions || []) this.list.put(question);
    for (const id of frame.removed || []) this.list.remove(id);
    if (frame.session) this.turn(frame.session.state);
    this.count();
  }

  fill(item, question) {
    const acts = `${this.dataset.acts}${question.id}/`;
    for (const button of item.querySelectorAll("button[data-act]")) button.formAction = `${acts}${button.dataset.act}/`;
    for (const form of item.querySelectorAll("form[data-act]")) {
      form.action = `${acts}${form.dataset.act}/`;
      const token = document.querySelector("#acts [name=csrfmiddlewaretoken]").value;
      form.querySelector("[name=csrfmiddlewaretoken]").value = token;
    }
    for (const name of item.querySelectorAll("[data-short]")) name.textContent = `: ${question.text.slice(0, 40)}`;
    // What is being typed stays; a colleague's answer fills an untouched box.
    const box = item.querySelector("[data-field-answer]");
    if (box.value === box.defaultValue) box.value = box.defaultValue = question.answer || "";
  }

  click(event) {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    event.preventDefault();
    this.act(button.formAction, new FormData(document.getElementById("acts")));
  }

  submit(event) {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    this.act(form.action, new FormData(form), form);
  }

  async act(url, data, form) {
    this.complain("");
    try {
      const { seq } = this.socket;
      const { question } = await send(url, data);
      if (this.socket.seq === seq) this.list.put(question); // else the socket was quicker and may know more
      form?.closest("details")?.removeAttribute("open");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.complain(error.message);
    }
    this.count();
  }

  // A colleague opened or closed the session: say so, and leave what is being typed alone.
  turn(state) {
    show(this.querySelector("[data-session-turned]"), state !== this.dataset.state);
  }

  count() {
    for (const lane of LANES) {
      const list = this.querySelector(`[data-list="${lane}"]`);
      this.querySelector(`[data-count="${lane}"]`).textContent = list.children.length;
    }
  }

  complain(words) {
    const place = this.querySelector("p[data-error]");
    place.textContent = words;
    show(place, Boolean(words));
  }
}

customElements.define("live-desk", LiveDesk);
