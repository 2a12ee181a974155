// Beside the board: what this seat remembers of the map, small, and in a dialog as large as the window lets it be.

import { attribute, dialog, el, fill, shown, unfocused } from "./dom.js";
import { colourOf } from "./pieces.js";
import { remembered } from "./remembered.js";
import { placeOf } from "./terrain.js";

const SMALL = [200, 144]; // pixels; the style sheet makes it smaller on a phone
const LARGE = [640, 560];

/** `show(known, seat)` with the map of a scene; null where there is none. */
export function mapped(words) {
  const button = el("button", { type: "button", class: "map-button", "aria-haspopup": "dialog", onmousedown: unfocused, onclick: open });
  const told = el("p", { class: "quiet" }, words.map_about);
  const node = el("section", { class: "panel mapped", "aria-label": words.map }, el("h2", {}, words.map), button, told);
  let box = null;
  let now = null; // {known, seat}
  let drawn = "";

  function inWords({ tiles, you }) {
    const all = tiles.join("");
    const seen = [...all].filter((letter) => letter !== "?").length;
    const place = you && fill(words.map_place, { place: placeOf(you[0], you[1]), facing: words.compass[you[2]] });
    return [fill(words.map_seen, { seen, all: all.length }), place].filter(Boolean).join(" ");
  }

  const picture = (label, size) => remembered(now.known, colourOf(now.seat), label, ...size);

  function open() {
    box ??= dialog(node.getRootNode().querySelector(".live-table"), words, words.map);
    box.node.classList.add("map-large");
    enlarge();
    box.open();
  }

  function enlarge() {
    const label = inWords(now.known);
    box.body.replaceChildren(picture(label, [Math.min(LARGE[0], innerWidth - 72), Math.min(LARGE[1], innerHeight - 290)]), el("p", {}, label), el("p", { class: "quiet" }, words.map_about));
  }

  return {
    node,
    show(known, seat) {
      now = known ? { known, seat } : null;
      shown(node, known);
      const sign = JSON.stringify(now);
      if (sign === drawn) return;
      drawn = sign;
      if (!known) return box?.close();
      button.replaceChildren(picture("", SMALL));
      attribute(button, "aria-label", `${words.map_open} ${inWords(known)}`);
      if (box?.node.open) enlarge();
    },
  };
}
