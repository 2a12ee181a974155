// What came of an offer or an invitation, as a sign and in words. Whatever was no answer looks like neither answer.

import { el } from "./dom.js";
import { mark, token } from "./marks.js";
import { draw, path, picture } from "./svg.js";

const BIG = 48;
const ANSWERS = { offer: { accept: "accepted", refuse: "refused" }, invitation: { accept: "agreed", refuse: "refused" } };
/** What stands in the dashed square; where nobody was asked, nothing. */
const INSIDE = {
  unclear: "M7.600 8.200c0-3.200 4.800-3.200 4.800 0 0 1.700-2.400 1.600-2.400 3.400M10 14.200v.1",
  declined: "m7 7 6 6m0-6-6 6",
  error: "M10 6v4.800M10 14v.1",
  timeout: "M10 6.500v4l2.600 1.600",
  "invalid-partner": "M10 6.200a1.800 1.800 0 1 0 .01 0ZM6.500 14c.6-3.200 6.400-3.200 7 0",
};

/** `kind` as the room tells it, `role` is offer or invitation. */
export function sign(kind, role, size = BIG) {
  const answer = ANSWERS[role]?.[kind];
  if (answer) return mark(answer, size);
  const line = { fill: "none", stroke: "var(--under)", "stroke-width": 2, "stroke-linejoin": "round" };
  const square = path("M3 3h14v14H3Z", { ...line, "stroke-dasharray": "3 2.600" });
  const inside = Object.hasOwn(INSIDE, kind) && path(INSIDE[kind], { ...line, "stroke-linecap": "round" });
  return picture(size, size, [20, 20], "", draw("g", { class: `mark-none mark-${kind}` }, square, inside));
}

/** The band across the room. `beside`: what stands at its end. */
export function verdict({ role, title, seat, name, who, verdict: came }, beside = null) {
  const invited = role === "invitation";
  const heading = el("h2", { class: "big", tabindex: "-1" }, invited ? title : came.title);
  const lines = [(invited ? [who, came.title, came.tries] : [came.tries]).filter(Boolean).join(" · "), came.rule];
  return el(
    "section",
    { class: invited ? "verdict invited" : "verdict", "data-verdict": came.kind, "data-role": role },
    sign(came.kind, role),
    invited && seat !== null && token(seat, name, BIG - 10),
    el(
      "div",
      { class: "came" },
      heading,
      ...lines.filter(Boolean).map((one) => el("p", {}, one)),
      came.contradicts && el("p", { class: "contradicts" }, came.contradicts),
    ),
    beside,
  );
}
