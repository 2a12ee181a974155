// A form that gives one answer: nothing in it can be changed while that is on its way, and below it stands what to know.

import { el, text } from "./dom.js";

/**
 * `draw(busy)` shows what the form's `parts` hold now; `answer()` gives it, or returns a sentence where something is
 * missing.
 */
export function sending(kind, words, { draw, answer }, ...parts) {
  const status = el("p", { class: "status", role: "status" });
  const node = el("form", { class: kind, onsubmit: submitted, novalidate: true }, ...parts, status);
  let busy = false;
  let told = "";

  function show() {
    draw(busy);
    text(status, busy ? words.sent : told);
  }

  function say(sentence) {
    told = sentence;
    show();
  }

  function submitted(event) {
    event.preventDefault();
    const missing = answer();
    if (missing) say(missing);
  }

  return {
    node,
    say,
    /** Something was chosen or typed: what was said is no longer true. */
    changed: () => say(""),
    /** The answer is on its way, or it came back. */
    busy(yes) {
      busy = yes;
      show();
    },
  };
}
