// The ground of a walled map: walls, paths, grass and water, one path for all tiles of a kind, however many there are.

import { grass, ripples, shores } from "./ground.js";
import { box, draw, path } from "./svg.js";

/** What a letter of a scene's tiles stands for. */
const KINDS = { "#": "wall", "~": "river", w: "river", "*": "orchard", a: "orchard", ".": "ground", " ": "none", "?": "none" };
export const kindOf = (letter) => KINDS[letter];

/** The kind of each tile of any scene of Cleanup, in rows. */
export const kindsOf = (tiles) => tiles.map((row) => (typeof row === "string" ? [...row].map(kindOf) : row.map(({ kind }) => kind)));

const CORNER = 16;
/** How much of a wall is seen from the front. */
const FRONT = 0.24;
/** Smaller tiles have no lines between them. */
const SMALL = 20;

/** `kinds`: of each tile, in rows; a tile is `m` wide and high, the first one starts at `left` in a picture `width` wide. */
export function ground(kinds, width, left, m) {
  const high = kinds.length * m;
  const all = kinds.flatMap((row, r) => row.map((kind, c) => ({ kind, r, c, x: left + c * m, y: r * m })));
  const of = (kind) => all.filter((tile) => tile.kind === kind);
  const kind = (r, c) => kinds[r]?.[c];
  const [river, orchard, walls] = [of("river"), of("orchard"), of("wall")];
  const id = `walled-${[width, high].map(Math.round).join("-")}`;
  return draw(
    "g",
    { class: "terrain", "aria-hidden": "true" },
    draw("defs", {}, draw("clipPath", { id }, box(0, 0, width, high + CORNER, CORNER)), unseen()),
    draw(
      "g",
      { "clip-path": `url(#${id})` },
      box(0, 0, width, high, 0, { fill: "var(--surface)" }),
      path(of("none").map(({ x, y }) => square(x - 0.3, y - 0.3, m + 0.6, m + 0.6)).join(""), { "data-kind": "none", fill: "url(#beyond)" }),
      filled(of("ground"), m, "earth"),
      filled(orchard, m, "grass"),
      grass(orchard, m, m),
      filled(river, m, "river"),
      ripples(river, m, m),
      shores(river, (r, c) => ["ground", "orchard"].includes(kind(r, c)), m, m),
      m >= SMALL && path(lines([...of("ground"), ...orchard, ...river], m), { class: "lines", fill: "none", stroke: "var(--ink)", "stroke-width": 1, opacity: 0.09 }),
      filled(walls, m, "wall-front"),
      path(walls.map(({ r, c, x, y }) => square(x, y, m, kind(r + 1, c) === "wall" ? m : m * (1 - FRONT))).join(""), { "data-kind": "wall", fill: "var(--wall)" }),
      m >= SMALL && path(joints(walls, m), { class: "joints", fill: "none", stroke: "var(--wall-front)", "stroke-width": 1, opacity: 0.28 }),
    ),
  );
}

/** What lies beyond the map, or was never seen. */
export const unseen = (id = "beyond") =>
  draw("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, box(0, 0, 7, 7, 0, { fill: "var(--bg)" }), box(0, 0, 1.5, 7, 0, { fill: "var(--line)" }));

/** A little larger than they are, so that no seam shows between two of them. */
const filled = (tiles, m, kind) => path(tiles.map(({ x, y }) => square(x - 0.3, y - 0.3, m + 0.6, m + 0.6)).join(""), { "data-kind": kind, fill: `var(--${kind})` });

/** A rectangle for a path. */
export const square = (x, y, w, h) => `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`;
const short = (number) => Math.round(number * 100) / 100;

const lines = (tiles, m) => tiles.map(({ x, y }) => `M${short(x + m)} ${short(y)}v${short(m)}h${short(-m)}`).join("");

/** Between the stones of a wall. */
const joints = (walls, m) =>
  walls.map(({ r, c, x, y }) => `M${short(x)} ${short(y + m * 0.38)}h${short(m)}M${short(x + m * ((r + c) % 2 ? 0.3 : 0.62))} ${short(y)}v${short(m * 0.38)}m${short(m * ((r + c) % 2 ? 0.4 : -0.3))} 0v${short(m * 0.36)}`).join("");
