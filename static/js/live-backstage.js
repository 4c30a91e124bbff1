// <live-backstage>: what facilitators tell one another, as it comes. <kept-form> sends.
import "./kept-form.js";
import { LivePart } from "./live-part.js";

class LiveBackstage extends LivePart {
  part = "backstage";

  connectedCallback() {
    super.connectedCallback();
    this.list = this.querySelector("[data-backstage]");
    this.list.scrollTop = this.list.scrollHeight;
    this.addEventListener("sent", ({ detail }) => {
      if (detail.isUnchanged) this.querySelector("textarea").value = "";
    });
  }

  put(row) {
    if (this.item(row.id)) return;
    const item = this.querySelector("template[data-row]").content.firstElementChild.cloneNode(true);
    item.dataset.backstageId = row.id;
    item.querySelector("[data-by]").textContent = row.by;
    item.querySelector("[data-text]").textContent = row.text;
    this.list.append(item);
    this.list.scrollTop = this.list.scrollHeight;
  }
}

customElements.define("live-backstage", LiveBackstage);
