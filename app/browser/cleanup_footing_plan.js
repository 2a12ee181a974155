// Where everything stands in what is told below or beside a board of Cleanup: numbers and lines of text only.

import { CELL } from "./gauge.js";
import { even } from "./wrap.js";

const WIDE = 620;
/** So wide, two seats stand beside each other; narrower, each in one line; and narrower than that, in two again. Where only
 * names are told, two stand beside each other earlier. */
const PAIR = 340;
const PAIR_NAMES = 230;
const LINE = 200;
const PAD = 16;
const GAP = 12;
const STRONG = { size: 15, weight: 600, leading: 20 };
const QUIET = { size: 14, weight: 400, leading: 19 };
/** How high a map of what is remembered may be, below a board and beside one, and how wide beside what is told. */
const MAP = { below: 124, most: 260, least: 70, part: 0.46 };

/** How high it is; `room` as for `standingPlan`. */
export const footingHigh = (scene, width, room = 0) => standingPlan(scene, width, room).high;

/**
 * `shown`: {river, seats, scores, known} of a scene; `room`: how high all may be where a map fills what is left, 0 below a
 * board. Gives `map` (null for none), `bar` of the river (null for none), `told` and the `list` of seats, and how `high` all is.
 */
export function standingPlan({ river, seats, scores, known }, width, room) {
  const inner = width - 2 * PAD;
  const list = listed(seats, width, inner, room);
  const low = list.rows * list.h + (scores ? QUIET.leading + 3 : 0) + 4;
  const halves = width >= WIDE || (known && !room);
  const half = known ? inner * (1 - MAP.part) - GAP : inner / 2 - GAP;
  const [now, means] = [even(river.now, halves ? half : inner, STRONG, 3), even(river.means, halves ? half : inner, QUIET, 4)];
  const said = now.length * STRONG.leading + means.length * QUIET.leading;
  const bar = (river.tiles ?? null) !== null && { x: PAD, y: PAD, w: halves ? half : inner };
  const left = room - said - low - 3 * GAP;
  const map = known && sized(known, halves ? inner - half - 2 * GAP : inner, halves ? MAP.below : Math.max(MAP.least, Math.min(MAP.most, left)));
  const above = map ? map.h + GAP : bar ? CELL + 14 : 0;
  const told = halves ? { x: width - PAD - half, y: 26 } : { x: PAD, y: GAP + above + 14 };
  const top = GAP + (halves ? Math.max(above, said) : above + said) + 6;
  return { map, bar, told: { ...told, now, means, strong: STRONG, quiet: QUIET }, list: { ...list, y: top, quiet: QUIET }, high: top + low };
}

/** The largest map that this room holds. */
function sized({ rows, columns }, wide, high) {
  const scale = Math.min(wide / columns, high / rows);
  return { x: PAD, y: PAD, w: columns * scale, h: rows * scale };
}

/** How the seats stand: beside a board closer together. */
function listed(seats, width, inner, room) {
  const names = seats.every(({ points }) => !points);
  const columns = width >= WIDE ? Math.min(seats.length, 4) : width >= (names ? PAIR_NAMES : PAIR) ? 2 : 1;
  const single = columns === 1 && width >= LINE;
  const look = names || single ? { h: 30, size: 24 } : room ? { h: 36, size: 28 } : { h: 46, size: 30 };
  return { x: PAD, columns, rows: Math.ceil(seats.length / columns), w: inner / columns, line: names || single, ...look };
}
