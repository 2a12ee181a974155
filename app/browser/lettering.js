// Draws text in a few fixed styles; sizes are CSS pixels.

import { draw } from "./svg.js";
import { uncertain, width } from "./wrap.js";

export const STYLES = {
  name: { size: 16, weight: 700, leading: 20 },
  nameSmall: { size: 15, weight: 700, leading: 19 },
  fact: { size: 14, weight: 400, leading: 19 },
  factSmall: { size: 13, weight: 400, leading: 17 },
  note: { size: 13.5, weight: 400, leading: 18 },
  noteSmall: { size: 13, weight: 400, leading: 17 },
  newest: { size: 14, weight: 600, leading: 18 },
  speech: { size: 15, weight: 400, leading: 19 },
  rank: { size: 27, weight: 400, leading: 34, serif: true },
};

/** Lines of text, the first with its baseline at y. `attributes`: fill, class, text-anchor. Nothing where there are none. */
export function lettering(lines, x, y, style, attributes = {}) {
  if (lines.join("") === "") return null;
  const rows = lines.map((line, row) => tspan(line, x, row === 0 ? 0 : style.leading, style));
  return draw(
    "text",
    {
      x,
      y,
      "font-size": style.size,
      "font-weight": style.weight,
      "font-family": `var(--${style.serif ? "title" : "read"})`,
      ...attributes,
    },
    rows,
  );
}

function tspan(line, x, dy, style) {
  const filled = uncertain(line) ? { textLength: width(line, style), lengthAdjust: "spacingAndGlyphs" } : {};
  return draw("tspan", { x, dy, ...filled }, line);
}

/** The widest of some lines. */
export const widest = (lines, style) => Math.max(0, ...lines.map((line) => width(line, style)));
