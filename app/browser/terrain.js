// The ground of a river and its orchard: grass and water with a shore between them, and what the tiles are called.

import { grass, ripples, shores } from "./ground.js";
import { lettering } from "./lettering.js";
import { box, draw } from "./svg.js";

const CORNER = 16;
const NAME = { size: 13, weight: 600, leading: 16 };

/** What people call a tile: A1 is at the top left. */
export const placeOf = (row, column) => `${columnOf(column)}${row + 1}`;
export const columnOf = (column) => String.fromCharCode(65 + column);

/** `kinds`: rows of "river" or "orchard"; a tile is `w` by `h`. The upper corners are round. */
export function terrain(kinds, w, h) {
  const [wide, high] = [kinds[0].length * w, kinds.length * h];
  const id = `ground-${[wide, high].map(Math.round).join("-")}`;
  const tiles = kinds.flatMap((row, r) => row.map((kind, c) => ({ kind, r, c, x: c * w, y: r * h })));
  const water = tiles.filter(({ kind }) => kind === "river");
  const land = tiles.filter(({ kind }) => kind !== "river");
  const dry = (r, c) => kinds[r]?.[c] !== undefined && kinds[r][c] !== "river";
  // A little wider than they are, so that no seam shows between two of them.
  const filled = ({ x, y }, fill, opacity) => box(x - 0.4, y - 0.4, w + 0.8, h + 0.8, 0, { fill, opacity });
  return draw(
    "g",
    { class: "terrain", "aria-hidden": "true" },
    draw("defs", {}, draw("clipPath", { id }, box(0, 0, wide, high + CORNER, CORNER))),
    draw(
      "g",
      { "clip-path": `url(#${id})` },
      box(0, 0, wide, high, 0, { fill: "var(--grass)" }),
      land.filter(({ r, c }) => (r + c) % 2).map((tile) => filled(tile, "var(--meadow)", 0.6)),
      grass(land, w, h),
      water.map((tile) => filled(tile, "var(--river)")),
      ripples(water, w, h),
      shores(water, dry, w, h),
      names(kinds, w, h),
    ),
  );
}

/** Letters along the top and numbers down the left, as on a map. */
function names(kinds, w, h) {
  const look = { class: "names", fill: "var(--ink)", opacity: 0.66 };
  const letters = kinds[0].map((_, c) => lettering([columnOf(c)], c * w + (c ? 5 : 9), 15, NAME, look));
  return [letters, kinds.map((_, r) => lettering([String(r + 1)], 5, (r + 0.5) * h + 5, NAME, look))];
}
