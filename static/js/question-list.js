// Lists of questions that the server rendered, kept up to date: one item per question, cloned from
// the page's template, moved only when its place changes.

export class QuestionList {
  constructor(root, { lists, laneOf, fill = () => {}, isBefore = comesBefore }) {
    this.root = root;
    this.template = root.querySelector("template[data-question]");
    this.lists = new Map(lists.map((name) => [name, root.querySelector(`[data-list="${name}"]`)]));
    this.laneOf = laneOf;
    this.fill = fill;
    this.isBefore = isBefore;
    this.items = new Map();
    for (const list of this.lists.values()) {
      for (const item of list.children) this.items.set(item.dataset.id, item);
    }
  }

  has(id) {
    return this.items.has(id);
  }

  put(question) {
    let item = this.items.get(question.id);
    const isNew = !item;
    if (isNew) {
      item = this.template.content.firstElementChild.cloneNode(true);
      item.dataset.id = question.id;
      item.id = `q-${question.id}`;
      this.items.set(question.id, item);
    }
    item.dataset.state = question.state;
    item.dataset.votes = question.votes;
    item.dataset.at = question.at;
    item.toggleAttribute("data-pinned", Boolean(question.pinned));
    item.toggleAttribute("data-named", Boolean(question.by));
    item.dataset.before = question.before || 0;
    item.dataset.place = question.place || "";
    if (question.mine) item.dataset.mine = "";
    this.write(item, question);
    this.fill(item, question);
    this.place(item);
    return isNew;
  }

  // Of a question of which nothing else changed.
  count(id, votes) {
    const item = this.items.get(id);
    if (!item) return;
    item.dataset.votes = votes;
    tellVotes(item, votes);
    this.place(item);
  }

  remove(id) {
    this.items.get(id)?.remove();
    this.items.delete(id);
  }

  keepOnly(ids) {
    for (const id of [...this.items.keys()]) if (!ids.has(id)) this.remove(id);
  }

  write(item, question) {
    text(item, "text", question.text);
    text(item, "context", question.context);
    for (const name of ["text", "context"]) speak(item.querySelector(`[data-field="${name}"]`), question.lang);
    text(item, "place", question.place);
    text(item, "to", question.to);
    show(item.querySelector('[data-with="to"]'), Boolean(question.to));
    show(item.querySelector('[data-field="edited"]'), Boolean(question.edited));
    show(item.querySelector('[data-field="pinned"]'), Boolean(question.pinned));
    text(item, "by", question.by);
    show(item.querySelector('[data-field="anonymous"]'), !question.by);
    text(item, "about", question.about);
    text(item, "reason", question.reason);
    text(item, "answer", question.state === "answered" ? question.answer : "");
    tellVotes(item, question.votes);
    for (const part of item.querySelectorAll("[data-when]")) {
      show(part, part.dataset.when.split(" ").includes(question.state));
    }
  }

  place(item) {
    const list = this.lists.get(this.laneOf(item.dataset.state, item));
    if (!list) {
      this.remove(item.dataset.id);
      return;
    }
    const next = [...list.children].find((other) => other !== item && this.isBefore(item, other));
    if (item.parentElement === list && item.nextElementSibling === (next || null)) return;
    const focused = item.contains(document.activeElement) ? document.activeElement : null;
    list.insertBefore(item, next || null);
    focused?.focus();
  }

  // All of them, after the order has become another one.
  sort() {
    for (const list of this.lists.values()) {
      const items = [...list.children].sort((one, other) => (this.isBefore(one, other) ? -1 : 1));
      const focused = list.contains(document.activeElement) ? document.activeElement : null;
      list.append(...items);
      focused?.focus();
    }
  }
}

// Most votes first, then in the order in which they were asked.
export function comesBefore(item, other) {
  const votes = Number(other.dataset.votes) - Number(item.dataset.votes);
  return votes === 0 ? Number(item.dataset.at) < Number(other.dataset.at) : votes < 0;
}

export function tellVotes(item, votes) {
  for (const field of item.querySelectorAll('[data-field="votes"]')) field.textContent = votes;
}

function text(item, name, words) {
  const field = item.querySelector(`[data-field="${name}"]`);
  if (!field) return;
  field.textContent = words || "";
  show(field, Boolean(words));
}

function speak(element, language) {
  if (!element) return;
  if (language) element.lang = language;
  else element.removeAttribute("lang");
}

export function show(element, isShown) {
  if (element) element.hidden = !isShown;
}
