// Draws the plate of a seat: who sits there, what it holds, its revolver.

import { card, tall } from "./cards.js";
import { lettering, STYLES } from "./lettering.js";
import { mark, revolver, shapeOf, token } from "./marks.js";
import { box, draw, place } from "./svg.js";
import { fit } from "./wrap.js";
import { lampRing } from "./wood.js";

const PAD = 12;
const HAND_GAP = 4;
export const FULL_HIGH = 104;
export const HAND_HIGH = 137;
export const COMPACT_HIGH = 124;

/** The plate of one seat in its room. */
export function plate(seat, room) {
  const state = ["acting", "won", "you"].filter((name) => seat[name]).concat(seat.alive ? [] : ["dead"]);
  return draw(
    "g",
    { class: ["seat", ...state].join(" "), "data-seat": seat.seat, "data-shape": shapeOf(seat.seat) },
    seat.acting && lampRing(room, 14),
    ground(seat, room),
    seat.won && place(mark("won", 22), room.x + room.w - 30, room.y + 10),
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
  const hand = seat.hand !== null && seat.hand.length > 0;
  const left = x + PAD + 34 + 10;
  const room = w - (left - x) - 10;
  if (!hand) y += (h - FULL_HIGH) / 2;
  return [
    place(face(seat, 34), x + PAD, y + PAD),
    lettering([fit(seat.name, room - (seat.won ? 22 : 0), STYLES.name)], left, y + 26, STYLES.name, {
      class: "name",
      fill: ink(seat),
    }),
    lettering([fit(seat.who, room, STYLES.note)], left, y + 44, STYLES.note, { class: "who", fill: "var(--ink2)" }),
    hand ? handRows(seat, x, y, w) : factRows(seat, x, y, left, w - (left - x) - 10),
  ];
}

/** The revolver with two lines beside it. */
function factRows(seat, x, y, left, room) {
  const lines = facts(seat);
  const from = lines.length === 1 ? y + 80 : y + 71;
  return [
    place(gun(seat, 34), x + PAD, y + 58),
    lines.map((line, number) => fact(line, left, from + number * 19, room, STYLES.fact)),
  ];
}

/** Points and the revolver in one line, the cards below; they show themselves how many they are. */
function handRows(seat, x, y, w) {
  const size = 28;
  return [
    place(gun(seat, size), x + w - PAD - size, y + 51),
    fact(seat.points ?? seat.cards, x + PAD, y + 73, w - 2 * PAD - size - 8, STYLES.fact),
    handOf(seat, x + PAD, y + 83, w - 2 * PAD),
  ];
}

function handOf(seat, x, y, room) {
  const { hand } = seat;
  const width = Math.min(31, Math.floor((room - 4 * HAND_GAP) / 5));
  const step = hand.length > 5 ? (room - width) / (hand.length - 1) : width + HAND_GAP;
  return draw(
    "g",
    { class: "hand", "data-high": tall(width) },
    hand.map((rank, at) => place(card(rank, width), x + at * step, y)),
  );
}

function compact(seat, { x, y, w }) {
  const middle = { "text-anchor": "middle" };
  const [centre, room] = [x + w / 2, w - 10];
  const lines = facts(seat);
  return [
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
