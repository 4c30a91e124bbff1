// The words of the brief, counted as one types: in all and for each section. The server counts the same.
const WORD = /\S+/g;

export function showWords(bench) {
  let total = 0;
  for (const section of bench.querySelectorAll("[data-section]")) {
    const items = [...section.querySelectorAll(".item")];
    const words = items.reduce((sum, item) => sum + wordsOf(item), 0);
    section.querySelector("[data-section-words]").textContent = words;
    total += words;
  }
  const meter = bench.querySelector("[data-words-meter]");
  meter.value = total;
  bench.querySelector("[data-words-total]").textContent = total;
  bench.querySelector(".bench-words").classList.toggle("too-many", total > meter.max);
}

function wordsOf(item) {
  const quoted = [...item.querySelectorAll(".quoted blockquote")].map((one) => one.textContent);
  return [item.querySelector("[name=prose]")?.value || "", ...quoted].reduce((sum, text) => sum + count(text), 0);
}

function count(text) {
  return text.match(WORD)?.length || 0;
}
