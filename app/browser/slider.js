// The edge: a brass bar that is a slider through the steps; public moments stand above it, secret ones hang beneath.

import { attribute, el } from "./dom.js";
import { mark } from "./marks.js";
import { KINDS, moments, SECRET } from "./moments.js";

const LEAP = 10;
const UP = { ArrowUp: 1, PageUp: LEAP };
const DOWN = { ArrowDown: 1, PageDown: LEAP };

/** `go(step, moment)` is called with the step, from 1, that somebody wants, and the moment that was pressed, if one was; `told(step)` says a step in words. */
export function slider(words, go, told) {
  const thumb = el("div", { class: "thumb", role: "slider", tabindex: "0", "aria-label": words.edge, onkeydown: key });
  const ticks = el("div", { class: "ticks" });
  const lane = el("div", { class: "lane" }, ticks, thumb);
  const rail = el("div", { class: "rail", onpointerdown: grab }, el("div", { class: "bar" }), lane);
  const above = moments(words, go);
  const beneath = moments(words, go, true);
  const legend = el("p", { class: "legend" });
  const element = el("div", { class: "edge" }, above.element, rail, legend);
  let last = 1;
  let now = 1;
  let wanted = null; // where the pointer is, until the next frame of the screen
  let frame = 0;

  const place = (step) => (last > 1 ? (step - 1) / (last - 1) : 0);
  const within = (step) => Math.min(last, Math.max(1, step));

  function grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    thumb.focus({ preventScroll: true });
    rail.setPointerCapture(event.pointerId);
    rail.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel"]) rail.addEventListener(end, drop, { once: true });
    drag(event);
  }

  /** However often the pointer moves, one step is drawn in one frame of the screen. */
  function drag(event) {
    wanted = event.clientX;
    frame ||= requestAnimationFrame(follow);
  }

  function follow() {
    frame = 0;
    const { left, width } = lane.getBoundingClientRect();
    const step = within(1 + Math.round(((wanted - left) / width) * (last - 1)));
    if (step !== now) go(step);
  }

  function drop() {
    rail.removeEventListener("pointermove", drag);
  }

  function key(event) {
    const by = UP[event.key] ?? -(DOWN[event.key] ?? 0);
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(within(now + by));
  }

  /** What the signs of one side mean, as far as there are any. */
  function entries(kinds, title, frames) {
    const there = kinds.filter((kind) => frames.some((one) => one.marks.some((it) => it.kind === kind)));
    const signs = there.map((kind) => el("span", {}, mark(kind, 16), words.kind[kind]));
    return signs.length ? [el("b", {}, title), ...signs] : [];
  }

  function tick(frames, i) {
    const begins = i > 0 && frames[i].round !== frames[i - 1].round;
    return begins ? [el("i", { style: `left: ${100 * place(i + 1)}%` })] : [];
  }

  return {
    element,
    /** The steps of a viewpoint. */
    load({ frames }) {
      last = frames.length;
      ticks.replaceChildren(...frames.flatMap((_, i) => tick(frames, i)));
      above.load(frames, place);
      // Where nothing was secret, or may be told, there is nothing beneath.
      if (frames.some((one) => one.marks.some((it) => it.secret))) rail.after(beneath.element);
      else beneath.element.remove();
      beneath.load(frames, place);
      legend.replaceChildren(...entries(KINDS, words.above, frames), ...entries(SECRET, words.beneath, frames));
      for (const [name, value] of [["min", 1], ["max", last]]) attribute(thumb, `aria-value${name}`, value);
      attribute(thumb, "aria-disabled", last > 1 ? null : "true");
    },
    show(step) {
      now = step;
      thumb.style.left = `${100 * place(step)}%`;
      attribute(thumb, "aria-valuenow", step);
      attribute(thumb, "aria-valuetext", told(step));
      above.show(step);
      beneath.show(step);
    },
    close() {
      cancelAnimationFrame(frame);
      above.close();
      beneath.close();
    },
  };
}
