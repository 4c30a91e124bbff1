// <local-time> around <time> elements in South African time: adds the same hours in the reader's own
// zone, where that is another one.
const HOME = "Africa/Johannesburg";

class LocalTime extends HTMLElement {
  connectedCallback() {
    const moments = [...this.querySelectorAll("time")].map((time) => new Date(time.dateTime));
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!moments.length || this.querySelector("[data-own]")) return;
    const own = moments.map((moment) => format(moment, zone));
    if (own.join() === moments.map((moment) => format(moment, HOME)).join()) return;
    const words = document.createElement("span");
    words.dataset.own = "";
    words.className = "quiet";
    words.textContent = ` (${this.dataset.inYourZone} ${own.join(" – ")}, ${zone.split("/").pop().replace("_", " ")})`;
    this.append(words);
  }
}

function format(moment, timeZone) {
  return moment.toLocaleString("en-ZA", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false });
}

customElements.define("local-time", LocalTime);
