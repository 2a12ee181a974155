// What is said aloud with an answer: optional, kept as it is typed, never sent by the Enter key alone.

import { el, fill, shown, text } from "./dom.js";

const NEAR = 40; // characters left from which the counter shows

/** `typed(words)` on every change; `left()` when Enter ends the typing. */
export function saying(words, { typed, left }) {
  const input = el("input", {
    type: "text",
    id: "say",
    class: "say",
    autocomplete: "off",
    placeholder: words.say,
    "aria-describedby": "say-count",
    "aria-keyshortcuts": "S",
  });
  const count = el("span", { id: "say-count", class: "count" });
  const node = el("div", { class: "say-row" }, el("label", { for: "say", class: "unseen" }, words.say), input, count);

  function counted() {
    const room = input.maxLength - input.value.length;
    const near = input.maxLength >= 0 && room <= NEAR;
    text(count, near ? fill(words.say_left, { n: room }) : "");
    shown(count, near);
  }

  input.addEventListener("input", () => {
    counted();
    typed(input.value);
  });
  input.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== "Escape") || event.isComposing) return;
    left();
  });
  return {
    node,
    input,
    /** What is kept, and how much may be said; text that stands there already is left alone, with its caret. */
    show(value, limit) {
      if (limit) input.maxLength = limit;
      if (input.value !== value) input.value = value;
      counted();
    },
  };
}
