// Draws the play that waits for its answer: large, in the middle, framed in brass, and told whose it is.

import { back, card, tall } from "./cards.js";
import { playData } from "./laid.js";
import { lettering, STYLES, widest } from "./lettering.js";
import { token } from "./marks.js";
import { inkOf } from "./notes.js";
import { box, draw, place } from "./svg.js";
import { even } from "./wrap.js";

const STYLE = STYLES.newest;
const TOKEN = 24;
const GAP = 12;
/** From card to card, and from the outer ones to the sides of the room: turned, they reach further. */
const APART = 5;
const SIDE = 7;
const TURN = 3.5;

/** How high the newest play is at most. `look`: how wide a card is at most, and in how many lines it is told whose it is. */
export const newestHigh = ({ card, lines }) => 4 + tall(card) + GAP + Math.max(30, lines * STYLE.leading + 10);

/** The play in its room; `from` is where its seat is, and CSS may let the cards come from there. */
export function newest(seat, play, room, look, from) {
  const width = Math.min(look.card, (room.w - 2 * SIDE - APART * (play.count - 1)) / play.count);
  const step = width + APART;
  const x = room.x + (room.w - width - step * (play.count - 1)) / 2;
  const y = room.y + 4 + (tall(look.card) - tall(width)) / 2;
  const cards = Array.from({ length: play.count }, (_, at) => fanned(play, at, x + step * at, y, width));
  const group = draw(
    "g",
    { class: "play now", ...playData(seat, play) },
    cards,
    note(seat, play, room, look),
  );
  group.style.setProperty("--from-x", `${Math.round(from.x - room.x - room.w / 2)}px`);
  group.style.setProperty("--from-y", `${Math.round(from.y - y - tall(width) / 2)}px`);
  return group;
}

/** Where the next play will lie: let into the wood, while nothing waits there. */
export function vacant(room, { card: width }) {
  const w = Math.min(width * 2.2, room.w - 14);
  const line = { class: "vacant", fill: "none", stroke: "var(--inlay)", "stroke-width": 1.4, "stroke-opacity": 0.6 };
  return box(room.x + (room.w - w) / 2, room.y + 4, w, tall(width), 8, line);
}

/** One card of the fan, turned about the middle of its lower side. */
function fanned(play, at, x, y, width) {
  const off = at - (play.count - 1) / 2;
  const high = tall(width);
  const rank = play.faces?.[at];
  const inner = draw(
    "g",
    { class: "card", "data-rank": rank },
    box(x - 1, y + 3, width + 2, high, 6, { fill: "#000", opacity: 0.3 }),
    place(rank ? card(rank, width) : back(width), x, y),
    box(x, y, width, high, width * 0.09, { fill: "none", stroke: "var(--brass-on-wood)", "stroke-width": 2.5 }),
  );
  inner.style.setProperty("--number", at);
  const about = [x + width / 2, y + high].map((number) => Math.round(number * 10) / 10);
  return draw(
    "g",
    { transform: `rotate(${off * TURN} ${about.join(" ")}) translate(0 ${Math.abs(off) * 1.5})` },
    inner,
  );
}

function note(seat, play, room, look) {
  const y = room.y + 4 + tall(look.card) + GAP;
  const lines = even(play.note, room.w - TOKEN - 28, STYLE, look.lines);
  const w = Math.ceil(widest(lines, STYLE)) + TOKEN + 26;
  const h = Math.max(30, lines.length * STYLE.leading + 10);
  const x = room.x + (room.w - w) / 2;
  const first = y + (h - lines.length * STYLE.leading) / 2 + STYLE.leading - 4.5;
  return draw(
    "g",
    { class: "note" },
    box(x, y, w, h, 9, { fill: "var(--surface)", stroke: "var(--brass)", "stroke-width": 1.5 }),
    place(token(seat.seat, seat.name, TOKEN), x + 7, y + (h - TOKEN) / 2),
    lettering(lines, x + TOKEN + 15, first, STYLE, { fill: inkOf(play.lie, "var(--ink)") }),
  );
}
