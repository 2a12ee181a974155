// What a person does at the table, and what the table answers to it.

import { attribute, fill } from "./dom.js";

/**
 * `mind` knows what is chosen; `page` has say(sentence, lasts), wire(sentence), saying(words), redraw(), end() and left();
 * `post(message)` sends and gives whether it could.
 */
export function deeds(words, mind, page, post) {
  let asked = false; // a rematch
  let resigning = false;
  let resigned = false;

  function did(done) {
    if (!done) return false;
    page.say("");
    page.wire("");
    page.redraw();
    return true;
  }

  function lay() {
    if (!mind.laying() || !mind.ready || mind.picks.length) return did(mind.lay());
    page.say(fill(words.choose_first, { most: mind.most() }));
    return true;
  }

  function pick(i) {
    const what = mind.pick(i);
    if (what === "most") page.say(fill(words.most, { most: mind.most() }));
    else if (what) page.say("");
    page.redraw();
    return what !== "";
  }

  /** The same press twice asks once. */
  function rematch(same) {
    if (asked) return;
    page.say("");
    ask(post({ do: "rematch", same }));
  }

  function ask(yes) {
    asked = yes;
    for (const button of page.end().querySelectorAll("[data-act]")) attribute(button, "aria-disabled", yes ? "true" : null);
  }

  return {
    call: () => did(mind.call()),
    pass: () => did(mind.pass()),
    lay,
    pick,
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
      page.saying(mind.say);
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
