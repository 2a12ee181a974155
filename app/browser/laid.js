// Draws what a seat laid before in this round: each play a little fan, all in one row, with notes below or beside it.

import { back, card, tall } from "./cards.js";
import { caption, known, underline } from "./notes.js";
import { box, draw, place } from "./svg.js";

const BAR = 13;
const GAP = 10;
/** A note beside a row may be this wide, however many cards there are. */
const NOTE_WIDE = { pixels: 120, part: 0.58 };
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

/** How high a row with its notes below is. */
export function laidHigh(seat, width, look) {
  const plays = before(seat);
  if (plays.length === 0) return 0;
  return tall(look.old) + BAR + (caption(plays, width, look.style, look.lines.below)?.h ?? 0);
}

function stacked(plays, room, { old, style, lines }) {
  const note = caption(plays, room.w, style, lines.below);
  const w = Math.min(room.w, naturalWidth(plays, old));
  const lean = (wide) => room.x + (room.w - wide) * LEAN[room.align];
  return { x: lean(w), w, note: note?.at(lean(note.w), room.y + tall(old) + BAR) };
}

function abreast(plays, room, { old, style, lines }) {
  const natural = naturalWidth(plays, old);
  const least = Math.min(NOTE_WIDE.pixels, room.w * NOTE_WIDE.part);
  const note = caption(plays, Math.max(least, room.w - natural - GAP), style, lines.side);
  const beside = note ? note.w + GAP : 0;
  const w = Math.min(natural, room.w - beside);
  const x = room.x + (room.w - w - beside) * LEAN[room.align];
  return { x, w, note: note?.at(x + w + GAP, room.y + (tall(old) + BAR / 2 - note.h) / 2) };
}

/** The steps from card to card: closer within a play than between two. */
function steps(plays, width) {
  const within = (play) => width * (play.faces ? 0.66 : 0.5);
  const all = plays.flatMap((play) => Array.from({ length: play.count }, (_, at) => (at ? within(play) : width + 6)));
  return [0, ...all.slice(1)];
}

const sum = (list) => list.reduce((all, step) => all + step, 0);

const naturalWidth = (plays, width) => width + sum(steps(plays, width));

/** Cards from left to right; where they would need more than `w`, they lie closer. */
function row(seat, plays, x, y, width, w) {
  const list = steps(plays, width);
  const closer = Math.min(1, (w - width) / Math.max(1, sum(list)));
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
