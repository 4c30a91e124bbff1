// <minutes-page>: says that there are new minutes, and shows them by itself while nobody is correcting one.
import { LivePart } from "./live-part.js";
import { show } from "./question-list.js";

class MinutesPage extends LivePart {
  part = "minutes";

  put(row) {
    if (this.item(row.id)?.dataset.revision !== String(row.revision)) this.isStale = true;
  }

  remove() {
    this.isStale = true;
  }

  async tidy() {
    if (!this.isStale) return;
    if (this.querySelector("details[open]")) {
      show(this.querySelector("[data-changed]"), true);
      return;
    }
    this.isStale = false;
    try {
      const page = await fetch(window.location.pathname, { headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("minutes-page ol");
      if (fresh) this.querySelector("ol").replaceWith(fresh);
    } catch {
      show(this.querySelector("[data-changed]"), true);
    }
  }
}

customElements.define("minutes-page", MinutesPage);
