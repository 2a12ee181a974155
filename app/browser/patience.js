// Says after a while that somebody takes longer than usual, the same sentence for whatever holds them up.

import { fill } from "./dom.js";

const LATE = 20_000; // milliseconds of the same waiting

/** `say(sentence)` is called once for every frame that is waited at for so long. */
export function patience(words, say) {
  let timer = 0;
  return {
    /** From now on this frame is waited at, if anybody is waited for. */
    start({ ask, private: own, waiting, ending, scene }) {
      clearTimeout(timer);
      if (ask || own?.ask || !waiting || ending) return;
      const names = (scene?.seats ?? []).filter((seat) => seat.acting).map((seat) => seat.name);
      const late = names.length === 1 && !own?.waiting ? fill(words.late, { name: names[0] }) : words.late_all;
      timer = setTimeout(() => say(late), LATE);
    },
    stop: () => clearTimeout(timer),
  };
}
