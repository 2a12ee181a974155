// How much may still be typed into a field of limited length, told as soon as little is left.

import { attribute, el, fill, shown, text } from "./dom.js";

const NEAR = 40; // characters left from which it is told

/** `sentence` has {n}. Nothing is ever cut that was not counted down before: `draw()` follows every change. */
export function counter(input, sentence) {
  const node = el("span", { id: `${input.id}-count`, class: "count" });
  attribute(input, "aria-describedby", node.id);

  function draw() {
    const room = input.maxLength - input.value.length;
    const near = input.maxLength >= 0 && room <= NEAR;
    text(node, near ? fill(sentence, { n: room }) : "");
    shown(node, near);
  }

  input.addEventListener("input", draw);
  return { node, draw };
}
