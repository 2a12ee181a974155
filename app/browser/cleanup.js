// The board of Cleanup, drawn from a scene: river, orchard, seats, what each just did. Pure: same scene and width, same picture.

import { beneath, footings } from "./cleanup_footing.js";
import { footingHigh } from "./cleanup_footing_plan.js";
import { arrange, attribute } from "./dom.js";
import { group, kept } from "./kept.js";
import { done, moved } from "./happened.js";
import { EDGE } from "./layout_sizes.js";
import { lying, piece, places } from "./pieces.js";
import { box, draw } from "./svg.js";
import { terrain } from "./terrain.js";
import { parts as partsWalled, walled } from "./walled.js";
import { measured as measuredWalled } from "./walled_plan.js";

/** A tile is square up to this width in pixels, and beyond it grows more in width than in height. */
const SQUARE = 64;
const FLAT = 0.34;
/** Where there is little room, no tile is lower than this. */
const LOWEST = 54;
/** Where a zap is aimed, in columns and rows. */
const AIMED = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };

/** Draws one scene after another in one picture, with a viewBox in CSS pixels: what is drawn from the same values stays where
 * it is. `cleanup.css` lets what was just done be seen happening. `low` as for `height`. */
export function boards() {
  const nodes = kept();
  const whole = { footing: footings(), cells: cells() };
  const picture = draw("svg", { class: "board cleanup", overflow: "visible" });
  return (scene, width, low) => {
    const plan = measured(scene, width, low);
    const frame = { role: scene.tiles.length ? "grid" : "img", "aria-label": scene.label, width, height: plan.whole, viewBox: `0 0 ${width} ${plan.whole}` };
    for (const [name, value] of Object.entries(frame)) attribute(picture, name, value);
    arrange(picture, nodes(walled(scene) ? partsWalled(scene, plan, whole.footing) : parts(scene, plan, whole)));
    return picture;
  };
}

/** How high the picture is; `low`: how high it may be, if that is less than it would be. */
export const height = (scene, width, low = 0) => measured(scene, width, low).whole;

/** Whoever plays has a side of its own beneath the edge; for all others the picture tells how it stands. */
const plays = (scene) => scene.you !== null;

function measured(scene, width, low = 0) {
  if (walled(scene)) return measuredWalled(scene, width, low);
  const [rows, w] = [scene.tiles.length, width / scene.tiles[0].length];
  const below = plays(scene) ? EDGE : footingHigh(scene, width);
  const wanted = Math.round(Math.min(w, SQUARE) + Math.max(0, w - SQUARE) * FLAT);
  const h = low ? Math.min(wanted, Math.max(LOWEST, Math.floor((low - below) / rows))) : wanted;
  return { width, w, h, m: Math.min(w, h), high: h * rows, whole: Math.ceil(h * rows + below) };
}

/** From the ground up: how each part is drawn, and from what. */
function* parts(scene, { width, w, h, m, high }, whole) {
  const middle = ([r, c]) => ({ x: (c + 0.5) * w, y: (r + 0.5) * h });
  const standing = stood(scene, w, h);
  yield [terrain, scene.tiles.map((row) => row.map(({ kind }) => kind)), w, h];
  for (const [r, row] of scene.tiles.entries()) {
    for (const [c, { waste, apple }] of row.entries()) {
      const { x, y } = middle([r, c]);
      if (waste || apple) yield [lying, { waste, apple }, standing.get(`${r},${c}`)?.length ?? 0, x, y, w, h];
    }
  }
  const seats = [...standing.values()].flat();
  for (const one of scene.did) if (one.kind === "move") yield* moved(one, seats, middle, m);
  for (const { x, y, size, ...seat } of seats) yield [piece, seat, x, y, size];
  for (const one of scene.did) if (one.kind !== "move") yield* done(one, scene.tiles, seats, middle, m);
  yield beneath(whole.footing, scene, width, high);
  yield [whole.cells, scene.tiles.map((row) => row.map(({ label }) => label)), w, h];
}

/** Everybody on the board where it stands, by tile; whoever looks is in front. */
function stood({ tiles, seats, unnamed }, w, h) {
  const named = seats.filter(({ at }) => at).map(({ seat, name, at, frozen, you }) => ({ seat, name, at, frozen, you }));
  const others = (unnamed ?? []).map(({ at, frozen }) => ({ seat: null, name: "", at, frozen, you: false }));
  const found = Map.groupBy([...others, ...named], ({ at }) => at.join());
  for (const group of found.values()) {
    const [r, c] = group[0].at;
    const spots = places(group.length, w, h, tiles[r][c].waste || tiles[r][c].apple);
    group.forEach((one, n) => Object.assign(one, { x: (c + 0.5) * w + spots[n].x, y: (r + 0.5) * h + spots[n].y, size: spots[n].size }));
  }
  return found;
}

/** What screen readers are told tile by tile; and where one taps. */
function cells() {
  const drawn = group({ class: "cells", role: "rowgroup" });
  return function cells(labels, w, h) {
    return drawn(labels.map((row, r) => [told, row, r, w, h]));
  };
}

function told(labels, r, w, h) {
  const cell = (label, c) =>
    draw("g", { role: "gridcell", "aria-label": label, "data-at": `${r},${c}` }, box(c * w, r * h, w, h, 0, { fill: "transparent" }));
  return draw("g", { role: "row" }, labels.map(cell));
}
