// What a seat was offered, word for word, and what it knew when it read it.

import { card } from "./cards.js";
import { el } from "./dom.js";
import { long } from "./long.js";
import { icon } from "./marks.js";

const CARD = 56;

export function offered({ title, paragraphs, note }) {
  const piece = ({ text, varies }) => (varies ? el("u", {}, text) : text);
  const letter = el("div", { class: "letter" }, ...paragraphs.map((one) => el("p", {}, ...one.map(piece))));
  return el("section", {}, el("h2", {}, title), letter, el("p", { class: "aside" }, note));
}

/** `ask(step, number)` shows how it was asked. */
export function knew(words, { title, facts, cards, view, prompt }, ask) {
  const face = (one) => el("li", {}, card(one.card, CARD, one.name), el("span", { class: one.true ? "true" : "lie" }, one.note));
  const whole = el("details", {}, el("summary", {}, words.room.view));
  whole.addEventListener("toggle", () => whole.append(long(words.asked, view, "raw")), { once: true });
  return el(
    "section",
    {},
    el("h2", {}, title, el("span", { class: "chip secret" }, icon("eye", 15), words.room.seat_view)),
    cards?.length > 0 && el("ul", { class: "hand" }, ...cards.map(face)),
    figures(facts),
    whole,
    prompt && el("button", { type: "button", class: "quiet lead", onclick: () => ask(prompt.step, prompt.number) }, prompt.text),
  );
}

export function figures(facts) {
  return el("dl", {}, ...facts.flatMap(([label, value]) => [el("dt", {}, label), el("dd", {}, value)]));
}
