// What stands in place of the window of a seat that was hit and sees nothing until it comes back.

import { lettering } from "./lettering.js";
import { piece } from "./pieces.js";
import { box, draw } from "./svg.js";
import { unseen } from "./walled_ground.js";
import { even } from "./wrap.js";

const TOLD = { size: 22, weight: 400, leading: 30, serif: true };
const SIZE = 66;
const CORNER = 16;

/** `seat`: whose window it is, null for none; `away`: {steps, text}. */
export function away(seat, { steps, text }, width, high) {
  const [x, y] = [width / 2, high * 0.42];
  const lines = even(text, Math.min(width - 48, 420), TOLD, 3);
  const id = `away-${[width, high].map(Math.round).join("-")}`;
  return draw(
    "g",
    { class: "away", "aria-hidden": "true" },
    draw("defs", {}, unseen(), draw("clipPath", { id }, box(0, 0, width, high + CORNER, CORNER))),
    box(0, 0, width, high, 0, { fill: "url(#beyond)", "clip-path": `url(#${id})` }),
    box(x - Math.min(width / 2 - 16, 236), y - 76, Math.min(width - 32, 472), 150 + lines.length * TOLD.leading, 18, { fill: "var(--surface)", stroke: "var(--line)" }),
    seat && piece({ ...seat, you: false, frozen: steps }, x, y - 8, SIZE),
    lettering(lines, x, y + 82, TOLD, { fill: "var(--ink)", "text-anchor": "middle" }),
  );
}
