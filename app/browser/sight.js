// Brings what matters now into sight, and moves nothing that is in sight already.

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** `block` as in scrollIntoView; `most` is how many pixels of it, from its top, have to be seen. */
export function sight(node, block = "nearest", most = Infinity) {
  // What was just shown has its place only once everything around it is drawn, and in the fonts that it stays in.
  if (document.fonts.status === "loading") document.fonts.ready.then(() => node.isConnected && sight(node, block, most));
  requestAnimationFrame(() => {
    const { top: drawn, height } = node.getBoundingClientRect();
    // What comes in from beneath is not yet drawn where it will lie.
    const top = drawn - new DOMMatrixReadOnly(getComputedStyle(node).transform).f;
    if (height === 0 || (top >= 0 && top + Math.min(height, most) <= innerHeight)) return;
    node.scrollIntoView({ block, behavior: STILL.matches ? "auto" : "smooth" });
  });
}
