// One person's side of any board of Cleanup: its apples, its moves on buttons, keys and the board, the river, and what all have done.

import { choice } from "./choice.js";
import { told } from "./cleanup_told.js";
import { el, shown, text } from "./dom.js";
import { gestures } from "./gestures.js";
import { river, tally } from "./standings.js";

const ARROWS = { arrowup: "UP", arrowdown: "DOWN", arrowleft: "LEFT", arrowright: "RIGHT" };
/** Of the tile that is tapped, by its rows and columns from the own one. */
const BESIDE = { "0,0": "STAY", "-1,0": "UP", "1,0": "DOWN", "0,-1": "LEFT", "0,1": "RIGHT" };

/** Before the first step there may be no board yet. */
const begun = ({ tiles, away }) => tiles.length > 0 || Boolean(away);

/**
 * See `sides.js`. `make({choose(name), moves()})` gives what differs from board to board:
 *
 * buttons: {node, pad, show(ask, state)}, and `state()`, what these are told besides
 * go(way, shift): an arrow key, a swipe, or a tap beside the own tile, as it is drawn: "UP", "DOWN", "LEFT" or "RIGHT"
 * letters: moves by key; `key(key)`: whether another one had anything to do
 * panels, show(scene, seat): what else stands beside the table
 * settled(): a move was chosen, or another step is asked for; `question()`: what is asked in place of the question
 */
export function stepping(words, { draft, send, page, board }, make) {
  const points = el("b", { class: "points" });
  const mind = choice({ draft, send });
  const [water, done] = [river(words), tally(words)];
  let now = { ask: null, scene: null };
  let held = null; // the key that was a move when it went down
  const moves = () => (page.asking() ? now.ask.moves : []);
  const own = make({ choose, moves });

  /** Whether there was such a move. What is not legal now is not sent: the table would only refuse it. */
  function choose(name) {
    const move = moves().find((one) => one.name === name);
    if (!move) return false;
    own.settled?.();
    if (move.blocked) page.say(move.blocked);
    else if (mind.choose(name)) page.did(true);
    else page.redraw();
    return true;
  }

  function tap([row, column]) {
    const at = now.scene?.seats.find(({ you }) => you)?.at;
    const way = at && BESIDE[`${row - at[0]},${column - at[1]}`];
    if (way === "STAY") choose(way);
    else if (way) own.go(way, false);
  }

  gestures(board, { tap, swipe: (way) => own.go(way, false) });

  return {
    mind,
    state: [points],
    body: [own.buttons.node],
    answers: own.buttons.pad,
    held: null,
    beside: true,
    foot: null,
    panels: [...(own.panels ?? []), water.node, done.node],
    show({ ask, scene, ending }, seat) {
      if (ask?.decision !== now.ask?.decision) own.settled?.();
      now = { ask, scene };
      text(points, seat?.points ?? "");
      board.classList.toggle("played", ask !== null);
      shown(water.node, seat && begun(scene));
      // The ending tells all of it.
      shown(done.node, seat && !ending);
      own.show?.(scene, seat);
      if (!seat) return;
      water.show(scene.river);
      done.show(scene);
    },
    draw({ ask, scene, private: secret }) {
      own.buttons.show(ask, { chosen: mind.name, open: mind.open, ...own.state?.() });
      shown(own.buttons.node, scene?.seats.some(({ you }) => you) && !secret?.ask);
    },
    /** What stands above the buttons. */
    told: (frame) => told(words, frame, mind.name, own.question?.()),
    press(key, { free, repeat, scrolls, shift }) {
      if (repeat) return key === held; // held down, it moves once and scrolls nothing, whatever comes meanwhile
      held = null;
      if (!page.asking() || (key === " " && !free) || (scrolls && (key === " " || key in ARROWS))) return false;
      const own_key = () => own.key?.(key) || (Object.hasOwn(own.letters, key) && choose(own.letters[key]));
      const done = key in ARROWS ? own.go(ARROWS[key], shift) : own_key();
      if (done) held = key;
      return done;
    },
  };
}
