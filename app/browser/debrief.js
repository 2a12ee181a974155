// What was under the table, told when the match is over: what was offered, what came of it, and every word of it.

import { el } from "./dom.js";
import { unfolding } from "./long.js";
import { token } from "./marks.js";

const TOKEN = 24;
const FEW = 4; // messages that are shown at once

/** `hidden`: {title, lines, reasons, messages, messages_title, texts}; null where nobody may be told. */
export function debrief(words, hidden) {
  if (!hidden) return null;
  return el(
    "section",
    { class: "under", "aria-label": hidden.title },
    el("h3", {}, hidden.title),
    ...hidden.lines.map((one) => el("p", {}, one)),
    spoken(words, hidden.reasons),
    messages(words, hidden),
    ...hidden.texts.map((one) => el("details", {}, el("summary", {}, one.title), voice(one.text))),
  );
}

/** Many are folded, so that the rest of what is told stays in sight. */
function messages(words, { messages: said, messages_title: title }) {
  const all = spoken(words, said);
  return said.length <= FEW ? all : el("details", {}, el("summary", {}, title), all);
}

function spoken(words, said) {
  if (!said.length) return null;
  const one = ({ seat, name, what, text, note }) =>
    el(
      "li",
      {},
      token(seat, name, TOKEN),
      el("p", { class: "whose" }, el("b", {}, name), " ", what),
      el("div", { class: "voice" }, el("p", {}, unfolding(words, text))),
      note && el("p", { class: "tag" }, note),
    );
  return el("ul", { class: "spoken" }, ...said.map(one));
}

const voice = (paragraphs) => el("div", { class: "voice" }, ...paragraphs.map((one) => el("p", {}, one)));
