// The board of Cleanup where there are walls, and every seat faces one way: somebody's window, or the whole map. Pure.

import { beneath, beside } from "./cleanup_footing.js";
import { late, moved } from "./happened.js";
import { core, many, sparkle } from "./tiles.js";
import { aside } from "./walled_aside.js";
import { away } from "./walled_away.js";
import { beam, reach, zapped } from "./walled_beams.js";
import { cells } from "./walled_cells.js";
import { inWalls, outside } from "./walled_edges.js";
import { ground, kindsOf } from "./walled_ground.js";
import { back, faced, gone, sizeOf, turned } from "./walled_seats.js";
import { around, compass, standpoint } from "./walled_standpoint.js";

/** How large what lies on a tile is, by itself and beside somebody. */
const ALONE = 0.94;
const BESIDE = 0.52;
/** Where tiles are smaller, the compass in the corner of a map on its side is, too. */
const COMPASS = 44;

/** Whether a scene of Cleanup is such a one: its tiles are letters, so it alone brings words for them. */
export const walled = (scene) => "words" in scene;

/** From the ground up: how each part is drawn, and from what. */
export function* parts(shown, { width, m, left, high, foot, side, lies }, footing) {
  const scene = lies ? aside(shown) : shown;
  if (side) yield beside(footing, scene, width, side, high + foot);
  if (scene.away) yield [away, whose(scene), scene.away, width, high + foot];
  else if (scene.tiles.length) yield* seen(scene, width, m, left, high, foot);
  if (lies) yield [compass, 1, left + m / 2, m / 2, Math.min(1, m / COMPASS)];
  if (!side) yield beneath(footing, scene, width, high + foot);
  if (!scene.away) yield* cells(scene, left, m);
}

function* seen(scene, width, m, left, high, foot) {
  const middle = ([r, c]) => ({ x: left + (c + 0.5) * m, y: (r + 0.5) * m });
  const seats = standing(scene, middle, m);
  const taken = new Map(seats.map((one) => [one.at.join(), one]));
  if (foot) yield [around, width, left, high, foot];
  yield [ground, kindsOf(scene.tiles), width, left, m];
  for (const [name, tiles] of Object.entries(scene.beams ?? {})) yield [reach, name, tiles, left, m];
  for (const one of scene.did) if (one.kind === "beam") yield [beam, one.what, one.tiles, left, m];
  const lies = lying(scene.tiles, middle);
  for (const [name, spots] of lies) yield* strewn(name, spots.filter(({ at }) => !taken.has(at)), m * ALONE);
  for (const one of scene.did) if (one.kind === "move") yield* moved(one, seats, middle, m);
  for (const { x, y, size, ...seat } of seats) yield [faced, seat, x, y, size];
  for (const [name, spots] of lies) yield* strewn(name, spots.filter(({ at }) => taken.has(at)).map(({ at, x, y }) => cornered(taken.get(at), x, y, m)), m * BESIDE);
  for (const one of scene.did) yield* done(one, scene, middle, m);
  if (scene.look === "map") yield [inWalls, scene.edges, left, m];
  else yield [outside, scene.edges, left, m, high];
  if (scene.here) yield [standpoint, scene.here, left, width, high, foot];
}

/** Everybody who is seen, where it stands: no two on one tile. */
function standing({ seats, unnamed }, middle, m) {
  const named = seats.filter(({ at }) => at).map(({ seat, name, at, facing, you }) => ({ seat, name, at, facing, you }));
  const others = (unnamed ?? []).map(({ at, facing }) => ({ seat: null, name: "", at, facing, you: false }));
  return [...others, ...named].map((one) => ({ ...one, ...middle(one.at), size: sizeOf(m) }));
}

/** Where waste is, and where apples are. */
function lying(tiles, middle) {
  const all = tiles.flatMap((row, r) => [...row].map((letter, c) => ({ letter, at: `${r},${c}`, ...middle([r, c]) })));
  const only = (wanted) => all.filter(({ letter }) => letter === wanted).map(({ at, x, y }) => ({ at, x, y }));
  return [["waste", only("w")], ["apple", only("a")]];
}

function* strewn(name, spots, m) {
  if (spots.length) yield [many, name, spots, m];
}

/** In the corner of a tile that is farthest from where whoever stands there looks. */
function cornered({ facing }, x, y, m) {
  const by = 0.3 * m;
  return { x: x + (facing === 1 ? -by : by), y: y + (facing === 2 ? -by : by) };
}

function* done(one, { seats }, middle, m) {
  const there = one.at ? middle(one.at) : null;
  if (one.kind === "beam" && one.what === "ZAP") for (const at of one.hit) yield* zapped(there, middle(at), m);
  else if (one.kind === "beam") for (const { x, y } of one.hit.map(middle)) yield [sparkle, x, y, m * 1.2];
  else if (one.kind === "turn") yield [turned, one.way, one.facing, there.x, there.y, m, one.seat];
  else if (one.kind === "out") yield [gone, one.seat, seats.find(({ seat }) => seat === one.seat)?.name ?? "", there.x, there.y, sizeOf(m)];
  else if (one.kind === "back") yield [back, there.x, there.y, m, one.seat];
  else if (one.kind === "eat") yield [core, there.x + 0.34 * m, there.y - 0.3 * m, m * 0.8];
  else if (one.kind === "late") yield [late, there.x + m * 0.16, there.y + m * 0.12];
}

function whose({ seats }) {
  const found = seats.find(({ you }) => you);
  return found ? { seat: found.seat, name: found.name } : null;
}
