// While a finger or a button of the mouse is down nothing is put elsewhere: the click goes where it was meant.
const CLICK_WITHIN = 50;

export class Hand {
  constructor(bench) {
    this.isUp = Promise.resolve();
    bench.addEventListener("pointerdown", () => {
      this.isUp = new Promise((resolve) => {
        const up = () => setTimeout(resolve, CLICK_WITHIN);
        for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, up, { once: true });
      });
    });
  }
}
