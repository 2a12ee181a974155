// What the rows and columns of a walled map are called, at two of its edges, where they cover nothing: letters across and numbers down, as on a map.

import { lettering } from "./lettering.js";
import { draw } from "./svg.js";

const NAME = { size: 13, weight: 600, leading: 16 };
/** Names need so much room, in pixels. */
const WIDE = 14;

/** What the tile in this row and column of a picture is called. `letters`: whether rows or columns have them. */
export const placeIn = ({ rows, columns, letters }, r, c) => (letters === "rows" ? rows[r] + columns[c] : columns[c] + rows[r]);

/** Of a map that has walls around it, which need no name: in the middle of these. */
export function inWalls({ rows, columns }, left, m) {
  const each = Math.ceil(WIDE / m);
  const told = (names) => names.map((name, n) => ({ name, n })).filter(({ n }) => n > 0 && n < names.length - 1 && (n - 1) % each === 0);
  return edges(
    told(columns).map(({ name, n }) => named(name, left + (n + 0.5) * m, m / 2)),
    told(rows).map(({ name, n }) => named(name, left + m / 2, (n + 0.5) * m)),
  );
}

/** Of a window, whose tiles are `high`: below these and at the left of them. */
export function outside({ rows, columns }, left, m, high) {
  return edges(
    columns.map((name, n) => named(name, left + (n + 0.5) * m, high + 9)),
    rows.map((name, n) => named(name, left - 12, (n + 0.5) * m)),
  );
}

const edges = (...names) => draw("g", { class: "edges", "aria-hidden": "true" }, names);

/** Around its middle. */
const named = (name, x, y) => lettering([name], x, y + 4.5, NAME, { class: "name", fill: "var(--ink)", "text-anchor": "middle" });
