// The end of a match: who won and why, every seat's points with their reasons, every lie that was told, what the models used.

import { dilemma } from "./dilemma.js";
import { el, fill, shown, text } from "./dom.js";
import { guess } from "./guess.js";
import { token } from "./marks.js";
import { used } from "./used.js";

/**
 * `act` has rematch(same, condition); `again`: whether this viewer may ask for one. `links` has watch and home. `own`:
 * the viewer's seat, and where its guess is kept. `deals`: [[condition, title], ...], under which the same deal can be
 * played; `declined`: why nothing can be played again. As long as it may guess, nothing stands here that would tell.
 */
export function ending(words, end, { again: may, act, links, own, deals = [], declined = "" }) {
  const again = may && !declined;
  const plays = end.rows.map((row) => el("span", { class: "quiet" }, row.who_sealed));
  const spent = used(end.used);
  if (spent) shown(spent, false);
  const open = () => {
    end.rows.forEach((row, i) => text(plays[i], row.who));
    if (spent) shown(spent, true);
  };
  const rows = end.rows.map((row, i) =>
    el(
      "li",
      { class: "row" },
      token(row.seat, row.name, 28, { dead: !row.alive }),
      el("span", { class: "row-who" }, el("b", {}, row.name), plays[i]),
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
  const under = el("select", { id: "under" }, ...deals.map(([value, title]) => el("option", { value }, title)));
  const deal =
    again &&
    deals.length > 0 &&
    el(
      "div",
      { class: "deal" },
      el("label", { for: "under" }, words.deals.choose),
      under,
      el(
        "button",
        { type: "button", "data-act": "deal", "aria-describedby": "same-note", onclick: () => act.rematch(true, under.value) },
        words.deals.play,
      ),
    );
  return el(
    "section",
    { class: "ending", "aria-label": end.title },
    el("h2", { class: "big", tabindex: "-1" }, end.title),
    end.why && el("p", {}, end.why),
    // First of all, what some were not told.
    guess(words, end, own, open),
    el("ul", { class: "rows" }, ...rows),
    end.dilemma && dilemma(words.dilemma, end.dilemma),
    el(
      "div",
      { class: "choices" },
      ...(rematches || []),
      el("a", { class: "button", href: links.watch }, words.replay),
      el("a", { class: "button", href: links.home }, words.home),
    ),
    deal,
    again && el("p", { class: "quiet", id: "same-note" }, words.same_note),
    may && declined && el("p", { class: "quiet" }, declined),
    (end.lies.length > 0 || end.lies_none) && el("details", { class: "told-lies" }, el("summary", {}, el("h3", {}, fill(words.lies, { n: end.lies.length }))), lies),
    spent,
    end.seed && el("p", { class: "quiet seed" }, fill(words.seed, end), " ", end.seed_known && words.seed_known),
  );
}
