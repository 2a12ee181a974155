// Draws the notes on what was laid: what became of it, and where that is known, whether it was true.

import { lettering, widest } from "./lettering.js";
import { box, draw, path } from "./svg.js";
import { even } from "./wrap.js";

const PAD = { x: 9, y: 4 };
/** Room for the line that a note explains. */
const KEY = 22;
/** A note narrower than this would break its words. */
const LEAST = 84;
const TEETH = { wide: 5, high: 1.6 };

/** Whether it is known if a play was true. */
export const known = (lie) => typeof lie === "boolean";

/** The colour of a note, by what it says of the truth. */
export const inkOf = (lie, otherwise) => (known(lie) ? (lie ? "var(--bad)" : "var(--good)") : otherwise);

/** A plate with each note once, the newest last: {w, h, whole, at(x, y)}. Null where there is nothing to say, or no room. */
export function caption(plays, room, style, most) {
  const notes = distinct(plays);
  if (notes.length === 0 || most < 1 || room < LEAST) return null;
  const key = notes.some((note) => known(note.lie)) ? KEY : 0;
  const blocks = told(notes, room - 2 * PAD.x - key, style, most);
  const rows = blocks.reduce((all, block) => all + block.lines.length, 0);
  const w = Math.ceil(Math.max(...blocks.map((block) => widest(block.lines, style)))) + 2 * PAD.x + key;
  const h = captionHigh(rows, style);
  return { w, h, whole: w <= room && blocks.every(whole), at: (x, y) => plate(blocks, { x, y, w, h }, key, style) };
}

/** How high it is with so many lines. */
export const captionHigh = (lines, style) => lines * style.leading + 2 * PAD.y;

function distinct(plays) {
  const found = new Map();
  for (const { note, lie } of plays.filter((play) => play.note.trim() !== "")) {
    const name = `${lie} ${note}`;
    found.delete(name); // so that it stands where it was said last
    found.set(name, { note, lie });
  }
  return [...found.values()];
}

/** As many of the newest notes as can be told whole; one at least. */
function told(notes, room, style, most) {
  const broken = (count) => {
    const each = Math.floor(most / count);
    return notes.slice(-count).map((note) => ({ ...note, lines: even(note.note, room, style, each) }));
  };
  for (let count = Math.min(most, notes.length); count > 1; count -= 1) {
    const blocks = broken(count);
    if (blocks.every(whole)) return blocks;
  }
  return broken(1);
}

const whole = ({ note, lines }) => note.endsWith("…") || !lines.at(-1).endsWith("…");

function plate(blocks, { x, y, w, h }, key, style) {
  let line = y + PAD.y + style.leading - 5;
  const rows = blocks.map(({ lie, lines }) => {
    const top = line;
    line += lines.length * style.leading;
    const sample = key > 0 && underline(lie, x + PAD.x - 2, top - 5, x + PAD.x + key - 6, inkOf(lie));
    return [sample, lettering(lines, x + PAD.x + key, top, style, { fill: inkOf(lie, "var(--ink2)") })];
  });
  const ground = { fill: "var(--surface)", stroke: "var(--line)" };
  return draw("g", { class: "note" }, box(x + 0.5, y + 0.5, w - 1, h - 1, 8, ground), rows);
}

/** A straight line for what was true, a jagged one for a lie; nothing where that is not known. */
export function underline(lie, from, y, to, stroke) {
  if (!known(lie)) return null;
  const look = { class: lie ? "lie" : "true", fill: "none", stroke, "stroke-width": 2.4 };
  const d = lie ? jagged(from + 2, y, to - 2) : `M${round(from + 2)} ${round(y)}H${round(to - 2)}`;
  return path(d, { ...look, "stroke-linejoin": "round", "stroke-linecap": "round" });
}

function jagged(from, y, to) {
  const count = Math.max(2, Math.round((to - from) / TEETH.wide));
  const points = Array.from({ length: count + 1 }, (_, n) => {
    const height = n % 2 ? -TEETH.high : TEETH.high;
    return `${round(from + ((to - from) * n) / count)} ${round(y + height)}`;
  });
  return `M${points.join("L")}`;
}

const round = (number) => Math.round(number * 10) / 10;
