// What the models of a match used: a row for each, its figures each under a word, and all together.

import { el } from "./dom.js";
import { token } from "./marks.js";

const TOKEN = 26;

/** Null where no model played, or where this viewpoint is not told. */
export function used(told) {
  if (!told) return null;
  const rows = told.rows.map(({ seat, name, model, figures }) =>
    el(
      "li",
      {},
      el("div", { class: "seat" }, token(seat, name, TOKEN), el("b", {}, name), el("span", { class: "who" }, model)),
      el("dl", {}, ...figures.map(([label, figure]) => el("div", {}, el("dt", {}, label), el("dd", {}, figure)))),
    ),
  );
  return el("section", { class: "used" }, el("h3", {}, told.title), el("ul", {}, ...rows), told.total && el("p", {}, told.total));
}
