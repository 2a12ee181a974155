// What was under the table, told when the match is over: what was offered, what came of it, and every word of it.

import { el } from "./dom.js";
import { token } from "./marks.js";

const TOKEN = 24;
const FEW = 6; // messages that are shown at once

/** `hidden`: {title, lines, reasons, messages, messages_title, texts}; null where nobody may be told. */
export function debrief(hidden) {
  if (!hidden) return null;
  return el(
    "section",
    { class: "under", "aria-label": hidden.title },
    el("h3", {}, hidden.title),
    ...hidden.lines.map((one) => el("p", {}, one)),
    spoken(hidden.reasons),
    messages(hidden),
    ...hidden.texts.map((one) => el("details", {}, el("summary", {}, one.title), voice(one.text))),
  );
}

/** Many are folded, so that the rest of what is told stays in sight. */
function messages({ messages: said, messages_title: title }) {
  if (said.length <= FEW) return spoken(said);
  return el("details", {}, el("summary", {}, title), spoken(said));
}

function spoken(said) {
  if (!said.length) return null;
  const one = ({ seat, name, what, text, note }) =>
    el(
      "li",
      {},
      token(seat, name, TOKEN),
      el("p", { class: "whose" }, el("b", {}, name), " ", what),
      el("div", { class: "voice" }, el("p", {}, text)),
      note && el("p", { class: "tag" }, note),
    );
  return el("ul", { class: "spoken" }, ...said.map(one));
}

const voice = (paragraphs) => el("div", { class: "voice" }, ...paragraphs.map((one) => el("p", {}, one)));
