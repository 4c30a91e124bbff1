// Results of a poll as the server's templates write them (_poll_results.html): a table with a picture in
// it, or a cloud with a table beside it, or texts. Whatever people wrote is inserted as text.

const SVG = "http://www.w3.org/2000/svg";
const words = JSON.parse(document.getElementById("poll-words").textContent);

// The words of the page, with their numbers put in: say("moved", { option: "Light", n: 2 }).
export function say(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`%${key}`, () => value), words[name]);
}

export function peopleAnswered(people) {
  if (!people) return say("nobody");
  return people === 1 ? say("answered_one") : say("answered_many", { n: people });
}

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function showResults(place, poll) {
  const { results } = poll;
  const isOpen = place.querySelector("details")?.open;
  if (results?.rows) place.replaceChildren(...average(poll), table(poll));
  else if (results?.words?.length) place.replaceChildren(...cloud(poll, isOpen));
  else if (results?.texts?.length) place.replaceChildren(texts(results.texts));
  else place.replaceChildren();
}

function average({ results, highest }) {
  if (!results.mean) return [];
  return [make("p", { class: "poll-mean" }, say("mean", { mean: results.mean, highest }))];
}

function table(poll) {
  const isRanking = poll.kind === "ranking";
  const names = isRanking ? ["points", "place"] : ["people", "percent"];
  const head = [column("option"), ...names.map(column)];
  const rows = poll.results.rows.map((row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("span", {}, row.text), bar(row.percent)),
      make("td", {}, String(row.count)),
      make("td", {}, isRanking ? row.place : `${row.percent} %`),
    ),
  );
  return framed(poll, head, rows);
}

function framed(poll, head, rows) {
  return make(
    "table",
    { class: "poll-table" },
    make("caption", { class: "unseen" }, poll.title),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows),
  );
}

function column(name) {
  return make("th", { scope: "col" }, say(name));
}

function bar(percent) {
  const picture = document.createElementNS(SVG, "svg");
  const attributes = { class: "poll-bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" };
  for (const [key, value] of Object.entries(attributes)) picture.setAttribute(key, value);
  for (const [name, width] of [["poll-bar-all", 100], ["poll-bar-part", percent]]) {
    const part = document.createElementNS(SVG, "rect");
    part.setAttribute("class", name);
    part.setAttribute("width", width);
    part.setAttribute("height", 10);
    picture.append(part);
  }
  return picture;
}

function cloud(poll, isOpen) {
  const picture = make("p", { class: "poll-cloud", "aria-hidden": "true" });
  for (const word of poll.results.words) picture.append(make("span", { class: `size-${word.size}` }, word.text), " ");
  const rows = poll.results.words.map((word) =>
    make("tr", {}, make("th", { scope: "row" }, word.text), make("td", {}, String(word.count))),
  );
  const list = framed(poll, [column("answer"), column("people")], rows);
  const details = make("details", { class: "poll-words" }, make("summary", {}, say("as_table")), list);
  details.open = Boolean(isOpen);
  return [picture, details];
}

function texts(said) {
  const items = said.map(({ text, count }) => {
    const item = make("li", {}, text);
    if (count > 1) item.append(" ", make("span", { class: "quiet" }, `× ${count}`));
    return item;
  });
  return make("ul", { class: "poll-texts" }, ...items);
}
