// How much of the river is spoilt, as a row of cells.

import { attribute } from "./dom.js";
import { group } from "./kept.js";
import { box, draw, path } from "./svg.js";

/** How high a cell is. */
export const CELL = 20;
/** More tiles than this, and there are no gaps between them. */
const CELLS = 24;
/** Cells that are narrower, in pixels, have one frame around all of them: their own would hide what is in them. */
const NARROW = 4.5;

/** Gives a function that draws a cell for each tile of the river, hatched where waste is, and a line where nothing grows any more. */
export function gauges() {
  const drawn = group({ class: "gauge" });
  return function gauge(river, x, y, wide) {
    const node = drawn(parts(river, x, y, wide));
    attribute(node, "data-waste", river.waste);
    return node;
  };
}

function* parts({ waste, tiles, cutoff }, x, y, wide) {
  const gap = tiles > CELLS ? 0 : 4;
  const each = (wide + gap) / tiles;
  const framed = each < NARROW;
  yield [hatching];
  for (let n = 0; n < tiles; n += 1) {
    const full = n < waste;
    const look = full ? { fill: "url(#hatched)", stroke: "var(--waste)" } : { fill: "var(--surface)", stroke: "var(--edge)" };
    const own = framed ? [x + n * each, each, { stroke: "none" }] : [x + n * each + 0.75, each - gap - 1.5, { "stroke-width": 1.5 }];
    yield [box, own[0], y, own[1], CELL, gap ? 5 : 0, { class: full ? "full" : "free", ...look, ...own[2] }];
  }
  const cut = x + (cutoff - 1) * each - gap / 2;
  if (framed) yield [box, x, y, wide, CELL, 0, { fill: "none", stroke: "var(--edge)", "stroke-width": 1.5 }];
  yield [path, `M${cut} ${y - 6}V${y + CELL + 6}`, { class: "cutoff", stroke: "var(--bad)", "stroke-width": 3, "stroke-linecap": "round" }];
}

function hatching() {
  const hatch = { id: "hatched", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const lines = [box(0, 0, 8, 8, 0, { fill: "var(--waste)" }), box(5.4, 0, 2.6, 8, 0, { fill: "var(--surface)", opacity: 0.42 })];
  return draw("defs", {}, draw("pattern", hatch, lines));
}
