// Fits text into plates by estimated widths, so that a drawing needs nothing measured and is the same everywhere.

import { recalled } from "./recalled.js";

/** Advance widths of Atkinson Hyperlegible Next 400 in em, rounded up. */
const WIDTHS = new Map(
  Object.entries({
    "'": 0.16,
    ",.:;": 0.22,
    "`ijl|‘’·": 0.26,
    " !": 0.29,
    '"()[ft': 0.33,
    "-]r{}": 0.36,
    "/I\\_“”": 0.4,
    "1vyz•": 0.46,
    "*?cksx": 0.49,
    "7Ja–×": 0.53,
    "2<>FLT^deghnou~": 0.56,
    "3EYbpq": 0.58,
    "$+4569BPRSVZ−": 0.61,
    "8=AKX": 0.64,
    "#0CD…": 0.67,
    GHNUw: 0.7,
    "&OQ": 0.73,
    "@": 0.79,
    "MWm—": 0.87,
    "%": 0.93,
  }).flatMap(([letters, width]) => [...letters].map((letter) => [letter, width])),
);
/** What a letter is wider in heavy type, and in the serif. */
const HEAVIER = 0.06;
const SERIF = 0.12;
/** A little air, so that rounding between letters never costs the last one. */
const AIR = 1.01;
const DOUBLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
const PICTOGRAM = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;
const LATIN = /^[\u00c0-\u00ff]$/u;
const NEAR = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
/** Letters of other living scripts, except those that are whole words. */
const OTHER = /[\u0530-\u1cff\p{M}]/u;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;
const ELLIPSIS = "…";
const WORD = 12;
const cutter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters as a reader counts them; line breaks are spaces, and what cannot be seen is gone. */
export const characters = recalled((value) => Object.freeze(segments(value)), (value) => value);

function segments(value) {
  // A joiner within an emoji stays; controls, marks of direction and halves of characters go.
  const text = String(value ?? "").replace(UNSEEN, (run) => (run === "\u200d" ? run : /[\n\r\t]/.test(run) ? " " : ""));
  return Array.from(cutter.segment(text.replace(/\s+/gu, " ").trim()), (part) => part.segment);
}

/** What is known of a character: its width in em, and whether that may be far off. */
const look = recalled(
  (character) => ({ em: em(character), sure: sure(character), double: DOUBLE.test(character) }),
  (character) => character,
);

function em(character) {
  const known =
    WIDTHS.get(character) ?? (LATIN.test(character) ? WIDTHS.get(character.normalize("NFD")[0]) : undefined);
  if (known !== undefined) return known;
  if (PICTOGRAM.test(character)) return 1.3;
  if (DOUBLE.test(character)) return 1;
  if (NEAR.test(character)) return 0.8;
  return OTHER.test(character) ? 0.55 : 1;
}

/** A letter with marks that only some fonts have is as uncertain as a script that is not known here. */
const sure = (character) =>
  character.normalize("NFC").length === 1 && (WIDTHS.has(character) || DOUBLE.test(character) || NEAR.test(character));

/** Whether an estimate may be far off here, so that the text is to be drawn exactly as wide as it was estimated. */
export const uncertain = (line) => characters(line).some((character) => !look(character).sure);

/** The width of a line in pixels, rather too much than too little. `style`: size, weight, serif. */
export function width(line, style) {
  return sum(typeof line === "string" ? characters(line) : line, style);
}

function sum(list, { size, weight = 400, serif = false }) {
  const more = serif ? SERIF : weight > 500 ? HEAVIER : 0;
  return list.reduce((all, character) => all + look(character).em + more, 0) * size * AIR;
}

/** One line no wider than `room`; what does not fit is an ellipsis. */
export function fit(value, room, style) {
  return shorten(characters(value), room, style);
}

/** `whole`: rather than in a word, cut before it, if it began at most so many characters ago. */
function shorten(list, room, style, whole = 0) {
  if (sum(list, style) <= room) return list.join("");
  let kept = reach(list, room - sum([ELLIPSIS], style), style);
  const space = list.lastIndexOf(" ", kept);
  if (space > 0 && space > kept - whole) kept = space;
  while (kept > 0 && /[\s,;:–—-]/u.test(list[kept - 1])) kept -= 1;
  return list.slice(0, kept).join("") + ELLIPSIS;
}

/** How many characters from the first fit into `room`. */
function reach(list, room, style) {
  let used = 0;
  let count = 0;
  while (count < list.length && (used += sum([list[count]], style)) <= room) count += 1;
  return count;
}

/** At most `most` lines no wider than `room`, broken between words where there are any. */
export const wrap = (value, room, style, most) => broken(characters(value), room, style, most);

function broken(list, room, style, most) {
  let rest = list;
  const lines = [];
  while (rest.length > 0) {
    const fits = reach(rest, room, style);
    if (fits === rest.length || lines.length === most - 1) {
      lines.push(shorten(rest, room, style, WORD));
      break;
    }
    const end = lineEnd(rest, Math.max(fits, 1));
    lines.push(rest.slice(0, end).join("").trimEnd());
    rest = rest.slice(rest[end] === " " ? end + 1 : end);
  }
  return lines;
}

/** Where to break a line of which `fits` characters fit: after a space or beside a character of double width. */
function lineEnd(list, fits) {
  for (let end = fits; end > 0; end -= 1) {
    if (list[end] === " " || list[end - 1] === " " || look(list[end - 1]).double) return end;
  }
  return fits;
}

/** As `wrap`, with lines of about the same length: no single word is left over. */
export const even = recalled((...from) => Object.freeze(balanced(...from)));

function balanced(value, room, style, most) {
  const list = characters(value);
  let best = broken(list, room, style, most);
  const count = best.length;
  if (count < 2) return best;
  for (let less = room * 0.94; less > room * 0.5 && !cut(best); less -= room * 0.06) {
    const tried = broken(list, less, style, most);
    if (tried.length > count || cut(tried)) break;
    best = tried;
  }
  return best;
}

const cut = (lines) => lines.at(-1).endsWith(ELLIPSIS);
