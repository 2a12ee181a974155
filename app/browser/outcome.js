// The end of a match: who won and why, what every point was for, and where everything is told, every lie and what the
// models used.

import { debrief } from "./debrief.js";
import { el, fill } from "./dom.js";
import { mark, token } from "./marks.js";
import { used } from "./used.js";

const TOKEN = 26;

/** The parts, one below another. */
export function outcome(words, { title, why, rows, lies, lies_none: none, used: spent, hidden, seed, seed_known: known }) {
  const all = lies.map(({ text }) => el("li", {}, text));
  const told = el("details", { class: "lies" }, el("summary", {}, fill(words.lies, { count: all.length })), el("ul", {}, ...all));
  return [
    el("h2", {}, title),
    el("p", {}, why),
    debrief(words, hidden),
    el("ul", { class: "standing" }, ...rows.map((one) => standing(words, one))),
    all.length ? told : none && el("p", {}, none),
    used(spent),
    seed && el("p", { class: "seed" }, fill(known ? words.seed_known : words.seed, { seed })),
  ].filter(Boolean);
}

function standing(words, { seat, name, who, points, won, alive, lines }) {
  const star = won && el("span", { class: "won" }, mark("won", 16), words.won);
  const head = [token(seat, name, TOKEN, { dead: !alive }), el("b", {}, name), el("span", { class: "who" }, who), star];
  const figure = points !== null && el("b", { class: "points" }, points);
  return el("li", {}, el("div", { class: "seat" }, ...head, figure), ...lines.map((one) => el("p", {}, one)));
}
