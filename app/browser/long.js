// Long texts that strangers wrote, of which only as much is laid out as somebody wants to read.

import { attribute, el, fill, shown, text } from "./dom.js";

/** Characters that are shown at first, and that each press adds. */
const FIRST = 4000;
const MORE = 40_000;
/** A text of so many characters need not be folded. */
const SHORT = 600;
/** Of a text that stands in a list among others, so many characters show. */
const BRIEF = 280;
/** ... and so many of them before a place that is to be seen. */
const BEFORE = 80;
/** A browser takes far too long over one paragraph of a hundred thousand characters, some scripts even longer. */
const PIECE = 4000;

/** Add to `body`, in pieces that end with a line, or a word, where there is one. `dress(from, end)`: what such a piece holds. */
export function write(body, whole, dress = plain(whole)) {
  for (let from = 0; from < whole.length; ) {
    const end = from + PIECE < whole.length ? from + cut(whole.slice(from, from + PIECE)) : whole.length;
    body.append(el("span", { class: "piece" }, ...dress(from, end)));
    from = end;
  }
}

/** Nothing in it is marked. */
export const plain = (whole) => (from, end) => [whole.slice(from, end)];

/** Where a piece ends: in its second half; never in the middle of a character. */
function cut(piece) {
  const ends = ["\n", " "].map((sign) => piece.lastIndexOf(sign) + 1);
  const whole = piece.length - Number(/[\ud800-\udbff]$/.test(piece));
  return ends.find((end) => end > piece.length / 2) ?? whole;
}

/** As much of a text as shows in a list. */
export const brief = (whole) => (whole.length > BRIEF ? `${whole.slice(0, cut(whole.slice(0, BRIEF))).trimEnd()}…` : whole);

/** A text in a list, and behind it, where it is long, the way to all of it and back. `at`: a place in it that shows at once. */
export function unfolding(words, whole, dress = plain(whole), at = 0) {
  const [from, end] = sight(whole, at);
  const near = () => [from > 0 && "…", ...dress(from, end), end < whole.length && "…"].filter(Boolean);
  const body = el("span", {}, ...near());
  const button = el("button", { type: "button", class: "unfold", "aria-expanded": "false", onclick: turn }, words.read_all);
  let open = false;

  function turn() {
    open = !open;
    body.replaceChildren(...(open ? [] : near()));
    if (open) write(body, whole, dress);
    attribute(button, "aria-expanded", String(open));
    text(button, open ? words.read_less : words.read_all);
  }

  return el("span", {}, body, ...(whole.length > BRIEF ? [" ", button] : []));
}

/** From where to where a text shows in a list: from its beginning, if the place is not too far behind it. */
function sight(whole, at) {
  if (whole.length <= BRIEF) return [0, whole.length];
  const from = at < BRIEF - BEFORE ? 0 : at - BEFORE + whole.slice(at - BEFORE, at).search(/\s|$/);
  const end = from + BRIEF < whole.length ? from + cut(whole.slice(from, from + BRIEF)) : whole.length;
  return [from, from + whole.slice(from, end).trimEnd().length];
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
