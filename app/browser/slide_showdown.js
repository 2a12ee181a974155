// A showdown in a picture: the cards turned up on the wood, and beside them the trigger. Pure.

import { card, tall } from "./cards.js";
import { cylinder } from "./cylinder.js";
import { lettering } from "./lettering.js";
import { box, draw, place } from "./svg.js";
import { wood } from "./wood.js";
import { fit, width, wrap } from "./wrap.js";

const GAP = 24;
/** How much of the room the cards get. */
const WOOD = 0.62;
const CARD = { most: 156, gap: 22, side: 62 };
const NAME = { size: 26, weight: 700, leading: 32 };
const NOTE = { size: 23, weight: 400, leading: 30 };
const WORD = { size: 68, weight: 400, leading: 78, serif: true };
const DRUM = 190;
const PAD = 26;

/** `room` is {w, h}; a reveal as the stage of the table gets it. */
export function showdown({ claimed, cards, shot, none }, { w, h }) {
  const left = Math.round(w * WOOD);
  const plate = { x: left + GAP, w: w - left - GAP, h };
  const ground = box(plate.x, 0.5, plate.w, h - 1, 18, { fill: "var(--surface)", stroke: "var(--line)" });
  return [wood({ x: 0, y: 0, w: left, h }, left, h), claim(claimed, left), faces(cards, left, h), ground, shot ? pulled(shot, plate) : quiet(none, plate)];
}

/** Who laid the cards, and as what: on a plate, for text never lies on wood. */
function claim(claimed, w) {
  const lines = wrap(claimed, w - 2 * CARD.side, NAME, 2);
  const wide = Math.max(...lines.map((line) => width(line, NAME))) + 2 * PAD;
  const high = lines.length * NAME.leading + 20;
  return [box((w - wide) / 2, 40, wide, high, 11, { fill: "var(--surface)" }), centred(lines, w / 2, 48, NAME, "ink")];
}

function faces(cards, w, h) {
  const wide = Math.min(CARD.most, (w - 2 * CARD.side - CARD.gap * (cards.length - 1)) / cards.length);
  const high = tall(wide);
  const from = (w - wide * cards.length - CARD.gap * (cards.length - 1)) / 2;
  const y = (h - high - 92) / 2 + 40;
  return cards.map((one, at) => face(one, from + at * (wide + CARD.gap), y, wide, high));
}

/** A card as it lies there, true ones a little to the left, and what it is. */
function face({ card: rank, name, true: honest, note }, x, y, wide, high) {
  const turn = `rotate(${honest ? -2 : 3} ${x + wide / 2} ${y + high / 2})`;
  const middle = { "text-anchor": "middle" };
  return [
    draw("g", { transform: turn }, box(x + 1, y + 4, wide, high, 12, { fill: "#000", opacity: 0.3 }), place(card(rank, wide, name), x, y)),
    box(x, y + high + 20, wide, 72, 11, { fill: "var(--surface)" }),
    lettering([fit(name, wide - 12, NAME)], x + wide / 2, y + high + 50, NAME, { fill: `var(--${honest ? "good" : "bad"})`, ...middle }),
    lettering([fit(note, wide - 12, NOTE)], x + wide / 2, y + high + 80, NOTE, { fill: "var(--ink)", ...middle }),
  ];
}

function pulled(shot, { x, w, h }) {
  const drum = cylinder(shot, DRUM);
  drum.querySelector(".turning").setAttribute("transform", `rotate(${(-360 * (shot.shot - 1)) / shot.chambers} 120 120)`);
  const rows = [
    { style: NAME, text: shot.who, ink: "ink", after: 2 },
    { style: NOTE, text: shot.chance, ink: "ink2", after: 12 },
    { style: WORD, text: shot.word, ink: "ink", after: 6 },
    { style: NOTE, text: shot.after, ink: "ink", after: 0 },
  ].map((row) => ({ ...row, lines: wrap(row.text, w - 2 * PAD, row.style, 3) }));
  const high = DRUM + 20 + rows.reduce((all, { lines, style, after }) => all + lines.length * style.leading + after, 0);
  let y = Math.max(16, (h - high) / 2);
  const drawn = [place(drum, x + (w - DRUM) / 2, y)];
  y += DRUM + 20;
  for (const { lines, style, ink, after } of rows) {
    drawn.push(centred(lines, x + w / 2, y, style, ink));
    y += lines.length * style.leading + after;
  }
  return drawn;
}

function quiet(none, { x, w, h }) {
  const lines = wrap(none, w - 2 * PAD, NAME, 6);
  return centred(lines, x + w / 2, (h - lines.length * NAME.leading) / 2, NAME, "ink");
}

const centred = (lines, x, y, style, ink) =>
  lettering(lines, x, y + style.size, style, { fill: `var(--${ink})`, "text-anchor": "middle" });
