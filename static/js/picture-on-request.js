// <picture-on-request data-alt="…">: links that open a picture's JPEG become buttons that show it here,
// in the best format that the browser takes. Until then nothing is loaded.

class PictureOnRequest extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-width]");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.show(link);
    });
  }

  show(link) {
    const picture = document.createElement("picture");
    for (const format of ["avif", "webp"]) {
      const source = document.createElement("source");
      source.type = `image/${format}`;
      source.srcset = link.dataset[format];
      picture.append(source);
    }
    const image = document.createElement("img");
    image.alt = this.dataset.alt;
    image.width = Number(link.dataset.width);
    image.height = Number(link.dataset.height);
    image.tabIndex = -1;
    image.src = link.href;
    picture.append(image);
    this.querySelector("picture")?.remove();
    this.querySelector(".picture-alt")?.setAttribute("hidden", "");
    this.prepend(picture);
    link.hidden = true;
    image.focus({ preventScroll: true });
  }
}

customElements.define("picture-on-request", PictureOnRequest);
