// Draws what a seat laid before in this round: cards side by side in one row, with notes below or beside it.

import { back, card, tall } from "./cards.js";
import { caption, known, underline } from "./notes.js";
import { box, draw, place } from "./svg.js";

const BAR = 13;
const GAP = 10;
/** From card to card: within a play, and between two plays. */
const APART = { cards: 2, plays: 6 };
/** How much of a card is in sight at least, where those of one play must lie on each other. */
const SEEN = 0.4;
const LEAN = { left: 0, middle: 0.5, right: 1 };

const before = (seat) => seat.plays.filter((play) => !play.now);

/** The row of one seat in its room. `look`: old (width of a card), style and lines of the notes. */
export function laid(seat, room, look) {
  const plays = before(seat);
  if (plays.length === 0) return null;
  const parts = room.caption === "below" ? stacked(plays, room, look) : abreast(plays, room, look);
  const cards = row(seat, plays, parts.x, room.y, look.old, parts.w);
  return draw("g", { class: "laid", "data-seat": seat.seat }, cards, parts.note);
}

/** How high a row of cards so wide is, with what marks them as lies. */
export const rowHigh = (old) => Math.round(tall(old)) + BAR;

/** How high a row with its notes below is. */
export function laidHigh(seat, width, look) {
  const plays = before(seat);
  if (plays.length === 0) return 0;
  return rowHigh(look.old) + (caption(plays, width, look.style, look.lines.below)?.h ?? 0);
}

function stacked(plays, room, { old, style, lines }) {
  const note = caption(plays, room.w, style, lines.below);
  const w = Math.min(room.w, naturalWidth(plays, old));
  const lean = (wide) => room.x + (room.w - wide) * LEAN[room.align];
  return { x: lean(w), w, note: note?.at(lean(note.w), room.y + rowHigh(old)) };
}

/** The cards come first: where a note would have to be cut beside them, there is none. */
function abreast(plays, room, { old, style, lines }) {
  const w = Math.min(room.w, naturalWidth(plays, old));
  const note = caption(plays, room.w - w - GAP, style, lines.side);
  const told = note?.whole ? note : null;
  const x = room.x + (room.w - w - (told ? told.w + GAP : 0)) * LEAN[room.align];
  return { x, w, note: told?.at(x + w + GAP, room.y + (tall(old) + BAR / 2 - told.h) / 2) };
}

/** The steps from card to card. Where they need more than `room`, cards lie closer, in the end on others of their play. */
function steps(plays, width, room) {
  const [turns, inner] = [plays.length - 1, sum(plays.map(({ count }) => count - 1))];
  const free = room - width * (1 + turns + inner);
  const loose = Math.max(0, Math.min(1, free / (turns * APART.plays + inner * APART.cards)));
  const within = free < 0 ? Math.max(SEEN * width, width + free / Math.max(1, inner)) : width + loose * APART.cards;
  const next = (at) => (at ? within : width + loose * APART.plays);
  return [0, ...plays.flatMap(({ count }) => Array.from({ length: count }, (_, at) => next(at))).slice(1)];
}

const sum = (list) => list.reduce((all, step) => all + step, 0);

const naturalWidth = (plays, width) => width + sum(steps(plays, width, Infinity));

/** Cards from left to right, in a room `w` wide. */
function row(seat, plays, x, y, width, w) {
  const list = steps(plays, width, w);
  const closer = Math.min(1, (w - width) / (sum(list) || 1));
  let at = x;
  return plays.map((play) => {
    const places = list.splice(0, play.count).map((step) => (at += step * closer));
    const cards = places.map((left, number) => lying(play.faces?.[number], left, y, width));
    const stroke = play.lie ? "var(--lie-on-wood)" : "var(--true-on-wood)";
    const bar = underline(play.lie, places[0], y + tall(width) + 4, places.at(-1) + width, stroke);
    return draw("g", { class: "play", ...playData(seat, play) }, cards, bar);
  });
}

/** What CSS and tests can tell a play by. */
export const playData = (seat, play) => ({
  "data-seat": seat.seat,
  "data-count": play.count,
  "data-lie": known(play.lie) ? String(play.lie) : null,
});

function lying(rank, x, y, width) {
  const shadow = box(x - 0.5, y + 1.5, width + 1, tall(width), width * 0.09, { fill: "#000", opacity: 0.28 });
  return draw("g", { class: "card", "data-rank": rank }, shadow, place(rank ? card(rank, width) : back(width), x, y));
}
