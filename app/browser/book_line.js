// One step of the ledger: done and said before everybody, and beneath the edge what was whispered and thought.

import { el, fill } from "./dom.js";
import { marked, opinions } from "./heard.js";
import { plain, unfolding } from "./long.js";
import { icon, token } from "./marks.js";

const TOKEN = 24;
const HALVES = { above: ["done", "said"], beneath: ["whispered", "thought"] };

/** The names of the columns, above the edge and beneath it: each line says its own to those who hear it. */
export function headings(columns) {
  const half = ([look, names]) => el("div", { class: look, "data-columns": names.length }, ...names.map((name) => el("span", { "data-column": name }, columns[name])));
  return el("div", { class: "headings", "aria-hidden": "true" }, ...halves(columns).map(half));
}

/** What stands in no line of the match takes no place in any. */
function halves(columns) {
  const there = Object.entries(HALVES).map(([look, names]) => [look, names.filter((name) => name in columns)]);
  return there.filter(([, names]) => names.length);
}

/** `found`: its marks that are to be seen; `act` as the ledger has it, and land(step) leads to another line. */
export function line(words, columns, row, found, act) {
  const own = words.book;

  /** A plain press leads there at once; any other is the browser's. */
  function go(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act.go(row.step);
  }

  function column(name) {
    const entries = row[name].map((entry, i) => said(name, entry, found.filter(({ at }) => at?.column === name && at.index === i).map(({ at }) => at)));
    return row[name].length > 0 && el("div", { "data-column": name }, el("h3", {}, columns[name]), ...entries);
  }

  function said(name, { seat, name: who, title, text: whole, provenance, secret, judge = [] }, places) {
    const dress = places.length ? marked(whole, places, (_, piece) => el("mark", {}, piece)) : plain(whole);
    const [begin, end] = name === "said" ? ["“", "”"] : ["", ""];
    // Whose it is goes without saying where it is the seat of the line.
    const whose = title ?? (who && seat !== row.seat ? `${who}:` : "");
    const tag = provenance && el("span", { class: "tag" }, provenance);
    return el("div", { class: "entry", "data-secret": secret }, whose && el("b", {}, whose), " ", begin, unfolding(words, whole, dress, places[0]?.start), end, tag, opinions(judge));
  }

  function sentence({ text, step }) {
    const across = step !== null && el("button", { type: "button", onclick: () => act.land(step) }, fill(own.other, { step }));
    return el("div", { class: "find" }, icon("search", 18), el("p", {}, text), across);
  }

  const number = el("a", { href: act.href(row.step), class: "number", "aria-label": fill(own.go_to, row), onclick: go }, fill(own.number, row));
  const who = row.name && row.seat >= 0 && el("span", { class: "who" }, token(row.seat, row.name, TOKEN), row.name);
  const half = ([look, names]) => {
    const parts = names.map(column).filter(Boolean);
    return parts.length > 0 && el("div", { class: look, "data-columns": names.length }, ...parts);
  };
  return el(
    "li",
    { "data-step": row.step, "data-found": found.length > 0 },
    el("div", { class: "place" }, number, who),
    ...halves(columns).map(half),
    found.length > 0 && el("div", { class: "finds" }, ...found.map(sentence)),
  );
}
