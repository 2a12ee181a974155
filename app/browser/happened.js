// What each seat just did, drawn where it did it: where somebody came from, what was eaten, cleaned or zapped, and who was late.

import { mark } from "./marks.js";
import { colourOf } from "./pieces.js";
import { box, draw, place } from "./svg.js";
import { core, lightning, sparkle, struck, trail } from "./tiles.js";

/** Where a zap is aimed, in columns and rows. */
const AIMED = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };

/** Where a seat is drawn now, or, if that is not told, a tile's middle. */
function spot(seat, at, seats, middle) {
  return seats.find((one) => seat !== null && one.seat === seat) ?? seats.find((one) => one.seat === null && one.at.join() === at.join()) ?? { ...middle(at), size: 0 };
}

/** From the ground up, as `kept.js` takes parts. `seats`: all who are drawn; `middle([row, column])`: that of a tile. */
export function* moved({ seat, from, at }, seats, middle, m) {
  if (!from || from.join() === at.join()) return;
  const to = spot(seat, at, seats, middle);
  const start = middle(from);
  yield [trail, ...short(start, to, m * 0.08, to.size * 0.78), colourOf(seat), m];
}

/** From one point to another without the ends. */
export function short(start, to, less, lessTo) {
  const [dx, dy] = [to.x - start.x, to.y - start.y];
  const long = Math.hypot(dx, dy) || 1;
  const along = (by) => ({ x: start.x + (dx / long) * by, y: start.y + (dy / long) * by });
  const [a, b] = [along(Math.min(less, long / 2)), along(Math.max(long - lessTo, long / 2))];
  return [a.x, a.y, b];
}

export function* done({ seat, kind, at, hit, way }, tiles, seats, middle, m) {
  const here = spot(seat, at, seats, middle);
  const tile = middle(at);
  const { waste, apple } = tiles[at[0]][at[1]];
  // Not where something lies.
  const aside = (waste || apple) && at[1] > 0 ? -0.4 : 0.3;
  const corner = { x: tile.x + m * aside, y: tile.y - m * 0.3 };
  if (kind === "eat") yield [core, corner.x, corner.y, m];
  else if (kind === "clean" && hit.length) yield [sparkle, corner.x, corner.y + m * 0.05, m * 0.9];
  else if (kind === "late") yield [late, here.x + m * 0.3, here.y + m * 0.16];
  else if (kind === "zap" && hit.length) for (const one of hit) yield* zapped(here, one, seats, middle, m);
  else if (kind === "zap" && way) yield missed(here, AIMED[way], m);
}

function* zapped(here, at, seats, middle, m) {
  const struckThere = seats.filter((one) => one.at.join() === at.join());
  for (const to of struckThere.length ? struckThere : [{ ...middle(at), size: m * 0.4 }]) {
    const [x, y, end] = short(here, to, here.size * 0.66, to.size * 0.62);
    yield [lightning, x, y, end, m];
    yield [struck, to.x, to.y, to.size * 1.8];
  }
}

/** Lightning that ends in the air. */
function missed({ x, y, size }, [dx, dy], m) {
  const [from, to] = [size * 0.34, Math.max(size, m * 0.5) + m * 0.3];
  return [lightning, x + dx * from, y + dy * from, { x: x + dx * to, y: y + dy * to }, m];
}

export function late(x, y) {
  return draw("g", { class: "late", "aria-hidden": "true" }, box(x - 3, y - 3, 24, 24, 7, { fill: "var(--surface)" }), place(mark("forced", 18), x, y));
}
