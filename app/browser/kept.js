// Keeps what is drawn: a part that is made from the same values as in the picture before is the same node.

import { arrange } from "./dom.js";
import { draw } from "./svg.js";

/**
 * Gives the nodes of parts, in their order; a part is a function and what it is called with. By its name and these values it is
 * told from all others of the same picture.
 */
export function kept() {
  let last = new Map();
  return (parts) => {
    const [before, now] = [last, new Map()];
    last = new Map(); // After a failure all is drawn anew.
    for (const [make, ...from] of parts) {
      const key = `${make.name} ${JSON.stringify(from)}`;
      now.set(key, before.get(key) ?? make(...from));
    }
    last = now;
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
