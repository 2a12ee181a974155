// A moment of a match as one picture of 1600 by 900: the table or the showdown, what was told and thought, and the edge
// with its marks. Pure.

import { fill } from "./dom.js";
import { lettering } from "./lettering.js";
import { WIDE } from "./layout.js";
import { board, height } from "./boards.js";
import { mark, token } from "./marks.js";
import { ABOVE, BENEATH, gathered, KINDS, SECRET } from "./moments.js";
import { showdown } from "./slide_showdown.js";
import { box, draw, place } from "./svg.js";
import { walled } from "./walled.js";
import { brass } from "./wood.js";
import { characters, even, fit, width, wrap } from "./wrap.js";

export const WIDTH = 1600;
export const HEIGHT = 900;
export const MARGIN = 56;
export const INNER = WIDTH - 2 * MARGIN;
const TITLES = [46, 40, 34].map((size) => ({ size, weight: 400, leading: 56, serif: true }));
const QUIET = { size: 24, weight: 400, leading: 30 };
const LEGEND = { size: 22, weight: 400, leading: 28 };
const STRONG = { ...LEGEND, weight: 700 };
/** The room of the table, and beside it that of the sentences. */
const TABLE = { x: MARGIN, y: 128, w: 920, h: 536 };
const TOLD = { x: TABLE.x + TABLE.w + 36, y: 128, w: INNER - TABLE.w - 36, h: 536 };
/** How the table may be drawn, the first with the largest letters: its width, and whether it is a low one. */
const FORMS = [...[WIDE, 680, 740, 800, 900].map((wide) => ({ wide, low: 0 })), { wide: 728, low: 1 }];
/** A walled board makes the best of any room: so that its letters and its tiles are both large enough. */
const WALLED = [{ wide: 800, low: 466 }];
/** Of the sentences, the largest first. */
const SIZES = [46, 42, 38, 33, 29, 26, 24, 21, 19];
/** A thought is shown as long as everything is at least so large; and of that, so many characters. */
const THOUGHT = { size: 26, most: 260 };
/** The part of a line that may be filled in the private voice: its letters are wider than those whose widths are known. */
export const VOICE = 0.93;
const PAD = 14;
const EDGE = 752;
const SCALE = 1.3; // of the edge and its marks

