// The end of a match: who won and why, every seat's points with their reasons, every lie that was told, what the models used.

import { debrief } from "./debrief.js";
import { el, fill } from "./dom.js";
import { token } from "./marks.js";
import { used } from "./used.js";

/** `act` has rematch(same); `again`: whether this viewer may ask for one. `links` has watch and home. */
export function ending(words, end, { again, act, links }) {
  const rows = end.rows.map((row) =>
    el(
      "li",
      { class: "row" },
      token(row.seat, row.name, 28, { dead: !row.alive }),
      el("span", { class: "row-who" }, el("b", {}, row.name), el("span", { class: "quiet" }, row.who)),
      el("span", { class: "row-why" }, ...row.lines.map((line) => el("span", {}, line))),
      el("span", { class: "row-won" }, row.won ? words.won : row.alive ? "" : words.dead),
      el("b", { class: "row-points" }, row.points ?? ""),
    ),
  );
  const lies = end.lies.length
    ? el("ul", { class: "lies" }, ...end.lies.map((lie) => el("li", {}, lie.text)))
    : el("p", {}, end.lies_none);
  const rematches = again && [
    el("button", { type: "button", class: "main", "data-act": "rematch", onclick: () => act.rematch(false) }, words.rematch),
    el(
      "button",
      { type: "button", "data-act": "same", "aria-describedby": "same-note", onclick: () => act.rematch(true) },
      words.same,
    ),
  ];
  return el(
    "section",
    { class: "ending", "aria-label": end.title },
    el("h2", { class: "big", tabindex: "-1" }, end.title),
    end.why && el("p", {}, end.why),
    el("ul", { class: "rows" }, ...rows),
    el(
      "div",
      { class: "choices" },
      ...(rematches || []),
      el("a", { class: "button", href: links.watch }, words.replay),
      el("a", { class: "button", href: links.home }, words.home),
    ),
    again && el("p", { class: "quiet", id: "same-note" }, words.same_note),
    debrief(end.hidden),
    el("details", { class: "told-lies" }, el("summary", {}, el("h3", {}, fill(words.lies, { n: end.lies.length }))), lies),
    used(end.used),
    end.seed && el("p", { class: "quiet seed" }, fill(words.seed, end), " ", end.seed_known && words.seed_known),
  );
}
