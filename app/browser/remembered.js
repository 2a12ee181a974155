// The map of what one seat remembers, small: north is up, and what it has never seen is hatched. Pure.

import { colourOf } from "./pieces.js";
import { disc, draw, path, picture } from "./svg.js";
import { columnOf } from "./terrain.js";
import { kindOf, square, unseen } from "./walled_ground.js";

const M = 10;
const FILLS = { wall: "var(--wall)", river: "var(--river)", orchard: "var(--meadow)", ground: "var(--earth)", none: "url(#never)" };

/** How large a name at the edges is at most, in pixels, and as a part of a tile. Smaller tiles have none of them: one alone
 * might be read as a point of the compass. */
const NAME = 13;
const PART = 0.85;
const NAMED = 12;
const LOOK = { fill: "var(--ink)", stroke: "var(--surface)", "stroke-opacity": 0.7, "stroke-linejoin": "round", "paint-order": "stroke", "font-family": "var(--read)", "font-weight": 600 };

/** As thin in a large map as in a small one. */
const FINE = { fill: "none", "vector-effect": "non-scaling-stroke" };

/** `known`: {rows, columns, tiles, you, inside} of a scene, `colour` that of its seat, `label` the whole in words; `wide` and
 * `high` are the most that it may measure, in pixels. */
export function remembered({ rows, columns, tiles, you, inside, others }, colour, label, wide, high) {
  const scale = Math.min(wide / columns, high / rows);
  const all = tiles.flatMap((row, r) => [...row].map((letter, c) => ({ letter, kind: kindOf(letter), x: c * M, y: r * M })));
  const ground = Object.entries(FILLS).map(([kind, fill]) => path(all.filter((one) => one.kind === kind).map(({ x, y }) => square(x - 0.2, y - 0.2, M + 0.4, M + 0.4)).join(""), { "data-kind": kind, fill }));
  const spots = (wanted, d) => all.filter(({ letter }) => letter === wanted).map(({ x, y }) => `M${x + M / 2} ${y + M / 2}${d}`).join("");
  const parts = [
    draw("defs", {}, unseen("never")),
    ground,
    path(spots("w", "m-3.600-2.600h7.200v5.200h-7.200z"), { class: "waste", fill: "var(--waste)" }),
    path(spots("a", "m-3.200 0a3.200 3.200 0 1 0 6.400 0a3.200 3.200 0 1 0 -6.400 0z"), { class: "apple", fill: "var(--apple)" }),
    inside && frame(inside),
    (others ?? []).map(other),
    you && arrow(you, colour),
    scale >= NAMED && names(rows, columns, scale),
  ];
  return picture(columns * scale, rows * scale, [columns * M, rows * M], label, draw("g", { class: "remembered" }, parts));
}

/** Letters across and numbers down, in the walls; a tile is so many pixels wide. */
function names(rows, columns, tile) {
  const size = Math.min((NAME * M) / tile, PART * M);
  const look = { ...LOOK, "font-size": size, "stroke-width": size / 4 };
  const told = (count, at) => Array.from({ length: count }, (_, n) => n).filter((n) => n > 0 && n < count - 1).map(at);
  return draw(
    "g",
    { class: "edges" },
    told(columns, (n) => draw("text", { x: (n + 0.5) * M, y: M / 2 + size * 0.36, "text-anchor": "middle", ...look }, columnOf(n))),
    told(rows, (n) => draw("text", { x: M / 2, y: (n + 0.5) * M + size * 0.36, "text-anchor": "middle", ...look }, String(n + 1))),
  );
}

/** What is seen now. */
function frame([[top, left], [bottom, right]]) {
  const d = square(left * M, top * M, (right - left + 1) * M, (bottom - top + 1) * M);
  return [path(d, { ...FINE, stroke: "var(--bg)", "stroke-width": 4 }), path(d, { ...FINE, class: "inside", stroke: "var(--ink)", "stroke-width": 2 })];
}

/** Somebody else in sight. */
function other([seat, r, c]) {
  return disc((c + 0.5) * M, (r + 0.5) * M, 0.38 * M, { ...FINE, class: "other", fill: colourOf(seat), stroke: "var(--ink)", "stroke-width": 1 });
}

/** No larger than its tile; where all is very small, the style sheet makes it larger. */
function arrow([r, c, facing], colour) {
  const look = { class: "arrow", ...FINE, fill: colour, stroke: "var(--ink)", "stroke-width": 1.5, "stroke-linejoin": "round", "paint-order": "stroke" };
  return draw("g", { transform: `translate(${(c + 0.5) * M} ${(r + 0.5) * M})` }, path("M0-4.800 4.200 4.300 0 2-4.200 4.300Z", { ...look, transform: `rotate(${90 * facing})` }));
}
