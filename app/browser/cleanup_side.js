// One person's side of Cleanup where all is seen: a zap waits for its way, and the next arrow is that way.

import { pad, ZAP, zapOf } from "./pad.js";
import { stepping } from "./stepping.js";

const LETTERS = { c: "CLEAN", e: "COLLECT", s: "STAY", " ": "STAY" };

/** See `sides.js`. */
export function side(words, wired) {
  const { page } = wired;
  let aims = false;

  return stepping(words, wired, ({ choose, moves }) => {
    function aim(yes) {
      if (!moves().some(({ name }) => name.startsWith(zapOf("")))) return false;
      aims = yes;
      page.redraw();
      return true;
    }

    function zap() {
      return moves().some(({ name }) => name === ZAP) ? choose(ZAP) : aim(!aims);
    }

    function key(pressed) {
      if (pressed === "escape") return aims && aim(false);
      return pressed === "z" && zap();
    }

    return {
      buttons: pad(words, { choose, aim, zap }),
      state: () => ({ aims }),
      go: (way) => choose(aims ? zapOf(way) : way),
      letters: LETTERS,
      key,
      settled: () => (aims = false),
      question: () => aims && words.zap_question,
    };
  });
}
