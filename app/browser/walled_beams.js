// Beams over the tiles of a walled map: which tiles one would cover, which it covered, and whom it hit.

import { short } from "./happened.js";
import { draw, path } from "./svg.js";
import { lightning, struck } from "./tiles.js";
import { square } from "./walled_ground.js";

const UNTOLD = { "aria-hidden": "true" };
/** Told apart by their sign, too: a zigzag, and drops. */
const LOOKS = {
  ZAP: { colour: "var(--brass)", line: "var(--brass)", sign: (x, y, s) => `M${x - 2 * s} ${y + s}l${1.4 * s} ${-2 * s}l${1.2 * s} ${2 * s}l${1.4 * s} ${-2 * s}` },
  CLEAN: { colour: "var(--foam)", line: "var(--beam)", sign: (x, y, s) => `M${x} ${y - 1.5 * s}q${1.6 * s} ${2 * s} 0 ${2.6 * s}q${-1.6 * s} ${-0.6 * s} 0 ${-2.6 * s}` },
};
const GAP = 0.07;

/** The tiles that a beam would cover now; seen as long as the board is asked for it (`data-aim`, see cleanup.css). */
export function reach(what, tiles, left, m) {
  return draw("g", { class: "reach", "data-what": what, visibility: "hidden", ...UNTOLD }, covered(what, tiles, left, m, { "stroke-width": Math.max(2, m / 18), "stroke-dasharray": `${m * 0.16} ${m * 0.12}`, "fill-opacity": 0.16 }));
}

/** The tiles that a beam has covered. */
export function beam(what, tiles, left, m) {
  const sign = tiles.map(([r, c]) => LOOKS[what].sign(left + (c + 0.5) * m, (r + 0.5) * m, m * 0.11)).join("");
  const marked = path(sign, { fill: "none", stroke: LOOKS[what].line, "stroke-width": Math.max(1.5, m / 20), "stroke-linejoin": "round", "stroke-linecap": "round", opacity: 0.85 });
  return draw("g", { class: "beam", "data-what": what, ...UNTOLD }, covered(what, tiles, left, m, { "stroke-width": Math.max(1.2, m / 26), "fill-opacity": 0.3 }), marked);
}

function covered(what, tiles, left, m, look) {
  const d = tiles.map(([r, c]) => square(left + (c + GAP) * m, (r + GAP) * m, m * (1 - 2 * GAP), m * (1 - 2 * GAP))).join("");
  return path(d, { fill: LOOKS[what].colour, stroke: LOOKS[what].line, "stroke-linejoin": "round", ...look });
}

/** From the seat to whom it hit; `from` is null where the seat is out of sight. */
export function* zapped(from, to, m) {
  if (from) yield [lightning, ...short(from, to, m * 0.42, m * 0.36), m];
  yield [struck, to.x, to.y, m * 1.05];
}
