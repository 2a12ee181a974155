// The way to a picture for a slide: what it will be, and its files.

import { dialog, el, text } from "./dom.js";
import { icon } from "./marks.js";
import { pngOf, svgOf } from "./standalone.js";

/** Milliseconds after which a browser has surely begun to save a file. */
const SAVED = 60_000;

/**
 * The button, and the dialog behind it. `here()` is {host, drawing, name}: where the dialog belongs, what is shown, as
 * an SVG element, and what its files are called, without their ending.
 */
export function picturing(words, here) {
  let box = null;

  function open() {
    const { host, drawing, name } = here();
    const { width, height } = drawing.viewBox.baseVal;
    const status = el("p", { role: "status" });
    const svg = async () => new Blob([await svgOf(drawing, host)], { type: "image/svg+xml" });
    const png = async () => pngOf(await svgOf(drawing, host), width, height);
    const way = (label, ending, make) =>
      el("button", { type: "button", class: "save", onclick: () => save(`${name}.${ending}`, make, status) }, label);
    box?.node.remove();
    box = dialog(host, words, words.title);
    box.node.classList.add("sharing", "picturing");
    box.body.append(el("div", { class: "preview" }, drawing), el("p", {}, words.about), el("div", { class: "saves" }, way(words.svg, "svg", svg), way(words.png, "png", png)), status);
    box.open();
  }

  async function save(file, make, status) {
    text(status, "");
    try {
      const address = URL.createObjectURL(await make());
      el("a", { href: address, download: file }).click();
      setTimeout(() => URL.revokeObjectURL(address), SAVED);
      text(status, words.saved);
    } catch (error) {
      console.error(error);
      text(status, words.failed);
    }
  }

  return el("button", { type: "button", class: "picture-of", "aria-haspopup": "dialog", onclick: open }, icon("picture", 20), el("span", {}, words.button));
}

/** What a picture of a match is called. */
export const fileName = (match, part) => `under-the-table-${match}-${part}`.replace(/[^\w-]+/g, "-");
