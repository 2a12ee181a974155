// One seat on a walled map: its shape with a nose where it looks, and how it turns, goes and comes back. Sizes in pixels.

import { token } from "./marks.js";
import { colourOf, shapeOf } from "./pieces.js";
import { box, disc, draw, path, place } from "./svg.js";

const LEAST = 14;
const LARGEST = 40;
/** Smaller shapes have no letter: it could not be read. */
const LETTER = 18;
const UNTOLD = { "aria-hidden": "true" };
const OUTLINE = { stroke: "var(--bg)", "paint-order": "stroke", "stroke-linejoin": "round" };

/** How large a shape is on a tile of `m` by `m`. */
export const sizeOf = (m) => Math.min(LARGEST, Math.max(LEAST, m * 0.62));

/** `seat`: {seat, name, facing, you}; `facing` 0 is up, 1 right, 2 down, 3 left. */
export function faced({ seat, name, facing, you }, x, y, size) {
  const half = size / 2;
  const shape = shapeOf({ seat, name: size < LETTER ? "" : name }, size);
  shape.setAttribute("overflow", "visible");
  // What stands for whoever has no name has an outline of its own.
  const look = seat === null ? { "stroke-width": (48 / size) * 2 } : { ...OUTLINE, "stroke-width": (48 / size) * 3 };
  for (const [key, value] of Object.entries(look)) shape.querySelector("path").setAttribute(key, value);
  return draw(
    "g",
    { class: "piece faced", "data-seat": seat, "data-facing": facing, ...UNTOLD },
    you && box(x - half * 1.4, y - half * 1.4, size * 1.4, size * 1.4, half * 0.45, { class: "frame", fill: "none", stroke: "var(--ink)", "stroke-width": Math.max(2, size / 14) }),
    facing !== null && nose(x, y, half, facing),
    place(shape, x - half, y - half),
  );
}

/** It reaches from beneath the shape as far as the side of the tile. */
function nose(x, y, half, facing) {
  const look = { class: "nose", fill: "var(--ink)", ...OUTLINE, "stroke-width": Math.max(2, half / 5), transform: `translate(${x} ${y}) rotate(${90 * facing}) scale(${half / 10})` };
  return path("M0-17.500 9.500-6.500H-9.500Z", look);
}

/** Somebody has turned: a bow with a head around where it stands. `way` is "left" or "right". */
export function turned(way, facing, x, y, m, seat) {
  const r = m * 0.44;
  const mirror = way === "left" ? -1 : 1;
  const at = { class: "turned", transform: `translate(${x} ${y}) rotate(${90 * facing}) scale(${mirror} 1)`, ...UNTOLD };
  const look = { fill: "none", stroke: colourOf(seat), "stroke-width": Math.max(2, m / 18), "stroke-linecap": "round", "stroke-linejoin": "round" };
  const [from, to] = [-80, -28].map((degrees) => [r * Math.sin((degrees * Math.PI) / 180), -r * Math.cos((degrees * Math.PI) / 180)]);
  const head = m * 0.11;
  const tip = `M${to[0] - head} ${to[1] - head * 0.35}L${to[0]} ${to[1]}L${to[0] - head * 0.1} ${to[1] + head}`;
  return draw("g", at, path(`M${from[0]} ${from[1]}A${r} ${r} 0 0 1 ${to[0]} ${to[1]}`, look), path(tip, look));
}

/** Somebody was hit and has left the board: an empty shape, struck through. */
export function gone(seat, name, x, y, size) {
  const shape = seat === null ? shapeOf({ seat, name }, size) : token(seat, size < LETTER ? "" : name, size, { dead: true });
  return draw("g", { class: "gone", "data-seat": seat, ...UNTOLD }, disc(x, y, size * 0.8, { fill: "var(--surface)", opacity: 0.85 }), place(shape, x - size / 2, y - size / 2));
}

/** Somebody came back: corners around its tile. */
export function back(x, y, m, seat) {
  const [a, b] = [m * 0.46, m * 0.2];
  const d = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([sx, sy]) => `M${x + sx * a} ${y + sy * b}V${y + sy * a}H${x + sx * b}`).join("");
  return path(d, { class: "back", fill: "none", stroke: colourOf(seat), "stroke-width": Math.max(2, m / 14), "stroke-linecap": "round", "stroke-linejoin": "round", ...UNTOLD });
}
