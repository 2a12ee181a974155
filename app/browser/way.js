// One answer among several: its circle or its box is drawn, and the whole label takes the press.

import { el } from "./dom.js";

/** `type`: radio or checkbox. `chosen` is called when it was pressed; `picture` stands before the name. */
export function way(type, group, value, name, chosen, picture = null) {
  const input = el("input", { type, name: group, value, onchange: chosen });
  const dot = el("span", { class: "dot", "aria-hidden": "true" });
  return { input, node: el("label", { class: "way" }, input, dot, picture, el("span", {}, name)) };
}
