// The dialog that tells the keys.

import { dialog, el } from "./dom.js";

/** `words`: {keys, key, close}, where `key` is a list of [key, what it does]. */
export function help(host, words) {
  const box = dialog(host, words, words.keys);
  const lines = words.key.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)]);
  box.node.classList.add("help");
  box.body.append(el("dl", { class: "keys" }, ...lines));
  return box;
}
