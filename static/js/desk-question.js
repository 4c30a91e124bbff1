// One question at the desk: what a frame says of it, in its item. The server's template has the same parts
// (templates/forums/_desk_question.html).
import { show } from "./question-list.js";

export function fillDeskQuestion(item, question, acts) {
  const own = `${acts}${question.id}/`;
  item.dataset.about = question.about || "";
  item.dataset.place = question.place || "";
  item.dataset.text = question.text;
  item.dataset.answer = question.answer || "";
  item.toggleAttribute("data-pinned", Boolean(question.pinned));
  for (const button of item.querySelectorAll("button[data-act]")) {
    button.formAction = `${own}${button.dataset.act}/`;
    if (button.name === "seen") button.value = question.state;
  }
  for (const form of item.querySelectorAll("form[data-act]")) {
    form.action = `${own}${form.dataset.act}/`;
    if (form.elements.seen) form.elements.seen.value = question.state;
    form.elements.csrfmiddlewaretoken.value = document.querySelector("#acts [name=csrfmiddlewaretoken]").value;
  }
  for (const name of item.querySelectorAll("[data-short]")) name.textContent = `: ${question.text.slice(0, 40)}`;
  item.querySelector("[data-merge]").href = `${acts.replace(/questions\/$/, "")}merge/?question=${question.id}`;
  item.querySelector("[data-similar]").dataset.url = `${own}similar/`;
  for (const name of ["to", "asker", "place", "context"]) write(item, name, question[name]);
  for (const part of item.querySelectorAll("[data-flag]")) show(part, Boolean(question[part.dataset.flag]));
  for (const part of item.querySelectorAll("[data-unless]")) show(part, !question[part.dataset.unless]);
  for (const part of item.querySelectorAll("[data-heard]")) show(part, part.dataset.heard === question.heard_in);
  item.querySelector("[data-age]").dateTime = new Date(question.at * 1000).toISOString();
  fillBox(item.querySelector("[data-field-answer]"), item.querySelector("[data-began=answer]"), question.answer || "");
  fillBox(item.querySelector("[data-field-text]"), item.querySelector("[data-began=text]"), question.text);
  fillMerged(item.querySelector("[data-merged]"), question.merged || [], acts);
}

// What is being typed stays, and so does what it began from; a colleague's words fill an untouched box, and
// what was typed is untouched once the server has it.
function fillBox(box, began, words) {
  if (box.value !== box.defaultValue && box.value.trim() !== words) return;
  box.value = box.defaultValue = words;
  began.value = words;
}

function fillMerged(part, merged, acts) {
  show(part, merged.length > 0);
  part.querySelector("[data-merged-count]").textContent = merged.length;
  const rows = merged.map(({ id, text }) => {
    const row = part.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("span").textContent = text;
    row.querySelector("button").formAction = `${acts}${id}/unmerge/`;
    return row;
  });
  part.querySelector("ul").replaceChildren(...rows);
}

function write(item, name, words) {
  const field = item.querySelector(`[data-field="${name}"]`);
  field.textContent = words || "";
  show(field, Boolean(words));
}

// How long each question has waited.
export function tellAges(root) {
  for (const age of root.querySelectorAll("[data-list=waiting] [data-age]")) {
    const minutes = Math.floor((Date.now() - Date.parse(age.dateTime)) / 60000);
    if (minutes < 1) age.textContent = age.dataset.now;
    else if (minutes < 60) age.textContent = age.dataset.minutes.replace("%n", minutes);
    else age.textContent = age.dataset.hours.replace("%n", Math.floor(minutes / 60));
  }
}
