// Fingers and mouse on a board: a tap on a tile, or a swipe in one of four ways.

const FAR = 28; // pixels from which on it is a swipe
const STRAIGHT = 1.4; // how much more it has to go in one way than in the other

/** `does` has tap([row, column]) and swipe(way), "UP", "DOWN", "LEFT" or "RIGHT". `node` holds tiles with `data-at`. */
export function gestures(node, does) {
  let from = null;

  function down(event) {
    from = event.isPrimary && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
  }

  function up(event) {
    if (from === null || !event.isPrimary) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    from = null;
    const [wide, high] = [Math.abs(dx), Math.abs(dy)];
    if (Math.max(wide, high) < FAR) {
      const tile = event.target.closest?.("[data-at]");
      if (tile) does.tap(tile.dataset.at.split(",").map(Number));
    } else if (wide > high * STRAIGHT) does.swipe(dx > 0 ? "RIGHT" : "LEFT");
    else if (high > wide * STRAIGHT) does.swipe(dy > 0 ? "DOWN" : "UP");
  }

  node.addEventListener("pointerdown", down);
  node.addEventListener("pointerup", up);
  node.addEventListener("pointercancel", () => (from = null));
}
