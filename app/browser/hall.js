// Where everything of a live table stands: a row above, and below it the table with one's own side, what stands beside,
// and who is not here.

import { el } from "./dom.js";

/** Each is a list of nodes, but `missing` is one. */
export const hall = ({ above, missing, play, rail }) =>
  el(
    "div",
    { class: "floor" },
    ...above,
    el("div", { class: "hall" }, missing, el("div", { class: "play" }, ...play), el("div", { class: "rail" }, ...rail)),
  );
