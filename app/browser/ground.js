// What grows and flows on tiles: grass, water and the shore between them, one path for all tiles of a kind. Pure.

import { path } from "./svg.js";

const ROUND = { fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
const SIDES = { left: [0, -1], right: [0, 1], top: [-1, 0], bottom: [1, 0] };
/** Lower tiles have room for one line of ripples. */
const LOW = 24;
const round = (number) => Math.round(number * 1000) / 1000;

/** `tiles`: {r, c, x, y} each, with the left and the upper side in pixels; all are `w` by `h`. */
export function grass(tiles, w, h) {
  const size = Math.min(w, h) / 130;
  const d = tiles.map(({ r, c, x, y }) => blades(x, y, w, h, r * 2 + c * 3, size)).join("");
  return path(d, { class: "blades", stroke: "var(--blade)", "stroke-width": 3.4 * size, ...ROUND });
}

/** A few blades of grass; `n` lets no two neighbours look alike. */
function blades(x, y, w, h, n, size) {
  const [left, top] = [0.16 + 0.1 * (n % 3), 0.2 + 0.06 * (n % 4)];
  const tuft = (cx, cy, s) => `M${round(cx)} ${round(cy)}q${3 * s} ${-9 * s} ${s} ${-14 * s}m${5 * s} ${14 * s}q0 ${-8 * s} ${5 * s} ${-12 * s}`;
  return tuft(x + left * w, y + 0.88 * h, size) + tuft(x + (0.9 - left / 2) * w, y + (top + 0.1) * h, size * 0.86);
}

/** The glints of the water. */
export function ripples(tiles, w, h) {
  const d = tiles.map(({ r, c, x, y }) => glints(x, y, w, h, r + c)).join("");
  return path(d, { class: "ripples", stroke: "var(--glint)", "stroke-width": Math.max(1.2, h / 44), opacity: 0.62, ...ROUND });
}

/** Rows further down are shifted, so that it seems to flow. */
function glints(x, y, w, h, n) {
  const wide = w * 0.62;
  const bow = wide / 8;
  const rows = (h < LOW ? [0.52] : [0.24, 0.52, 0.8]).map((part, i) => {
    const from = x + w * (0.12 + 0.13 * ((n + i * 2) % 3));
    return `M${round(from)} ${round(y + h * part)}q${round(bow)} ${round(-bow * 0.72)} ${round(2 * bow)} 0t${round(2 * bow)} 0 ${round(2 * bow)} 0`;
  });
  return rows.join("");
}

/** Where water meets land: lines that are not quite straight. `dry(r, c)`: whether there is land. */
export function shores(water, dry, w, h) {
  const sides = water.flatMap(({ r, c, x, y }) => Object.entries(SIDES).map(([side, [dr, dc]]) => (dry(r + dr, c + dc) ? shore(x, y, w, h, side) : "")));
  return path(sides.join(""), { class: "shore", stroke: "var(--glint)", "stroke-width": 2, opacity: 0.8, ...ROUND });
}

/** `side`: which side of the water tile. */
function shore(x, y, w, h, side) {
  const upright = side === "left" || side === "right";
  const long = (upright ? h : w) / 4;
  const bow = (side === "left" || side === "top" ? 1 : -1) * Math.min(2.4, long * 0.3);
  const from = [side === "right" ? x + w : x, side === "bottom" ? y + h : y].map(round).join(" ");
  const wave = upright ? `q${round(bow)} ${round(long / 2)} 0 ${round(long)}t0 ${round(long)} 0 ${round(long)} 0 ${round(long)}` : `q${round(long / 2)} ${round(bow)} ${round(long)} 0t${round(long)} 0 ${round(long)} 0 ${round(long)} 0`;
  return `M${from}${wave}`;
}
