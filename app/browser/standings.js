// Beside the board of Cleanup: how the river stands, and what everybody has done so far.

import { el, fill, shown, text } from "./dom.js";
import { CELL, gauges } from "./gauge.js";
import { token } from "./marks.js";
import { picture } from "./svg.js";

const WIDE = 320; // drawn at this size; the style sheet makes it fit
const AIR = 7;
const TOKEN = 26;
const COUNTS = ["apples", "cleaned", "zaps"];

/** The river: `show(river)` with the river of a scene; no gauge where only a part of it is seen. */
export function river(words) {
  const bar = el("div", { class: "gauge-of" });
  const now = el("b");
  const means = el("span");
  const next = el("p", { class: "quiet next" });
  const node = el("section", { class: "panel river", "aria-label": words.river }, el("h2", {}, words.river), bar, el("p", {}, now, " ", means), next);
  const gauge = gauges();
  let drawn = "";
  return {
    node,
    show(river) {
      const sign = [river.waste, river.tiles, river.cutoff].join();
      shown(bar, river.tiles !== null);
      if (sign !== drawn && river.tiles !== null) bar.replaceChildren(picture(WIDE, CELL + 2 * AIR, [WIDE, CELL + 2 * AIR], "", gauge(river, 0, AIR, WIDE)));
      drawn = sign;
      text(now, river.now);
      text(means, river.means);
      text(next, river.next);
      shown(next, river.next);
    },
  };
}

/** So far: one row a seat, in their order, so that nothing jumps while one reads. */
export function tally(words) {
  const head = el("tr");
  const rows = el("tbody");
  const others = el("p", { class: "quiet" });
  const node = el("section", { class: "panel tally", "aria-label": words.so_far }, el("h2", {}, words.so_far), el("table", {}, el("thead", {}, head), rows), others);
  let drawn = "";

  const count = (n) => el("td", {}, n === null || n === undefined ? "" : String(n));

  function row({ seat, name, who, ...counts }, columns) {
    const told = el("span", {}, el("span", { class: "name" }, name), el("span", { class: "quiet" }, who));
    return el("tr", { "data-seat": seat }, el("th", { scope: "row" }, el("span", { class: "whose" }, token(seat, name, TOKEN), told)), ...columns.map((column) => count(counts[column])));
  }

  /** What is told of nobody has no column. */
  function draw(seats) {
    const columns = COUNTS.filter((name) => seats.some((seat) => (seat[name] ?? null) !== null));
    head.replaceChildren(...["seat", ...columns].map((name) => el("th", { scope: "col" }, words.tally[name])));
    rows.replaceChildren(...seats.map((seat) => row(seat, columns)));
  }

  return {
    node,
    show({ seats, scores, you }) {
      const sign = JSON.stringify(seats.map(({ seat, name, who, apples, cleaned, zaps }) => [seat, name, who, apples, cleaned, zaps]));
      if (sign !== drawn) draw(seats);
      drawn = sign;
      text(others, scores ? fill(you === null ? words.scores : words.scores_others, { list: scores.join(words.comma) }) : "");
      shown(others, scores);
    },
  };
}
