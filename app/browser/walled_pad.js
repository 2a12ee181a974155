// The buttons of a step where one faces a way: a cross relative to it with the two turns in its corners, and the two beams.

import { attribute, el, unfocused } from "./dom.js";
import { icon } from "./marks.js";
import { deed } from "./pad.js";

/** Where each stands on the pad is its name; the key that does the same; the sign. */
const WAYS = {
  TURN_LEFT: ["Q", "turn_left"],
  FORWARD: ["ArrowUp", "to_up"],
  TURN_RIGHT: ["E", "turn_right"],
  LEFT: ["ArrowLeft", "to_left"],
  STAY: ["Space", null],
  RIGHT: ["ArrowRight", "to_right"],
  BACK: ["ArrowDown", "to_down"],
};
const BEAMS = { CLEAN: ["C", "drop"], ZAP: ["Z", "bolt"] };
const SIGN = 22;

/** `choose(name)` takes a move; `aim(name)` shows how far a beam reaches, null no longer. Nothing is rebuilt, so the focus stays. */
export function pad(words, { choose, aim }) {
  const ways = Object.entries(WAYS).map(([name, [key, sign]]) => {
    const inside = sign ? icon(sign, SIGN) : el("span", {}, words.stay);
    return { name, node: el("button", { type: "button", "data-way": name, "aria-keyshortcuts": key, onclick: pressed(name) }, inside) };
  });
  const beams = Object.entries(BEAMS).map(([name, [key, sign]]) => ({ name, ...deed(name, sign, key, pressed(name)) }));
  for (const { name, node } of beams) {
    for (const kind of ["pointerenter", "focus"]) node.addEventListener(kind, () => aim(name));
    for (const kind of ["pointerleave", "blur"]) node.addEventListener(kind, () => aim(null));
  }
  const cross = el("div", { class: "pad", role: "group", "aria-label": words.move }, ...ways.map(({ node }) => node));
  const deeds = el("div", { class: "deeds" }, ...beams.map(({ node }) => node));

  /** A button that cannot be pressed tells why on itself. */
  function pressed(name) {
    return ({ currentTarget }) => currentTarget.getAttribute("aria-disabled") || choose(name);
  }

  /** A button that a move stands behind, or none does now. */
  function set({ name, node, say }, move, { chosen, open }) {
    const why = move?.blocked || move?.why;
    attribute(node, "aria-disabled", move && open && !move.blocked ? null : "true");
    attribute(node, "aria-pressed", String(Boolean(move) && chosen === move.name));
    node.classList.toggle("idle", Boolean(move?.idle));
    if (say) return say(move?.title ?? words.deed[name], why);
    const told = move ? [move.title, why].filter(Boolean).join(": ") : words.way[name];
    for (const key of ["aria-label", "title"]) attribute(node, key, told);
  }

  return {
    node: el("div", { class: "steps walled", onmousedown: unfocused }, cross, deeds),
    pad: cross,
    /** `ask` null: nothing can be chosen now. `chosen`: the name of the move that was. */
    show(ask, state) {
      for (const one of [...ways, ...beams]) set(one, ask?.moves.find(({ name }) => name === one.name), state);
    },
  };
}
