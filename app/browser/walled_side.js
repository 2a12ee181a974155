// One person's side of Cleanup where there are walls and it faces a way: turns, beams that show how far they reach, and its map.

import { mapped } from "./mapped.js";
import { stepping } from "./stepping.js";
import { pad } from "./walled_pad.js";

const STEPS = { UP: "FORWARD", DOWN: "BACK", LEFT: "LEFT", RIGHT: "RIGHT" };
const TURNS = { LEFT: "TURN_LEFT", RIGHT: "TURN_RIGHT" }; // with the shift key
const LETTERS = { q: "TURN_LEFT", e: "TURN_RIGHT", c: "CLEAN", z: "ZAP", f: "ZAP", " ": "STAY" };

/** See `sides.js`. */
export function side(words, wired) {
  const { board } = wired;
  const map = mapped(words);

  function aim(name) {
    if (name) board.dataset.aim = name;
    else delete board.dataset.aim;
  }

  return stepping(words, wired, ({ choose }) => ({
    buttons: pad(words, { choose, aim }),
    go: (way, shift) => choose((shift ? TURNS : STEPS)[way]),
    letters: LETTERS,
    panels: [map.node],
    show: (scene, seat) => map.show(seat ? scene.known : null, seat?.seat),
  }));
}
