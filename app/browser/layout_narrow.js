// The board on a phone: seats side by side, what each laid below it, one remark, the target beside the newest play.

import { EDGE, table } from "./layout_sizes.js";

const GAP = 6;
const TARGET_HIGH = 92;
/** A plate narrower than this has everything below each other. */
const COMPACT = 150;
const MIDDLE = { part: 0.58, most: 224 };

/** How many plates stand beside each other. */
export const columnsOf = (count, watched) => (watched ? 2 : Math.max(1, count - 1));

/** How wide a plate is. */
export const columnWidth = (width, columns) => Math.min(220, (width - GAP * (columns - 1)) / columns);

/** `seats` clockwise; `needs`: plate, compact, laid(seats), middle, near, voice, speech. */
export function narrow(seats, watched, width, needs) {
  const rooms = new Map();
  const columns = columnsOf(seats.length, watched);
  const [upper, lower] = watched ? rowsOf(seats) : [seats.slice(0, -1), []];
  let y = row(rooms, upper, width, 0, needs, columns);
  const below = lower.some((seat) => seat.seat === needs.voice);
  const wholly = { x: 0, w: width, end: width, align: "left", grow: "down", tip: "middle", lines: needs.lines };
  const speech = needs.speech > 0 ? wholly : null;
  if (speech && !below) {
    Object.assign(speech, { y: y + 10, tail: "up" });
    y += needs.speech + 12;
  }
  const middle = { y: y + 4, w: Math.min(MIDDLE.most, Math.round(width * MIDDLE.part)) };
  y = middle.y + Math.max(needs.middle, TARGET_HIGH + 10 + (watched ? 0 : needs.near)) + 8;
  if (speech && below) {
    Object.assign(speech, { y, tail: "down" });
    y += needs.speech + 14;
  }
  y = row(rooms, lower, width, y, needs, columns);
  if (!watched) rooms.set(seats.at(-1).seat, nearRoom(middle));
  if (speech) rooms.get(needs.voice).speech = speech;
  return {
    width,
    height: watched ? y : y + EDGE,
    edge: watched ? null : y,
    rooms,
    target: { x: 8, y: middle.y, w: middle.w - 8, h: TARGET_HIGH },
    newest: { x: middle.w + 10, y: middle.y, w: width - middle.w - 18 },
    wood: table(width, 56, watched ? y - 8 : y + 200, 2),
  };
}

/** Two rows, clockwise: the later seats from right to left. */
const rowsOf = (seats) => [seats.slice(0, 2), seats.slice(2).reverse()];

const nearRoom = ({ y, w }) => ({
  plate: null,
  speech: null,
  laid: { x: 12, y: y + TARGET_HIGH + 10, w: w - 12, align: "left", caption: "side" },
});

/** Plates of one row and the rooms below them; where it ends. */
function row(rooms, seats, width, y, needs, columns) {
  if (seats.length === 0) return y;
  const w = columnWidth(width, columns);
  const from = (width - w * seats.length - GAP * (seats.length - 1)) / 2;
  const form = w < COMPACT ? "compact" : "full";
  const h = form === "compact" ? needs.compact : needs.plate;
  seats.forEach((seat, at) => {
    const x = from + at * (w + GAP);
    const laid = { x: x + 6, y: y + h + 8, w: w - 12, align: "middle", caption: "below" };
    rooms.set(seat.seat, { plate: { x, y, w, h, form }, laid, speech: null });
  });
  return y + h + 8 + needs.laid(seats);
}
