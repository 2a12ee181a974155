// The time that is left of a step: a ring that empties and the seconds in it; empty, where a clock has run and none does now. It makes no sound, and nothing blinks.

import { attribute, el, fill, shown, text } from "./dom.js";
import { disc, picture } from "./svg.js";

const R = 16;
const ROUND = 2 * Math.PI * R;
const OFTEN = 250; // milliseconds

/** A message that has just come, its clock with the moment at which the time is over: it may have to wait before it is shown. */
export const timed = (message) => (message.clock ? { ...message, clock: { ...message.clock, until: performance.now() + message.clock.left * 1000 } } : message);

export function countdown(words) {
  const ring = disc(20, 20, R, { class: "left", fill: "none", "stroke-dasharray": ROUND, transform: "rotate(-90 20 20)" });
  const figure = el("span", { class: "figure" });
  const node = el("span", { class: "countdown", role: "timer", hidden: true }, picture(40, 40, [40, 40], "", disc(20, 20, R, { class: "whole", fill: "none" }), ring), figure);
  let timer = 0;
  let now = null;

  function draw() {
    const left = Math.max(0, (now.until - performance.now()) / 1000);
    const seconds = Math.ceil(left);
    ring.setAttribute("stroke-dashoffset", (ROUND * (1 - Math.min(1, left / now.seconds))).toFixed(1));
    text(figure, String(seconds));
    attribute(node, "aria-label", fill(words.clock, { n: seconds }));
    if (left === 0) stop();
  }

  /** It keeps its place: what stands beside it must not move. */
  function rest() {
    ring.setAttribute("stroke-dashoffset", ROUND);
    text(figure, "");
    attribute(node, "aria-label", null);
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
  }

  return {
    node,
    /** `clock`: {seconds, until} of a message that `timed` has seen, or null. */
    show(clock) {
      now = clock ?? null;
      if (now) shown(node, true);
      stop();
      if (!now) return rest();
      timer = setInterval(draw, OFTEN);
      draw();
    },
    close: stop,
  };
}
