// Keeps what is drawn: a part that is made from the same values as in the picture before is the same node.

import { arrange } from "./dom.js";
import { draw } from "./svg.js";

/** Gives the nodes of parts, in their order; a part is a function, with a name of its own, and what it is called with. */
export function kept() {
  let before = new Map();
  return (parts) => {
    const now = new Map();
    for (const [make, ...from] of parts) {
      const key = `${make.name} ${JSON.stringify(from)}`;
      now.set(key, before.get(key) ?? make(...from));
    }
    before = now;
    return [...now.values()].filter(Boolean);
  };
}

/** Gives a function that draws parts into one node, which is the same each time. */
export function group(attributes = {}) {
  const node = draw("g", attributes);
  const nodes = kept();
  return (parts) => {
    arrange(node, nodes(parts));
    return node;
  };
}
