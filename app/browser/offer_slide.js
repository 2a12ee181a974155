// An offer, or an invitation, and its answer as one picture of 1600 by 900. Pure.

import { lettering } from "./lettering.js";
import { token } from "./marks.js";
import { HEIGHT, INNER, largest, MARGIN, slide, VOICE } from "./slide.js";
import { box, draw, place } from "./svg.js";
import { sign } from "./verdict.js";
import { brass } from "./wood.js";
import { even, fit, width, wrap } from "./wrap.js";

const TOP = 128;
const PAD = 48;
const X = MARGIN + PAD;
const ROOM = INNER - 2 * PAD;
const RULES = TOP + PAD + 242;
const NAMES = [36, 31, 27].map((size) => ({ size, weight: 700, leading: 44 }));
const QUIET = { size: 24, weight: 400, leading: 32 };
const BIG = [60, 52, 44, 36].map((size) => ({ size, weight: 400, leading: 70, serif: true }));
const LABEL = { size: 24, weight: 600, leading: 32 };
/** Of the words it gave, the largest first. */
const VOICES = [46, 42, 38, 35, 32, 28, 25].map((size) => ({ size, weight: 400, leading: Math.round(size * 1.45) }));
/** Between two that stand beside each other. */
const GAP = 56;
/** Where the lowest line stands. */
const END = HEIGHT - MARGIN - 34;

/** `told` is the Offer Room; `asked` the part of it that is drawn; `words` are those of pictures. */
export function offerSlide(told, asked, words) {
  const [where, ...rest] = told.chips;
  const { verdict } = asked;
  const rules = [verdict.rule, verdict.contradicts].filter(Boolean).flatMap((text) => wrap(text, ROOM - 108, QUIET, 2));
  const y = RULES + rules.length * QUIET.leading + 44;
  const parts = [ground(), who(asked, rest), answer(asked, rules), columns(shownOf(asked, words), y, words)];
  return slide(`${asked.title}. ${asked.verdict.title}`, asked.title, where?.text ?? "", parts);
}

/** What it said, in at most two parts beside each other, and what is said of them: the words it sent where they are
 * not plain; else its reason and its thinking. */
function shownOf({ verdict, reply, voices }, words) {
  const [reason, thinking] = ["reason", "thinking"].map((kind) => voices.find((one) => one.kind === kind));
  const sent = (verdict.contradicts || !["accept", "refuse"].includes(verdict.kind)) && reply.text ? { ...reply, provenance: words.sent } : null;
  const found = [sent, reason, thinking].filter((one) => one?.text);
  const both = (found.length > 0 ? found : [reason]).slice(0, 2);
  const silent = both.length === 1 && both[0] === reason && reason.text ? thinking.missing : "";
  return { parts: both, note: thinking.text && !both.includes(thinking) ? words.kept : silent };
}

/** All of it lies beneath the edge. */
const ground = () => [
  box(MARGIN + 1, TOP, INNER - 2, HEIGHT - TOP - MARGIN, 16, { fill: "var(--u-bg)", stroke: "var(--u-line)", "stroke-width": 2 }),
  draw("g", { transform: `translate(${MARGIN} ${TOP - 6})` }, brass(INNER, 0, false)),
];

/** The seat, and at the right the words that it was offered in. */
function who({ seat, name, who: player }, chips) {
  const side = Math.max(...chips.map(({ text }) => width(text, QUIET)), 0);
  const half = ROOM - 108 - 40 - Math.min(side, ROOM / 2 - 60);
  const style = largest(name, half, NAMES);
  const end = { fill: "var(--under)", "text-anchor": "end" };
  return [
    place(token(seat, name, 84), X, TOP + PAD),
    lettering([fit(name, half, style)], X + 108, TOP + PAD + 36, style, { fill: "var(--ink)" }),
    lettering([fit(player, half, QUIET)], X + 108, TOP + PAD + 72, QUIET, { fill: "var(--ink2)" }),
    lettering(chips.map(({ text }) => fit(text, ROOM / 2 - 60, QUIET)), X + ROOM, TOP + PAD + 34, QUIET, end),
  ];
}

function answer({ role, verdict }, rules) {
  const style = largest(verdict.title, ROOM - 108, BIG);
  return [
    place(sign(verdict.kind, role, 76), X + 4, TOP + PAD + 138),
    lettering([fit(verdict.title, ROOM - 108, style)], X + 108, TOP + PAD + 194, style, { fill: "var(--ink)" }),
    lettering(rules, X + 108, RULES, QUIET, { fill: "var(--ink2)" }),
  ];
}

function columns({ parts, note }, y, words) {
  const wide = (ROOM - GAP * (parts.length - 1)) / parts.length;
  const end = note ? END - QUIET.leading : END;
  return [
    parts.map((part, at) => voice(part, { x: X + at * (wide + GAP), y, w: wide, end }, words)),
    note && lettering([note], X, END, QUIET, { fill: "var(--ink2)" }),
  ];
}

/** As large as it fits, all of it or how it begins; or why there is nothing. */
function voice({ title, text, provenance, missing }, { x, y, w, end }, words) {
  const whole = text?.trim() ?? "";
  const { lines, style, cut } = quoted(whole, w, end - y - 70 - 2 * QUIET.leading);
  const notes = (whole ? [provenance, cut && words.begins] : [missing]).filter(Boolean).flatMap((one) => wrap(one, w, QUIET, 2));
  const high = 24 + lines.length * style.leading + (lines.length > 0 ? 46 : 20);
  return [
    lettering([fit(title, w, LABEL)], x, y, LABEL, { fill: "var(--under)" }),
    lettering(lines, x, y + 20 + style.size, style, { fill: "var(--ink)", "font-family": "var(--voice)" }),
    lettering(notes, x, y + high, QUIET, { fill: "var(--ink2)" }),
  ];
}

function quoted(text, w, room) {
  const broken = (style) => even(`“${text}”`, w * VOICE, style, Infinity);
  const most = (style) => Math.max(1, Math.floor(room / style.leading));
  const style = text ? VOICES.find((one) => broken(one).length <= most(one)) : VOICES[0];
  if (!text) return { lines: [], style, cut: false };
  if (style) return { lines: broken(style), style, cut: false };
  const least = VOICES.at(-1);
  const lines = wrap(`“${text}`, w * VOICE, least, most(least));
  return { lines: lines.with(-1, lines.at(-1).replace(/\W*…$/u, " …”")), style: least, cut: true };
}
