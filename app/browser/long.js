// Long texts that strangers wrote, of which only as much is laid out as somebody wants to read.

import { el, fill, shown, text } from "./dom.js";

/** Characters that are shown at first, and that each press adds. */
const FIRST = 4000;
const MORE = 40_000;
/** A text of so many characters need not be folded. */
const SHORT = 600;
/** A browser takes far too long over one paragraph of a hundred thousand characters, some scripts even longer. */
const PIECE = 4000;

/** Add to `body`, in pieces that end with a line, or a word, where there is one. */
export function write(body, whole) {
  for (let from = 0; from < whole.length; ) {
    const end = from + PIECE < whole.length ? from + cut(whole.slice(from, from + PIECE)) : whole.length;
    body.append(el("span", { class: "piece" }, whole.slice(from, end)));
    from = end;
  }
}

/** Where a piece ends: in its second half; never in the middle of a character. */
function cut(piece) {
  const ends = ["\n", " "].map((sign) => piece.lastIndexOf(sign) + 1);
  const whole = piece.length - Number(/[\ud800-\udbff]$/.test(piece));
  return ends.find((end) => end > piece.length / 2) ?? whole;
}

/** The text in an element of this class, and below it the way to read on. */
export function long(words, whole, kind) {
  const body = el("div", { class: kind });
  const button = el("button", { type: "button", class: "quiet", onclick: () => add(MORE) });
  let there = 0;

  function add(many) {
    const next = there + many < whole.length ? there + cut(whole.slice(there, there + many)) : whole.length;
    write(body, whole.slice(there, next));
    there = next;
    const left = whole.length - there;
    text(button, fill(words.read_on, { n: left.toLocaleString("en") }));
    shown(button, left > 0);
  }

  add(FIRST);
  return el("div", { class: "long" }, body, button);
}

/** The same behind a title, open if it is short; nothing is laid out before it is opened. */
export function folded(words, title, whole, kind, short = SHORT) {
  const summary = el("summary", {}, fill(words.long, { title, n: whole.length.toLocaleString("en") }));
  const node = el("details", {}, summary);
  node.addEventListener("toggle", () => node.append(long(words, whole, kind)), { once: true });
  node.open = whole.length <= short;
  return node;
}
