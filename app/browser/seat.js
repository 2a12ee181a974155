// Draws the plate of a seat: who sits there, what it holds, its revolver.

import { card } from "./cards.js";
import { attribute } from "./dom.js";
import { group } from "./kept.js";
import { lettering, STYLES } from "./lettering.js";
import { mark, revolver, shapeOf, token } from "./marks.js";
import { box, draw, place } from "./svg.js";
import { lampAround } from "./wood.js";
import { even, fit, width } from "./wrap.js";

const PAD = 11;
/** Of the corners of a plate. */
const ROUND = 14;
const FACE = 34;
/** A revolver above the hand, or beside the name. */
const GUN = { full: 26, low: 22 };
const WHO = { full: STYLES.note, low: STYLES.factSmall, compact: STYLES.factSmall };
/** In how many lines it is told who plays a seat. */
const MOST = { full: 3, low: 2, compact: 3 };
/** How high plates are, with an open hand or without one. */
export const HIGH = { full: { facts: 92, hand: 123 }, low: { facts: 76, hand: 90 }, compact: 124 };
/** Where the hand lies on a plate, how wide its cards are at most, and how far apart. */
const HAND = { full: { y: 73, card: 30, gap: 4 }, low: { y: 50, card: 21, gap: 1 } };

/** How wide points and their like are at most beside the cards of a low plate; where there is less, they stand above. */
const POINTS = 70;
const ROW = 17;
const besideHand = (w) => w - 2 * PAD - 5 * (HAND.low.card + HAND.low.gap);
const above = (w, form) => (form === "low" && besideHand(w) < POINTS ? ROW : 0);

/** What is left beside the token. */
const besideFace = (w) => w - 2 * PAD - FACE - 9;

/** Who plays a seat, in as many lines as it takes on a plate so wide, and what the plate is higher for them. */
function whoOf(seat, w, form) {
  const style = WHO[form];
  const lines = even(seat.who, form === "compact" ? w - 10 : besideFace(w), style, MOST[form]);
  return { lines, more: Math.max(0, lines.length - 1) * style.leading };
}

/** What plates of this width are higher for the longest of those, and for points above an open hand. */
export const whoHigh = (seats, w, form) =>
  Math.max(0, ...seats.map((seat) => whoOf(seat, w, form).more)) + (seats.some((seat) => seat.hand !== null) ? above(w, form) : 0);

/** Gives a function that draws the plate of one seat in its room, each time into the same node. */
export function plates() {
  const drawn = group();
  return function plate(seat, room) {
    const node = drawn(parts(seat, room));
    const state = ["acting", "won", "you"].filter((name) => seat[name]).concat(seat.alive ? [] : ["dead"]);
    const told = { class: ["seat", ...state].join(" "), "data-seat": seat.seat, "data-shape": shapeOf(seat.seat) };
    for (const [name, value] of Object.entries(told)) attribute(node, name, value);
    return node;
  };
}

/** The light around the plate of whoever acts. */
export const light = (seat, room) => lampAround(room, ROUND, { "data-seat": seat });

/** How a plate is drawn, and from what; nothing that it does not show. */
function* parts(seat, room) {
  yield [ground, seat.acting || seat.won, room];
  yield* room.form === "compact" ? compact(seat, room) : full(seat, room);
}

function ground(strong, { x, y, w, h }) {
  const line = strong ? { stroke: "var(--brass)", "stroke-width": 2.5 } : { stroke: "var(--line)", "stroke-width": 1 };
  const inset = strong ? 1.25 : 0.5;
  return draw(
    "g",
    {},
    box(x, y + 2, w, h, ROUND, { fill: "#000", opacity: 0.2 }),
    box(x + inset, y + inset, w - 2 * inset, h - 2 * inset, ROUND - inset, { fill: "var(--surface)", ...line }),
  );
}

const ink = (seat) => (seat.alive ? "var(--ink)" : "var(--ink2)");

const face = ({ seat, name, alive, you }, size, x, y) => [faced, seat, name, !alive, you, size, x, y];

const faced = (seat, name, dead, you, size, x, y) => place(token(seat, name, size, { dead, you }), x, y);

const winner = (x, y) => place(mark("won", 22), x, y);

