// What one of them sent back, said for a reason and thought: with the words that decided, and those that name a wrong.

import { el, fill } from "./dom.js";
import { write } from "./long.js";
import { thought } from "./thoughts.js";

/**
 * Makes the nodes of any part of a text of which some ranges are marked: `ranges` are {start, end, ...} in UTF-16 code
 * units, `node(range, text)` makes one. For long.js.
 */
export function marked(whole, ranges, node) {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  return (from, end) => {
    const nodes = [];
    let at = from;
    for (const range of sorted) {
      const [start, stop] = [Math.max(range.start, at), Math.min(range.end, end)];
      if (start >= stop) continue;
      nodes.push(whole.slice(at, start), node(range, whole.slice(start, stop)));
      at = stop;
    }
    return [...nodes, whole.slice(at, end)];
  };
}

/** Exactly what came back; the words that decided are in sight. */
export function reply({ title, text: whole, marks = [], note, missing }) {
  const section = el("section", { class: "reply" }, el("h3", {}, title));
  if (missing) {
    section.append(el("p", { class: "missing" }, missing));
    return section;
  }
  const ranges = marks.map(([start, end]) => ({ start, end }));
  const raw = el("div", { class: "raw", tabindex: "0", role: "group", "aria-label": title });
  write(raw, whole, marked(whole, ranges, (_, text) => el("mark", {}, text)));
  section.append(raw, el("p", { class: "aside" }, note));
  // Where it is long it scrolls, and begins a little above what decided.
  new IntersectionObserver(([{ isIntersecting }], watch) => {
    if (!isIntersecting) return;
    watch.disconnect();
    const first = raw.querySelector("mark");
    if (first) raw.scrollTop = first.offsetTop - raw.offsetTop - raw.clientHeight / 2;
  }).observe(raw);
  return section;
}

/** A reason or thoughts: {element, measured()}, as thoughts.js has them. */
export function voice(words, { kind, title, text: whole, provenance, hits, missing }) {
  if (!whole) {
    const element = el("div", { class: `thought ${kind}` }, el("h3", {}, title), el("p", { class: "missing" }, missing));
    return { element, measured: () => () => {} };
  }
  const made = thought(words, { title, text: whole, provenance }, marked(whole, hits, (hit, text) => hitting(words, hit, text)));
  made.element.classList.add(kind);
  return made;
}

function hitting(words, { group, denied }, text) {
  const what = words.room.group[group] ?? group;
  const title = denied ? fill(words.room.denied_of, { what }) : what;
  return el("mark", { class: denied ? "hit denied" : "hit", "data-group": group, title }, text);
}

/** What the marks in these voices mean; null where there are none. */
export function legend(words, voices) {
  const hits = voices.flatMap((one) => one.hits);
  const there = Object.keys(words.room.group).filter((group) => hits.some((hit) => hit.group === group && !hit.denied));
  const signs = there.map((group) => el("li", {}, hitting(words, { group }, words.room.group[group])));
  const denied = hits.some((hit) => hit.denied) && el("li", {}, el("mark", { class: "hit denied" }, words.room.denied));
  return signs.length || denied ? el("ul", { class: "key", "aria-label": words.room.key }, ...signs, denied) : null;
}

/** How often each was named; what judge models read stands beneath, and is never counted. */
export function named(words, { columns, rows, sentence, source }, judged) {
  const count = (n) => el("td", { class: n ? "some" : null }, n ? n.toLocaleString("en") : words.room.none);
  const table = el(
    "table",
    { class: "tally" },
    el("caption", { class: "unseen" }, words.room.tally),
    el("thead", {}, el("tr", {}, el("td", {}), ...rows.map(({ title }) => el("th", { scope: "col" }, title)))),
    el("tbody", {}, ...columns.map((title, i) => el("tr", {}, el("th", { scope: "row" }, title), ...rows.map(({ counts }) => count(counts[i]))))),
  );
  const told = el("p", {}, el("b", {}, sentence), " ", el("span", { class: "aside" }, source));
  return el("section", { class: "named" }, el("h3", {}, words.room.named), rows.length > 0 && table, told, opinions(judged));
}

/** What judge models said: each says of itself that it is a model's opinion. False where none was asked. */
export function opinions(judged) {
  const one = ({ title, quote, note }) => el("div", {}, el("p", {}, title), quote && el("p", { class: "quote" }, quote), el("p", { class: "note" }, note));
  return judged.length > 0 && el("div", { class: "judged" }, ...judged.map(one));
}
