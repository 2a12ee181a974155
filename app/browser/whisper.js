// A message that only a partner reads, or a note to oneself: with its words counted, and never sent by the Enter key.

import { attribute, el, fill, text } from "./dom.js";

const LONGEST = 1600; // characters that may be typed

/** How many words a text has, counted as the table counts them. */
export const count = (typed) => typed.trim().split(/\s+/).filter(Boolean).length;

export function whisper(words, asked, { kept, keep, give }) {
  const input = el("textarea", { id: "private-text", rows: "4", maxlength: LONGEST, "aria-describedby": "private-count" });
  const counted = el("p", { id: "private-count", class: "counted" });
  const send = el("button", { type: "submit", class: "give" }, asked.send);
  const nothing = el("button", { type: "button", class: "give", onclick: () => give(["Write", { text: "" }]) }, asked.nothing);
  const status = el("p", { class: "status", role: "status" });
  const node = el(
    "form",
    { class: "whisper", onsubmit: answer, novalidate: true },
    el("label", { class: "label", for: "private-text" }, asked.label),
    input,
    counted,
    el("div", { class: "pair" }, send, nothing),
    status,
  );
  let busy = false;
  let missing = ""; // why it is not sent

  function draw() {
    const n = count(input.value);
    text(counted, fill(n > asked.limit ? words.too_many : words.words, { n, limit: asked.limit }));
    counted.classList.toggle("over", n > asked.limit);
    attribute(send, "aria-disabled", n && !busy ? null : "true");
    attribute(nothing, "aria-disabled", busy ? "true" : null);
    input.readOnly = busy;
    text(status, busy ? words.sent : missing);
  }

  function answer(event) {
    event.preventDefault();
    if (count(input.value)) give(["Write", { text: input.value.trim() }]);
    else {
      missing = words.empty;
      draw();
    }
  }

  input.addEventListener("input", () => {
    missing = "";
    keep({ text: input.value });
    draw();
  });
  input.value = kept.text ?? "";
  draw();
  return {
    node,
    busy(yes) {
      busy = yes;
      draw();
    },
  };
}
