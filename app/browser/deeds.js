// What a person does at the table in any game, and what the table answers to it.

import { attribute } from "./dom.js";

/**
 * `mind` knows what is chosen; `page` has say(sentence, lasts), redraw(), end() and left(); `post(message)` sends and
 * gives whether it could.
 */
export function deeds(mind, page, post) {
  let asked = false; // a rematch
  let resigning = false;
  let resigned = false;

  /** The same press twice asks once. `condition`: what the match is to hold instead. */
  function rematch(same, condition) {
    if (asked) return;
    page.say("");
    ask(post({ do: "rematch", same, ...(condition ? { condition } : {}) }));
  }

  function ask(yes) {
    asked = yes;
    for (const button of page.end().querySelectorAll("[data-act]")) attribute(button, "aria-disabled", yes ? "true" : null);
  }

  return {
    rematch,
    stand_in(seat) {
      page.say("");
      post({ do: "stand_in", seat });
    },
    stop: () => post({ do: "stop" }),
    resign() {
      resigning = post({ do: "resign" });
    },
    /** The table has taken something; only answers have a click. */
    done({ click }) {
      mind.done(click);
      if (!resigning || click) return;
      resigned = true;
      page.left();
    },
    /** It has not: everything is as it was, and the reason stays until the next act. */
    refused({ click, text: sentence }) {
      mind.refused(click);
      resigning = false;
      ask(false);
      page.say(sentence, true);
      page.redraw();
    },
    /** The line was down: what was asked for may never have arrived. */
    back: () => ask(false),
    get asked() {
      return asked;
    },
    get resigned() {
      return resigned;
    },
  };
}
