// A part of a live session's page (polls, agenda, hands, minutes …), as a custom element inside the
// element that holds the socket. The server rendered it; frames keep it current. Subclasses name their
// field of the frame as `part`, and write `put(row)`, `remove(id)` and, where order matters, `tidy()`.

export class LivePart extends HTMLElement {
  connectedCallback() {
    this.host = this.closest("[data-socket]");
    this.host.addEventListener("frame", (event) => this.hear(event.detail));
  }

  hear(frame) {
    const rows = frame[this.part] || [];
    const gone = frame.gone?.[this.part] || [];
    if (frame.type === "state") this.keepOnly(new Set(rows.map((row) => row.id)));
    for (const row of rows) this.put(row);
    for (const id of gone) this.remove(id);
    if (frame.session) this.turn?.(frame.session);
    if (rows.length || gone.length || frame.type === "state") this.tidy?.();
  }

  keepOnly(ids) {
    for (const item of this.querySelectorAll(`[data-${this.part}-id]`)) {
      const id = item.getAttribute(`data-${this.part}-id`);
      if (!ids.has(id)) this.remove(id);
    }
  }

  item(id) {
    return this.querySelector(`[data-${this.part}-id="${CSS.escape(id)}"]`);
  }

  remove(id) {
    this.item(id)?.remove();
  }
}
