// Who stands on a tile and what lies there, so that both can be seen; around the tile's middle, `m` is its lesser side.

import { token } from "./marks.js";
import { box, disc, draw, place } from "./svg.js";
import { apple, waste } from "./tiles.js";

const LEAST = 20; // pixels of a token
const LARGEST = 66;
/** How large a token is, and how far two of them are apart, by how many stand beside each other. */
const SIZES = [0.53, 0.39, 0.29];
const APART = [0, 0.46, 0.33];

/** Where `count` seats stand around the middle of a tile, and how large they are; beside them something may lie. */
export function places(count, w, h, beside) {
  const m = Math.min(w, h);
  const columns = count <= 1 ? 1 : count <= 4 ? 2 : 3;
  const rows = Math.ceil(count / columns);
  const size = Math.min(LARGEST, Math.max(LEAST, SIZES[columns - 1] * m), m / columns - 2);
  const step = Math.max(APART[columns - 1] * m, size + 2);
  // One leaves room at its right; several do where a tile is wide enough.
  const aside = !beside ? 0 : columns === 1 ? -0.14 * m : -Math.min(0.26 * m, Math.max(0, (w - columns * step) / 2 - 2));
  const down = beside && columns === 1 ? 0.06 * m : 0;
  return Array.from({ length: count }, (_, n) => ({
    x: ((n % columns) - (columns - 1) / 2) * step + aside,
    y: (Math.floor(n / columns) - (rows - 1) / 2) * step + down,
    size,
  }));
}

/** What lies on a tile; less large and to the side where somebody stands. */
export function lying(tile, count, x, y, w, h) {
  const m = Math.min(w, h);
  const wide = Math.max(0, w - h) / 2;
  const [dx, dy, scale] = count === 0 ? [0, 0, 1] : count === 1 ? [0.28 * m + wide * 0.3, -0.1 * m, 0.7] : [Math.min(0.36 * m, wide + 0.05 * m), wide < 0.2 * m ? -0.06 * m : 0, 0.5];
  const drawn = tile.waste ? waste : apple;
  return draw("g", { class: "lying", "aria-hidden": "true" }, drawn(x + dx, y + dy, m * scale));
}

/** One seat: its token, framed for whoever looks, ringed with the steps left while it is frozen. */
export function piece(seat, x, y, size) {
  const shape = shapeOf(seat, size);
  shape.querySelector("path")?.setAttribute("stroke", "var(--bg)");
  shape.querySelector("path")?.setAttribute("stroke-width", String(Math.round((48 / size) * 2.4 * 10) / 10));
  shape.querySelector("path")?.setAttribute("paint-order", "stroke");
  shape.setAttribute("overflow", "visible");
  const half = size / 2;
  return draw(
    "g",
    { class: seat.frozen ? "piece frozen" : "piece", "data-seat": seat.seat, "aria-hidden": "true" },
    draw("ellipse", { cx: x, cy: y + half * 1.02, rx: half * 0.8, ry: half * 0.22, fill: "#000", opacity: 0.28 }),
    seat.you && box(x - half * 1.34, y - half * 1.34, size * 1.34, size * 1.34, half * 0.5, { class: "frame", fill: "none", stroke: "var(--ink)", "stroke-width": Math.max(2, size / 15) }),
    seat.frozen > 0 && disc(x, y, half * 1.24, { class: "ring", fill: "none", stroke: "var(--ink)", "stroke-width": Math.max(2, size / 15), "stroke-dasharray": "4.2 3.4" }),
    place(shape, x - half, y - half),
    seat.frozen > 0 && badge(seat.frozen, x + half * 0.86, y - half * 0.8, Math.max(17, size * 0.46)),
  );
}

/** Somebody whose name is not told stands there as a shape that no seat has. */
export function shapeOf({ seat, name }, size) {
  if (seat !== null) return token(seat, name, size);
  const look = { fill: "var(--ink2)", stroke: "var(--ink)" };
  const mark = draw("text", { x: 24, y: 32, "text-anchor": "middle", "font-size": 24, "font-family": "var(--title)", fill: "var(--bg)" }, "?");
  return draw("svg", { width: size, height: size, viewBox: "0 0 48 48", "data-shape": "pebble" }, draw("path", { ...look, d: "M10 9c8-7 22-7 30 1 7 8 6 22-1 29-8 7-22 6-29-1C3 30 3 16 10 9Z" }), mark);
}

/** The steps that a frozen seat sits out. */
function badge(steps, x, y, size) {
  const wide = size * (steps > 9 ? 1.35 : 1);
  return draw(
    "g",
    { class: "badge" },
    box(x - wide / 2, y - size / 2, wide, size, size * 0.3, { fill: "var(--ink)", stroke: "var(--bg)", "stroke-width": 1.5, "paint-order": "stroke" }),
    draw("text", { x, y: y + size * 0.29, "text-anchor": "middle", "font-size": Math.max(13, size * 0.78), "font-weight": 700, "font-family": "var(--read)", fill: "var(--bg)" }, String(steps)),
  );
}

/** The colour of a seat, quiet for one without a name. */
export const colourOf = (seat) => (seat === null || seat === undefined ? "var(--ink2)" : `var(--seat-${(seat % 7) + 1})`);
