// What screen readers are told of a walled map, tile by tile; and in a window, where one taps.

import { box, draw } from "./svg.js";
import { placeIn } from "./walled_edges.js";

/** What need not be told of a whole map: a grid may leave cells out, if it says where the others stand. */
const PLAIN = new Set(["#", "~", "*", ".", " "]);

/** A row a part, as `kept.js` takes them: of a row that stays as it is, nothing is made anew. */
export function* cells({ look, tiles, words, edges, seats, unnamed }, left, m) {
  const there = Map.groupBy([...seats, ...(unnamed ?? [])].filter(({ at }) => at), ({ at }) => at.join());
  for (const [r, letters] of tiles.entries()) {
    const told = [...letters].map((letter, c) => {
      const who = (there.get(`${r},${c}`) ?? []).map((one) => [one.name ?? "?", words.facing[one.facing]].filter(Boolean).join(" "));
      if (look === "map" && !who.length && PLAIN.has(letter)) return null;
      const place = [words.rows[r], words.columns[c], letter !== " " && placeIn(edges, r, c)].filter(Boolean).join(", ");
      return `${place}: ${[words.tiles[letter], ...who].join(", ")}`;
    });
    if (told.some((label) => label !== null)) yield [row, told, r, left, m];
  }
}

function row(told, r, left, m) {
  const cell = (label, c) => box(left + c * m, r * m, m, m, 0, { role: "gridcell", "aria-label": label, "aria-colindex": c + 1, "data-at": `${r},${c}`, fill: "transparent" });
  return draw("g", { role: "row", class: "cells", "aria-rowindex": r + 1 }, told.map((label, c) => label !== null && cell(label, c)));
}
