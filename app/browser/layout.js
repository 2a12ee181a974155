// Where everything of a board stands: numbers only. Every part has a room of its own, so that nothing can overlap.

import { narrow } from "./layout_narrow.js";
import { wide } from "./layout_wide.js";

/** From this width on, seats sit around the table; below it, side by side. */
export const WIDE = 620;

/** Rooms for plates, plays, remarks, the target and the newest play. `needs` says how high some of them must be. */
export const layout = (scene, width, needs) =>
  (width >= WIDE ? wide : narrow)(ring(scene), scene.you === null, width, needs);

/** The seats clockwise: first the one left of the near side, last the one at the near side. */
export function ring(scene) {
  const count = scene.seats.length;
  const near = scene.you === null ? count - 1 : scene.seats.findIndex((seat) => seat.seat === scene.you);
  return scene.seats.map((_, step) => scene.seats[(near + 1 + step) % count]);
}
