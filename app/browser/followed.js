// What followed an offer: the rounds, what the two wrote to each other, the figures, and the same deal without it.

import { el, fill } from "./dom.js";
import { unfolding } from "./long.js";
import { token } from "./marks.js";
import { strip } from "./strip.js";

const TOKEN = 26;

/** `told` is the room; `ways` are {lead, href} of steps and {away} to another match. */
export function followed(words, told, ways) {
  const { title, note, written: heading, whispers, facts, beside } = told.followed;
  const { verdict } = told.asked;
  const offer = { step: told.step, kind: verdict.kind, label: `${told.asked.title}: ${verdict.title}` };
  const rounds = strip(told.followed, offer, ways);
  const other = new Map((beside?.facts ?? []).map((one) => [one.key, one.big]));
  const element = el(
    "section",
    { class: "followed" },
    el("h2", {}, title),
    note && el("p", { class: "aside" }, note),
    rounds.element,
    whispers.length > 0 && written(words, heading, whispers, ways),
    el("ul", { class: "figures" }, ...facts.map((one) => figure(words, one, other.get(one.key)))),
    beside && el("p", { class: "aside" }, beside.sentence, " ", beside.match ? el("a", { href: ways.away(beside.match) }, beside.text) : beside.text),
  );
  return { element, close: rounds.close };
}

function figure(words, { big, small }, without) {
  const other = without !== undefined && el("span", { class: "without" }, fill(words.room.without, { big: without }));
  return el("li", {}, el("span", {}, small), el("b", {}, big), other);
}

/** All that was written, laid out once somebody wants to read it. */
function written(words, heading, whispers, { lead, href }) {
  const line = ({ step, round, seat, name, text }) => {
    const go = (event) => {
      event.preventDefault();
      lead(step);
    };
    const where = el("a", { href: href(step), onclick: go }, fill(words.room.step, { step, round }));
    return el("li", {}, token(seat, name, TOKEN), el("p", { class: "whose" }, el("b", {}, name), " ", where), el("p", { class: "voice open" }, unfolding(words, text)));
  };
  const node = el("details", { class: "written" }, el("summary", {}, heading));
  node.addEventListener("toggle", () => node.append(el("ol", {}, ...whispers.map(line))), { once: true });
  return node;
}
