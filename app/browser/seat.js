// Draws the plate of a seat: who sits there, what it holds, its revolver.

import { card } from "./cards.js";
import { lettering, STYLES } from "./lettering.js";
import { mark, revolver, shapeOf, token } from "./marks.js";
import { box, draw, place } from "./svg.js";
import { fit } from "./wrap.js";
import { lampRing } from "./wood.js";

const PAD = 11;
const HAND_GAP = 4;
export const FULL_HIGH = 92;
export const HAND_HIGH = 121;
export const COMPACT_HIGH = 124;

/** The plate of one seat in its room. */
export function plate(seat, room) {
  const state = ["acting", "won", "you"].filter((name) => seat[name]).concat(seat.alive ? [] : ["dead"]);
  return draw(
    "g",
    { class: ["seat", ...state].join(" "), "data-seat": seat.seat, "data-shape": shapeOf(seat.seat) },
    seat.acting && lampRing(room, 14),
    ground(seat, room),
        room.form === "compact" ? compact(seat, room) : full(seat, room),
  );
}

function ground(seat, { x, y, w, h }) {
  const strong = seat.acting || seat.won;
  const line = strong ? { stroke: "var(--brass)", "stroke-width": 2.5 } : { stroke: "var(--line)", "stroke-width": 1 };
  const inset = strong ? 1.25 : 0.5;
  return [
    box(x, y + 2, w, h, 14, { fill: "#000", opacity: 0.2 }),
    box(x + inset, y + inset, w - 2 * inset, h - 2 * inset, 14 - inset, { fill: "var(--surface)", ...line }),
  ];
}

const face = (seat, size) => token(seat.seat, seat.name, size, { dead: !seat.alive, you: seat.you });
const ink = (seat) => (seat.alive ? "var(--ink)" : "var(--ink2)");

function full(seat, { x, y, w, h }) {
  const open = seat.hand !== null && seat.hand.length > 0;
  if (!open) y += (h - FULL_HIGH) / 2;
  const left = x + PAD + 34 + 9;
  const end = x + w - PAD;
  return [
    place(face(seat, 34), x + PAD, y + 9),
    seat.won && place(mark("won", 22), end - 20, y + 8),
    lettering([fit(seat.name, end - left - (seat.won ? 24 : 0), STYLES.name)], left, y + 23, STYLES.name, {
      class: "name",
      fill: ink(seat),
    }),
    lettering([fit(seat.who, end - left, STYLES.note)], left, y + 41, STYLES.note, { class: "who", fill: "var(--ink2)" }),
    open ? handRows(seat, x + PAD, y, end) : factRows(seat, x + PAD, y, left, end),
  ];
}

/** The revolver with two lines beside it. */
function factRows(seat, x, y, left, end) {
  const lines = facts(seat);
  const from = y + (lines.length === 1 ? 71 : 63);
  return [
    place(gun(seat, 32), x + 1, y + 50),
    lines.map((line, number) => fact(line, left, from + number * 17, end - left, STYLES.fact)),
  ];
}

/** Points and the revolver in one line, the cards below; they show themselves how many they are. */
function handRows(seat, x, y, end) {
  const size = 26;
  return [
    place(gun(seat, size), end - size + 2, y + 44),
    fact(seat.points ?? seat.cards, x, y + 62, end - x - size - 6, STYLES.fact),
    handOf(seat.hand, x, y + 71, end - x),
  ];
}

function handOf(hand, x, y, room) {
  const wide = Math.min(30, Math.floor((room - 4 * HAND_GAP) / 5));
  const step = Math.min(wide + HAND_GAP, (room - wide) / Math.max(1, hand.length - 1));
  const cards = hand.map((rank, at) => place(card(rank, wide), x + at * step, y));
  return draw("g", { class: "hand" }, cards);
}

function compact(seat, { x, y, w }) {
  const middle = { "text-anchor": "middle" };
  const [centre, room] = [x + w / 2, w - 10];
  const lines = facts(seat);
  return [
    seat.won && place(mark("won", 22), x + w - 30, y + 10),
    place(face(seat, 32), centre - 35, y + 9),
    place(gun(seat, 32), centre + 3, y + 9),
    lettering([fit(seat.name, room, STYLES.nameSmall)], centre, y + 58, STYLES.nameSmall, {
      class: "name",
      fill: ink(seat),
      ...middle,
    }),
    lettering([fit(seat.who, room, STYLES.factSmall)], centre, y + 75, STYLES.factSmall, {
      class: "who",
      fill: "var(--ink2)",
      ...middle,
    }),
    lines.map((line, number) => fact(line, centre, y + 96 + number * 17, room, STYLES.factSmall, middle)),
  ];
}

function gun(seat, size) {
  const drawn = revolver(seat.fired, seat.chambers, !seat.alive, size);
  drawn.classList.add("revolver");
  drawn.append(draw("title", {}, seat.odds));
  return drawn;
}

/** What stands beside the revolver: cards and points; of the dead, when it died. */
const facts = (seat) => [seat.alive ? seat.cards : seat.odds, seat.points].filter(Boolean);

/** A line whose leading number is strong. */
function fact(line, x, y, room, style, attributes = {}) {
  const counts = /^[+−-]?\d+\s/u.test(line);
  const whole = fit(line, room, counts ? { ...style, weight: 700 } : style);
  const text = lettering([whole], x, y, style, { class: "fact", fill: "var(--ink2)", ...attributes });
  if (counts) text.replaceChildren(...strong(whole));
  return text;
}

function strong(line) {
  const end = line.search(/\s|$/u);
  const number = draw("tspan", { "font-weight": 700, fill: "var(--ink)" }, line.slice(0, end));
  return [number, draw("tspan", {}, line.slice(end))];
}
