// One person's side of Liar's Bar: its revolver, its cards, the answers there are, and what it says aloud.

import { answers } from "./answers.js";
import { el, fill, shown, text } from "./dom.js";
import { hand } from "./hand.js";
import { revolver } from "./marks.js";
import { saying } from "./saying.js";
import { turn } from "./turn.js";

/** See `sides.js`. */
export function side(words, { draft, send, page }) {
  const gun = el("span", { class: "gun" });
  const odds = el("span", { class: "odds" });
  const points = el("b", { class: "points" });
  const mind = turn({ draft, send });
  const act = { call: () => page.did(mind.call()), pass: () => page.did(mind.pass()), lay, pick };
  const cards = hand(words, act.pick);
  const asked = answers(words, act);
  const said = saying(words, { typed: (value) => mind.type(value), left: page.focus });
  let drawn = "";

  function lay() {
    if (!mind.laying() || !mind.ready || mind.picks.length) return page.did(mind.lay());
    page.say(words.choose_first);
    return true;
  }

  function pick(i) {
    const what = mind.pick(i);
    if (what === "most") page.say(fill(words.most, { most: mind.most() }));
    else if (what) page.say("");
    page.redraw();
    return what !== "";
  }

  function how(seat, mine) {
    const sign = JSON.stringify([mine.fired, mine.chambers, seat.alive]);
    if (sign !== drawn) gun.replaceChildren(revolver(mine.fired, mine.chambers, !seat.alive, 34));
    drawn = sign;
    text(odds, mine.odds);
    text(points, mine.points ?? "");
  }

  const keys = {
    c: act.call,
    p: act.pass,
    l: () => (mind.laying() ? lay() : mind.picks.length > 0 && act.pass()),
  };

  return {
    mind,
    state: [gun, odds, points],
    body: [cards.node, asked.node],
    answers: asked.node,
    held: cards.node,
    foot: said.node,
    panels: [],
    show({ mine }, seat) {
      if (seat && mine) how(seat, mine);
      shown(cards.node, mine && seat);
    },
    draw({ mine, ask }) {
      said.show(mind.say, ask?.say_limit);
      cards.show(mine, mind.picks, mind.choosing() && !mind.busy);
      const held = mind.picks.map((i) => mine?.hand[i]).filter(Boolean);
      asked.show({ ask, held, open: mind.ready });
    },
    told: ({ ask, waiting }) => ({ now: ask ? ask.question : waiting, notes: ask?.notes ?? [] }),
    press(key, { free, repeat }) {
      if (repeat) return false;
      if (key === "s") return !said.node.hidden && (said.input.focus(), true);
      if (!page.asking()) return false;
      if (/^[1-9]$/.test(key)) return pick(Number(key) - 1);
      if (key === "enter") return free && keys.l();
      return Object.hasOwn(keys, key) && keys[key]();
    },
  };
}