/** The name beside the token, and below them what is known: with little height, the revolver stands beside the name. */
function* full(seat, { x, y, w, h, form }) {
  const open = seat.hand !== null && seat.hand.length > 0;
  const { lines: who, more: told } = whoOf(seat, w, form);
  const more = told + (open ? above(w, form) : 0);
  y += (h - more - HIGH[form][open ? "hand" : "facts"]) / 2;
  const left = x + PAD + FACE + 9;
  const low = form === "low";
  const end = left + besideFace(w) - (low ? GUN.low + 4 : 0); // of the name
  const rows = low ? lowRows : open ? handRows : factRows;
  yield face(seat, FACE, x + PAD, y + 9);
  if (seat.won) yield [winner, end - 20, y + 8];
  const name = fit(seat.name, end - left - (seat.won ? 24 : 0), STYLES.name);
  yield [lettering, [name], left, y + 23, STYLES.name, { class: "name", fill: ink(seat) }];
  yield [lettering, who, left, y + 41, WHO[form], { class: "who", fill: "var(--ink2)" }];
  if (low) yield gun(seat, GUN.low, end + 6, y + 7);
  yield* rows(seat, x + PAD, y + more, x + w - PAD, left);
  if (open) yield [handOf, seat.hand, x + PAD, y + more + HAND[form].y, w - 2 * PAD, HAND[form]];
}

/** The revolver with two lines beside it. */
function factRows(seat, x, y, end, left) {
  const lines = facts(seat);
  const from = y + (lines.length === 1 ? 71 : 63);
  return [
    gun(seat, 32, x + 1, y + 50),
    ...lines.map((line, number) => [fact, line, left, from + number * 17, end - left, STYLES.fact]),
  ];
}

/** Points and the revolver in one line above the cards, which show themselves how many they are. */
const handRows = (seat, x, y, end) => [
  gun(seat, GUN.full, end - GUN.full + 2, y + 44),
  [fact, seat.points ?? seat.cards, x, y + 62, end - x - GUN.full - 6, STYLES.fact],
];

/** All of it in one line, the points at its end, after the cards where they are known, or above those. */
function lowRows(seat, x, y, end, left) {
  const open = seat.hand !== null && seat.hand.length > 0;
  const told = open ? [seat.points ?? seat.cards] : facts(seat);
  const last = { "text-anchor": "end" };
  const w = end - x + 2 * PAD;
  if (open && above(w, "low")) return [[fact, told[0], left, y + 41, end - left, STYLES.factSmall]];
  if (open) return [[fact, told[0], end, y + 70, besideHand(w), STYLES.factSmall, last]];
  const points = told[1] ? width(told[1], { ...STYLES.factSmall, weight: 700 }) + 10 : 0;
  const first = [fact, told[0], x, y + 63, end - x - points, STYLES.factSmall];
  return points > 0 ? [first, [fact, told[1], end, y + 63, points, STYLES.factSmall, last]] : [first];
}

function handOf(hand, x, y, room, { card: most, gap }) {
  const wide = Math.min(most, Math.floor((room - 4 * gap) / 5));
  const step = Math.min(wide + gap, (room - wide) / Math.max(1, hand.length - 1));
  const cards = hand.map((rank, at) => place(card(rank, wide), x + at * step, y));
  return draw("g", { class: "hand" }, cards);
}

function* compact(seat, { x, y, w }) {
  const middle = { "text-anchor": "middle" };
  const [centre, room] = [x + w / 2, w - 10];
  const from = centre - (seat.won ? 48 : 35);
  const { lines: who, more } = whoOf(seat, w, "compact");
  yield face(seat, 32, from, y + 9);
  yield gun(seat, 32, from + 38, y + 9);
  if (seat.won) yield [winner, from + 74, y + 14];
  const name = fit(seat.name, room, STYLES.nameSmall);
  yield [lettering, [name], centre, y + 58, STYLES.nameSmall, { class: "name", fill: ink(seat), ...middle }];
  yield [lettering, who, centre, y + 75, WHO.compact, { class: "who", fill: "var(--ink2)", ...middle }];
  for (const [number, line] of facts(seat).entries()) yield [fact, line, centre, y + 96 + more + number * 17, room, STYLES.factSmall, middle];
}

const gun = ({ fired, chambers, alive, odds }, size, x, y) => [gunned, fired, chambers, !alive, odds, size, x, y];

function gunned(fired, chambers, dead, odds, size, x, y) {
  const drawn = revolver(fired, chambers, dead, size);
  drawn.classList.add("revolver");
  drawn.append(draw("title", {}, odds));
  return place(drawn, x, y);
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
