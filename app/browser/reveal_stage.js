// Builds the stage of a showdown: all of it stands in its place from the first moment, and CSS shows it beat by beat.

import { back, card } from "./cards.js";
import { cylinder } from "./cylinder.js";
import { el } from "./dom.js";
import { revolver, token } from "./marks.js";

/** The whole showdown, still without a beat. `words`: worth, standing; `after` as in reveal.js. */
export function stage(data, words, after) {
  return el(
    "section",
    { class: "reveal", "aria-label": data.title },
    el("header", {}, el("h2", {}, data.title), el("span", { class: "place" }, data.place)),
    el(
      "div",
      { class: "halves", "aria-live": "polite" },
      cardsHalf(data),
      data.shot ? shotHalf(data.shot) : noShotHalf(data.none),
    ),
    el("div", { class: "rim", role: "presentation" }),
    el("ol", { class: "beats" }, ...data.beats.map(beat)),
    after && el("div", { class: data.worth.length > 0 ? "after counted" : "after" }, worth(data.worth, words), standing(data, words)),
  );
}

const seated = (seat, name, size, dead = false) => token(seat, name, size, { dead });

function cardsHalf({ said, cards }) {
  const faces = el("div", { class: "faces" }, ...cards.map(face));
  faces.style.setProperty("--cards", Math.max(3, cards.length));
  return el("div", { class: "half cards" }, said && remark(said), faces);
}

function remark({ seat, name, text }) {
  const words = el("span", {}, el("b", {}, name), el("span", { class: "said" }, `“${text}”`));
  return el("p", { class: "who" }, seated(seat, name, 34), words);
}

/** A card with both its sides; it turns when its class says so. */
function face({ card: rank, name, true: honest, note }) {
  const sides = el(
    "div",
    { class: "sides" },
    el("div", { class: "down" }, back(124)),
    el("div", { class: "up" }, card(rank, 124, name)),
  );
  const caption = el("figcaption", {}, el("b", {}, name), el("span", {}, note));
  return el("figure", { class: honest ? "true" : "lie" }, sides, caption);
}

function shotHalf(shot) {
  const told = el(
    "div",
    { class: "told" },
    el(
      "p",
      { class: "pulls" },
      seated(shot.seat, shot.name, 34),
      el("span", {}, shot.who, el("span", { class: "chance" }, shot.chance)),
    ),
    el("p", { class: "word result" }, shot.word),
    el("p", { class: "result" }, shot.after),
  );
  return el("div", { class: "half shot" }, cylinder(shot, 210), told);
}

const noShotHalf = (none) => el("div", { class: "half quiet" }, el("p", { class: "result" }, none ?? ""));

const beat = ({ name, note }) => el("li", {}, el("b", {}, name), el("span", { class: "note" }, note));

function worth(rows, words) {
  if (rows.length === 0) return null;
  const lines = rows.map(({ seat, name, points, lines: reasons }) =>
    el(
      "li",
      {},
      person(seat, name),
      el("div", { class: "why" }, ...reasons.map((line) => el("div", {}, line))),
      el("b", {}, points),
    ),
  );
  return panel("worth", words.worth, el("ul", {}, ...lines));
}

function standing({ standing: rows, next }, words) {
  const lines = rows.map(({ seat, name, points, alive, fired, chambers, odds }) =>
    el(
      "li",
      { class: alive ? null : "dead" },
      person(seat, name, !alive),
      revolver(fired, chambers, !alive, 30, odds),
      points === null ? null : el("b", {}, points),
    ),
  );
  return panel("standing", words.standing, el("ul", {}, ...lines), el("p", { class: "next" }, next));
}

const person = (seat, name, dead = false) =>
  el("div", { class: "person" }, seated(seat, name, 26, dead), el("span", {}, name));

const panel = (kind, title, ...children) =>
  el("section", { class: `panel ${kind}`, "aria-label": title }, title ? el("h3", {}, title) : null, ...children);
