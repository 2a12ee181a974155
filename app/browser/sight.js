// Brings what matters now into sight, and moves nothing that is in sight already.

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** `block` as in scrollIntoView; `most` is how many pixels of it, from its top, have to be seen. */
export function sight(node, block = "nearest", most = Infinity) {
  // What was just shown has its place only once everything around it is drawn.
  requestAnimationFrame(() => {
    const { top, bottom, height } = node.getBoundingClientRect();
    if (height === 0 || (top >= 0 && Math.min(bottom, top + most) <= innerHeight)) return;
    node.scrollIntoView({ block, behavior: STILL.matches ? "auto" : "smooth" });
  });
}
