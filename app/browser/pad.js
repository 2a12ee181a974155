// The buttons of a step: four ways and staying on a pad, and beside it what one can do; a zap takes its way from the pad,
// or is one move by itself where its way changes nothing.

import { attribute, el, text, unfocused } from "./dom.js";
import { icon } from "./marks.js";

const WAYS = ["UP", "LEFT", "STAY", "RIGHT", "DOWN"];
const ARROWS = { UP: "Up", LEFT: "Left", RIGHT: "Right", DOWN: "Down" };
const DEEDS = { CLEAN: "drop", COLLECT: "apple" };
const KEYS = { CLEAN: "C", COLLECT: "E", STAY: "S" };
const SIGN = 22;

/** What a zap in this way is called. */
export const zapOf = (way) => `ZAP_${way}`;

/** What a zap is called whose way changes nothing. */
export const ZAP = "ZAP";

/**
 * `choose(name)` takes a move; `zap()` begins a zap or gives it up, or takes it; `aim(false)` gives it up. Nothing is
 * rebuilt, so the focus stays.
 */
export function pad(words, { choose, aim, zap: fire }) {
  let aiming = false;
  const ways = Object.fromEntries(WAYS.map((way) => [way, press(way)]));
  const deeds = Object.fromEntries(Object.entries(DEEDS).map(([name, sign]) => [name, deed(name, sign, KEYS[name], () => choose(name))]));
  const zap = deed(ZAP, "bolt", "Z", fire);
  const cross = el("div", { class: "pad", role: "group", "aria-label": words.move }, ...Object.values(ways).map((one) => one.node));
  const node = el(
    "div",
    { class: "steps", onmousedown: unfocused },
    cross,
    el("div", { class: "deeds" }, ...Object.values(deeds).map((one) => one.node), zap.node),
  );

  function press(way) {
    const inside = way === "STAY" ? el("span") : el("span", {}, icon(`to_${way.toLowerCase()}`, SIGN));
    const bolt = way === "STAY" ? null : el("span", { class: "bolt" }, icon("bolt", 15));
    const keys = ARROWS[way] ? `Arrow${ARROWS[way]}` : KEYS[way];
    const button = el("button", { type: "button", "data-way": way, "aria-keyshortcuts": keys, onclick: () => act(way) }, inside, bolt);
    return { node: button, inside };
  }

  function act(way) {
    if (!aiming) choose(way);
    else if (way === "STAY") aim(false);
    else choose(zapOf(way));
  }

  /** A button that a move stands behind, or none does now. */
  function set({ node: button }, move, { chosen, open }) {
    const told = move ? [move.title, move.why].filter(Boolean).join(": ") : null;
    for (const [name, value] of Object.entries({ "aria-label": told, title: told, "aria-disabled": move && open ? null : "true" })) attribute(button, name, value);
    button.classList.toggle("idle", Boolean(move?.idle));
    attribute(button, "aria-pressed", String(Boolean(move) && chosen === move.name));
  }

  function show(ask, { chosen, open }) {
    const move = (name) => ask?.moves.find((one) => one.name === name);
    const zaps = ask?.moves.filter(({ name }) => name.startsWith(zapOf(""))) ?? [];
    node.classList.toggle("aiming", aiming);
    for (const [way, one] of Object.entries(ways)) set(one, move(aiming && way !== "STAY" ? zapOf(way) : way), { chosen, open });
    text(ways.STAY.inside, aiming ? words.no_zap : (move("STAY")?.title ?? words.stay));
    if (aiming) for (const name of ["aria-label", "title"]) attribute(ways.STAY.node, name, words.no_zap_about);
    for (const [name, one] of Object.entries(deeds)) {
      set(one, move(name), { chosen, open });
      one.say(move(name)?.title ?? words.deed[name], move(name)?.why);
    }
    if (move(ZAP)) {
      set(zap, move(ZAP), { chosen, open });
      zap.say(move(ZAP).title, move(ZAP).why);
    } else aimed(zaps, { chosen, open });
  }

  /** The button of a zap that takes its way from the pad. */
  function aimed(zaps, { chosen, open }) {
    const taken = zaps.find(({ name }) => name === chosen);
    const idle = zaps.length > 0 && zaps.every((one) => one.idle);
    const alike = zaps.every((one) => one.why === zaps[0].why) && zaps[0]?.why;
    set(zap, zaps[0] && { name: ZAP, title: words.deed.ZAP, why: "", idle }, { chosen: aiming || taken ? ZAP : null, open });
    attribute(zap.node, "aria-label", null);
    attribute(zap.node, "title", null);
    zap.say(taken && !aiming ? taken.title : words.deed.ZAP, aiming ? words.zap_where : alike || words.zap_about);
  }

  return {
    node,
    pad: cross,
    /** `ask` null: nothing can be chosen now. `chosen`: the name of the move that was; `aims`: a zap waits for its way. */
    show(ask, { chosen, open, aims }) {
      aiming = aims;
      show(ask, { chosen, open });
    },
  };
}

/** A button with a sign, a title, and under it what it would do now. */
export function deed(name, sign, key, onclick) {
  const title = el("span", { class: "title" });
  const why = el("span", { class: "why" });
  const look = { type: "button", class: "deed", "data-deed": name, "aria-keyshortcuts": key, onclick };
  return {
    node: el("button", look, icon(sign, SIGN), el("span", { class: "told" }, title, why)),
    say(first, second) {
      text(title, first);
      text(why, second ?? "");
    },
  };
}
