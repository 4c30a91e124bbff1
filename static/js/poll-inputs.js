// What one answers a poll with, for a poll that came after the page (_poll_inputs.html has the same).
import "./poll-ranking.js";
import { make, say } from "./poll-results.js";

export function inputsOf(poll) {
  return MAKERS[poll.kind](poll);
}

const MAKERS = {
  single: ({ options }) => options.map((option) => choice("radio", option)),
  multiple: ({ options, most }) => [help("most", most), ...options.map((option) => choice("checkbox", option))],
  rating: ({ highest }) => [help("lowest", highest), make("div", { class: "poll-steps" }, ...steps(highest))],
  ranking: ({ options }) => [help("rank"), ranking(options)],
  words: () => [labelled("word", make("input", { type: "text", name: "text", autocomplete: "off" }))],
  text: () => [labelled("text", make("textarea", { name: "text", rows: 3 }))],
};

function help(name, n) {
  return make("p", { class: "help" }, say(name, { n }));
}

function choice(type, { id, text }) {
  const input = make("input", { type, name: "choice", value: id });
  return make("label", { class: "poll-option" }, input, " ", make("span", {}, text));
}

function steps(highest) {
  return Array.from({ length: highest }, (_, index) => {
    const input = make("input", { type: "radio", name: "rating", value: index + 1 });
    return make("label", { class: "poll-step" }, input, " ", make("span", {}, String(index + 1)));
  });
}

function ranking(options) {
  const items = options.map(({ id, text }) => {
    const places = options.map((_, index) => make("option", { value: index + 1 }, String(index + 1)));
    const none = make("option", { value: "" }, say("not_placed"));
    const label = say("place_of", { option: text });
    const select = make("select", { name: `place_${id}`, "aria-label": label }, none, ...places);
    const name = make("span", { class: "ranking-text", "data-text": "" }, text);
    return make("li", { "data-option": id }, name, select);
  });
  return make("poll-ranking", {}, make("ol", { class: "ranking" }, ...items));
}

function labelled(name, box) {
  return make("label", { class: "field" }, make("span", { class: "label" }, say(name)), box);
}
