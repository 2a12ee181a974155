// The buttons under the edge: to the ends, a round, a step, play and pause, and how fast.

import { SPEEDS } from "./clock.js";
import { attribute, el, fill, text } from "./dom.js";
import { icon } from "./marks.js";

const SIGN = 22;
const SIGNS = { first: "first", round_back: "previous", back: "chevron", on: "chevron", round_on: "next", last: "last" };

/** `act` has first, round_back, back, toggle, on, round_on, last, and speed(value). */
export function controls(words, act) {
  const ways = {};
  const way = (name, key) => {
    const label = words[name];
    const about = { type: "button", class: name, "aria-label": label, title: `${label} (${key})` };
    ways[name] = el("button", { ...about, onclick: act[name] }, icon(SIGNS[name], SIGN));
    return ways[name];
  };
  const play = el("button", { type: "button", class: "play", onclick: act.toggle });
  const buttons = el(
    "div",
    { class: "ways" },
    way("first", "Home"),
    way("round_back", "["),
    way("back", "←"),
    play,
    way("on", "→"),
    way("round_on", "]"),
    way("last", "End"),
  );
  const count = el("b", {});
  const round = el("span", {});
  const speeds = SPEEDS.map((speed) =>
    el("button", { type: "button", "data-speed": speed, onclick: () => act.speed(speed) }, fill(words.times, { speed })),
  );
  const element = el(
    "div",
    { class: "controls" },
    buttons,
    el("p", { class: "count" }, count, " ", round),
    el("div", { class: "seg speeds", role: "group", "aria-label": words.speed }, ...speeds),
  );

  return {
    element,
    /** `told` and `at` are those of `numbering`. */
    show(step, steps, { told, round: at }) {
      text(count, told);
      text(round, at);
      for (const name of ["first", "round_back", "back"]) attribute(ways[name], "aria-disabled", step === 1 ? "true" : null);
      for (const name of ["on", "round_on", "last"]) attribute(ways[name], "aria-disabled", step === steps ? "true" : null);
    },
    clock({ playing, speed }) {
      const name = playing ? "pause" : "play";
      play.replaceChildren(icon(name, SIGN));
      attribute(play, "aria-label", words[name]);
      attribute(play, "title", words[name]);
      for (const one of speeds) attribute(one, "aria-pressed", String(Number(one.dataset.speed) === speed));
    },
  };
}
