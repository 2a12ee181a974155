// Outside the tiles of somebody's window: where one stands and faces, and a compass, since ahead is up there and not north.

import { lettering } from "./lettering.js";
import { disc, draw, path } from "./svg.js";
import { fit } from "./wrap.js";

const TOLD = { size: 14, weight: 600, leading: 18 };
const NARROW = { size: 13, weight: 400, leading: 17 };
const N = { size: 13, weight: 700, leading: 16 }; // however small the compass is
const CORNER = 16;
/** On a phone the compass is smaller, and in the smallest pictures what is told beside it. */
const PHONE = 480;
const LEAST = 340;
/** From the middle of the compass to the tip of its hand. */
const RADIUS = 17;
const GAP = 7;

/** What lies beneath the names of rows and columns, with the tiles above and at the right of it. */
export function around(width, left, high, foot) {
  const d = `M0 ${CORNER}a${CORNER} ${CORNER} 0 0 1 ${CORNER} -${CORNER}H${left}V${high}H${width}v${foot}H0Z`;
  return path(d, { class: "margin", fill: "var(--surface)", "aria-hidden": "true" });
}

/** `here`: {facing, text} of a scene. */
export function standpoint({ facing, text }, left, width, high, foot) {
  const scale = width < PHONE ? 0.8 : 1;
  const r = RADIUS * scale;
  const x = 2 * r + GAP;
  const style = width < LEAST ? NARROW : TOLD;
  return draw(
    "g",
    { class: "standpoint", "aria-hidden": "true" },
    compass(facing, r + 1, high + foot - r - 1, scale),
    lettering([fit(text, width - x - 2, style)], x, high + foot - 6, style, { fill: "var(--ink)" }),
  );
}

/** Its hand is where north is, as long as ahead, or `facing`, is up. */
export function compass(facing, x, y, scale) {
  return draw(
    "g",
    { class: "compass", "data-north": (4 - facing) % 4, transform: `translate(${x} ${y}) scale(${scale})`, "aria-hidden": "true" },
    path("M0-17 7-6H-7Z", { fill: "var(--ink)", transform: `rotate(${-90 * facing})` }),
    disc(0, 0, 10.5, { fill: "var(--surface)", stroke: "var(--ink)", "stroke-width": 1.5 }),
    lettering(["N"], 0, 4.5 / scale, { ...N, size: N.size / scale }, { fill: "var(--ink)", "text-anchor": "middle" }),
  );
}
