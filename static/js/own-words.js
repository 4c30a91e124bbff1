// What somebody does with the words of their own question, in the question's place: correct it, add to
// it. What is refused stays typed.
import { show } from "./question-list.js";
import { Refused, send } from "./write.js";

const REWORDED = ["waiting", "hidden", "published"];
const GONE = ["merged", "withdrawn"];

// The boxes of one item, after the server has told of it: never over what is being typed.
export function fillOwnWords(item, question, acts) {
  const values = { edit: question.text, "add-context": question.context || "" };
  const isShown = { edit: REWORDED.includes(question.state), "add-context": !GONE.includes(question.state) };
  for (const box of item.querySelectorAll("details[data-reword]")) {
    const { reword } = box.dataset;
    const [form, area, label] = ["form", "textarea", "label"].map((name) => box.querySelector(name));
    form.action = `${acts}${reword}/`;
    area.id = label.htmlFor = `${reword}-${question.id}`;
    show(box, isShown[reword] || box.open);
    if (!box.open) area.value = values[reword];
  }
}

export async function sendOwnWords(event, onAnswer) {
  event.preventDefault();
  const form = event.target;
  const refused = form.querySelector("[data-refused]");
  const box = form.closest("details");
  show(refused, false);
  try {
    const { question } = await send(form.action, new FormData(form));
    box.open = false;
    onAnswer(question);
    box.querySelector("summary").focus();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused.textContent = error.message;
    show(refused, true);
  }
}