/** The ground, the title and a quiet line at its right. */
export function slide(label, title, note, ...parts) {
  const room = INNER - width(note, QUIET) - 30;
  const style = largest(title, room, TITLES);
  const end = { fill: "var(--ink2)", "text-anchor": "end" };
  return draw(
    "svg",
    { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
    box(0, 0, WIDTH, HEIGHT, 0, { fill: "var(--bg)" }),
    lettering([fit(title, room, style)], MARGIN, 88, style, { fill: "var(--ink)" }),
    lettering([note], WIDTH - MARGIN, 86, QUIET, end),
    parts,
  );
}

/** The first of some styles in which a line fits whole, or the last one. */
export const largest = (line, room, styles) => styles.find((style) => width(line, style) <= room) ?? styles.at(-1);

/** `words` are those of the player; `story` is what one viewpoint saw; `thoughts`: whether they may be seen. */
export function moment(words, story, step, thoughts = true) {
  const frame = story.frames[step - 1];
  const [steps, { round, lines }] = [story.frames.length, frame];
  const id = story.id.split(".")[0];
  const title = fill(round ? words.picture.heading : words.match, { id, round });
  const name = story.viewpoints.find(({ at }) => at === story.viewpoint)?.label ?? "";
  const seen = fill(words.picture[`seen_${story.viewpoint}`] ?? words.picture.seen_seat, { name });
  const note = [seen, fill(words.picture.step, { step, steps })].filter(Boolean).join(" · ");
  return slide(fill(words.picture.label, { title, step, steps }), title, note, scenery(frame), told(words, lines, thoughts ? frame.thoughts : [], story.seats), edge(words, story.frames, step));
}

function scenery({ scene, reveal }) {
  if (!reveal) return table(scene);
  return draw("g", { transform: `translate(${TABLE.x} ${TABLE.y})` }, showdown(reveal, TABLE));
}

function table(scene) {
  const drawn = (walled(scene) ? WALLED : FORMS).map((form) => ({ ...form, high: height(scene, form.wide, form.low) }));
  const by = ({ wide, high }) => Math.min(TABLE.w / wide, TABLE.h / high);
  const best = drawn.reduce((a, b) => (by(b) > by(a) ? b : a));
  const [x, y] = [TABLE.x + (TABLE.w - best.wide * by(best)) / 2, TABLE.y + (TABLE.h - best.high * by(best)) / 2];
  return draw("g", { transform: `translate(${x} ${y}) scale(${by(best)})` }, board(scene, best.wide, best.low));
}

/** What happened: what everybody was told, and on its own ground what was secret. As large as it fits. */
function told(words, lines, thoughts, seats) {
  const thought = thoughts.find((one) => !one.public && one.provenance);
  const both = thought && fitting([...lines, asLine(words, thought)], SIZES.filter((size) => size >= THOUGHT.size));
  const { rows, high, style } = both?.whole ? both : fitting(lines, SIZES);
  const y = TOLD.y + Math.max(0, (TOLD.h - high) / 2);
  return draw("g", { transform: `translate(${TOLD.x} ${y})` }, rows.map((row) => line(row, seats, style)));
}

/** In the largest letters that let everything be whole. */
function fitting(lines, sizes) {
  const every = sizes.map((size) => arranged(lines, { size, weight: 400, leading: Math.round(size * 1.34) }));
  return every.find((one) => one.whole) ?? every.at(-1);
}

/** A thought beneath what was done: in the voice that was not said aloud, and under what it is. */
function asLine(words, { seat, title, text }) {
  const whole = characters(text);
  const cut = whole.length > THOUGHT.most ? `${whole.slice(0, THOUGHT.most).join("").replace(/\s*\S*$/u, "")} …` : whole.join("");
  return { seat, title: fill(words.picture.private, { title }), text: `“${cut}”`, secret: true, voice: true };
}

/** Every sentence in lines, each with its room, as far as there is any; `whole`: nothing had to be cut. */
function arranged(lines, style) {
  const [side, gap] = [style.size * 1.3, style.size * 0.6];
  const rows = [];
  let y = 0;
  let whole = true;
  for (const { seat, title, text, secret, voice } of lines) {
    const inset = secret ? PAD : 0;
    const head = title ? LEGEND.leading : 0;
    const left = inset + side + 14;
    const most = Math.floor((TOLD.h - y - 2 * inset - head) / style.leading);
    if (most < 1) break;
    const room = (TOLD.w - left - inset) * (voice ? VOICE : 1);
    const every = even(text, room, style, most + 1);
    const broken = every.length > most ? wrap(text, room, style, most) : every;
    whole &&= broken === every;
    const high = Math.max(side, broken.length * style.leading) + 2 * inset + head;
    rows.push({ seat, title, secret, voice, broken, y, high, inset, left, side });
    y += high + gap;
  }
  return { rows, high: y - gap, whole: whole && rows.length === lines.length, style };
}

function line({ seat, title, secret, voice, broken, y, high, inset, left, side }, seats, style) {
  const known = seat !== null && seat >= 0;
  const top = y + inset + (title ? LEGEND.leading : 0);
  return [
    secret && box(0, y, TOLD.w, high, 12, { fill: "var(--u-bg)", stroke: "var(--u-line)" }),
    known && place(token(seat, seats[seat].name, side), inset, top),
    title && lettering([fit(title, TOLD.w - 2 * inset, STRONG)], inset, y + inset + LEGEND.size * 0.8, STRONG, { fill: "var(--under)" }),
    lettering(broken, left, top + side / 2 + style.size * 0.36, style, {
      fill: voice || !secret ? "var(--ink)" : "var(--under)",
      ...(voice && { "font-family": "var(--voice)" }),
    }),
  ];
}

/** The brass bar with the place of the step; moments above it, secret ones beneath, and what their signs mean. */
function edge(words, frames, step) {
  const wide = INNER / SCALE;
  const at = (one) => 14 + (frames.length > 1 ? (one - 1) / (frames.length - 1) : 0) * (wide - 28);
  const marks = frames.flatMap((frame, i) => frame.marks.map((one) => ({ ...one, x: at(i + 1) })));
  const signs = (kinds, y) => gathered(marks.filter(({ kind }) => kinds.includes(kind))).map((group) => several(group, kinds, y));
  const hidden = marks.some((one) => one.secret);
  const thumb = { x: at(step) - 8, y: -8 };
  return draw(
    "g",
    { transform: `translate(${MARGIN} ${EDGE}) scale(${SCALE})` },
    ABOVE.map((kinds, row) => signs(kinds, -52 + 22 * row)),
    hidden && box(0, 8, wide, 32, 7, { fill: "var(--u-bg)", stroke: "var(--u-line)" }),
    brass(wide, 0, false),
    box(thumb.x - 2, thumb.y - 2, 20, 31, 8, { fill: "var(--bg)" }),
    box(thumb.x, thumb.y, 16, 27, 6, { fill: "var(--ink)" }),
    hidden && BENEATH.map((kinds) => signs(kinds, 16)),
    draw("g", { transform: `scale(${1 / SCALE})` }, [legend(words, KINDS, words.above, marks, hidden ? 90 : 66), legend(words, SECRET, words.beneath, marks, 124)]),
  );
}

function several({ at, marks }, kinds, y) {
  const kind = kinds.find((one) => marks.some((it) => it.kind === one));
  const many = marks.length > 1;
  const count = { size: 13, weight: 700, leading: 16 };
  return [place(mark(kind, 18), at - (many ? 16 : 9), y), many && lettering([String(marks.length)], at + 5, y + 13.5, count, { fill: "var(--ink)" })];
}

function legend(words, kinds, title, marks, y) {
  const there = kinds.filter((kind) => marks.some((one) => one.kind === kind));
  if (!there.length) return null;
  let x = width(title, STRONG) + 20;
  const entries = there.map((kind) => {
    const from = x;
    x += 28 + width(words.kind[kind], LEGEND) + 22;
    return [place(mark(kind, 20), from, y - 16), lettering([words.kind[kind]], from + 28, y, LEGEND, { fill: "var(--ink2)" })];
  });
  return [lettering([title], 0, y, STRONG, { fill: "var(--ink)" }), entries];
}
