// What is said aloud with an answer: optional, kept as it is typed, never sent by the Enter key alone.

import { counter } from "./counter.js";
import { el } from "./dom.js";

/** `typed(words)` on every change; `left()` when Enter ends the typing. */
export function saying(words, { typed, left }) {
  const input = el("input", {
    type: "text",
    id: "say",
    class: "say",
    autocomplete: "off",
    placeholder: words.say,
    "aria-keyshortcuts": "S",
  });
  const count = counter(input, words.say_left);
  const node = el("div", { class: "say-row" }, el("label", { for: "say", class: "unseen" }, words.say), input, count.node);

  input.addEventListener("input", () => typed(input.value));
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
      count.draw();
    },
  };
}
