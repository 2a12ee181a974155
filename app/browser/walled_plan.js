// How large the board of a walled map is, and whether what is told of the match stands below it or beside it: numbers only.

import { footingHigh } from "./cleanup_footing_plan.js";
import { EDGE } from "./layout_sizes.js";

/** A window, as long as nothing is seen through it. */
const WINDOW = 11;
/** No board is higher than this, in pixels, on a phone and beside it, and none of its tiles larger. */
const HIGHEST = [480, 640];
const LARGEST = 64;
const PHONE = 480;
/** However little room there is, no board of a phone is lower than this, unless it is as wide as it can be; and none of another
 * screen has lower tiles. */
const LEAST = 300;
const LOWEST = 12;
/** How wide what is told beside a board may be. */
const SIDES = [170, 190, 210, 230, 260, 340];

/** What a window has outside its tiles, in pixels: at its left what its rows are called, and beneath it its columns and where one is. */
const MARGIN = { left: 24, foot: 38 };
const NONE = { left: 0, foot: 0 };

/** A map lies on its side where that makes its tiles so much larger. */
const LARGER = 1.2;

/** Tiles are squares of `m`; where they do not fill the width, they stand in its middle, or what is told beside them. `lies`:
 * a map that is watched, on its side. */
export function measured(scene, width, low) {
  // Nobody stands anywhere yet: there is no board before there is anything to see.
  if (!scene.tiles.length && !scene.away) return { width, m: 0, left: 0, high: 0, foot: 0, side: 0, whole: scene.you === null ? footingHigh(scene, width) : EDGE };
  const size = [scene.tiles.length || WINDOW, scene.tiles[0]?.length ?? WINDOW];
  const stands = sized(scene, width, low, size);
  if (!low || width < PHONE || scene.look === "window" || scene.you !== null) return stands;
  const lies = sized(scene, width, low, size.toReversed());
  return lies.m > stands.m * LARGER ? { ...lies, lies: true } : stands;
}

function sized(scene, width, low, [rows, columns]) {
  const margin = scene.look === "window" ? MARGIN : NONE;
  const phone = width < PHONE;
  const most = HIGHEST[phone ? 0 : 1];
  const least = phone ? LEAST / rows : LOWEST;
  const fits = (wide, below) => Math.min((wide - margin.left) / columns, LARGEST, Math.max(least, ((low ? Math.min(most, low - below) : most) - margin.foot) / rows));
  const watched = scene.you === null;
  const below = watched ? footingHigh(scene, width) : EDGE;
  // What is told below a board on a phone may be scrolled to.
  const m = fits(width, phone ? 0 : below);
  const beside = watched ? SIDES.map((side) => besides(scene, width, fits(width - side, 0), rows, columns, margin)) : [];
  const best = beside.filter((one) => one.m >= m && one.side >= SIDES[0] && one.told <= one.whole).sort((a, b) => b.m - a.m || b.side - a.side)[0];
  return best ?? { width, m, left: (width + margin.left - m * columns) / 2, high: m * rows, foot: margin.foot, whole: Math.ceil(m * rows + margin.foot + below), side: 0 };
}

/** With what is told at the right: `told` is how high that is. */
function besides(scene, width, m, rows, columns, { left, foot }) {
  const [wide, high] = [left + m * columns, m * rows];
  return { width: wide, m, left, high, foot, whole: Math.ceil(high + foot), side: width - wide, told: footingHigh(scene, width - wide, high + foot) };
}
