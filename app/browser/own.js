// One person's own side of the table: who they are, their revolver, their cards, the question, and what they say.

import { attribute, el, shown, text } from "./dom.js";
import { hand } from "./hand.js";
import { icon, revolver, token } from "./marks.js";
import { question } from "./question.js";
import { saying } from "./saying.js";

/** `turn` knows what is chosen; `act` has call, pass, lay and pick; `links` has home and watch; `under` is what is private. */
export function own(words, turn, act, links, under) {
  const face = el("span", { class: "face" });
  const name = el("b");
  const gun = el("span", { class: "gun" });
  const odds = el("span", { class: "odds" });
  const points = el("b", { class: "points" });
  const secret = el("span", { class: "chip" }, icon("lock", 15), words.only_you);
  const head = el(
    "header",
    { class: "own-head" },
    el("span", { class: "who" }, face, name, el("span", { class: "quiet" }, words.you)),
    secret,
    el("span", { class: "state" }, gun, odds, points),
  );
  const watching = el("p", { class: "watching" }, el("span", {}, words.watching), " ", el("a", { href: links.home }, words.sit_down));
  const spent = el("span");
  const using = el("p", { class: "using", hidden: true }, spent, " ", el("a", { href: links.watch }, words.decisions));
  const cards = hand(words, act.pick);
  const asked = question(words, act);
  const said = saying(words, { typed: (value) => turn.type(value), left: () => asked.focus() });
  const body = el("div", { class: "own-body" }, asked.node, cards.node, asked.acts);
  const message = el("p", { class: "message", role: "status" });
  const wire = el("p", { class: "wire", role: "status" });
  const end = el("div", { class: "end" });
  const node = el("section", { class: "own", "aria-label": words.own }, head, watching, using, under.told, under.ask, body, end, message, wire, said.node, under.standing);
  let drawn = "";
  let ended = false;

  function who(seat, mine) {
    const sign = JSON.stringify([seat.seat, seat.name, mine.fired, mine.chambers, seat.alive]);
    if (sign !== drawn) {
      face.replaceChildren(token(seat.seat, seat.name, 34, { dead: !seat.alive, you: true }));
      gun.replaceChildren(revolver(mine.fired, mine.chambers, !seat.alive, 34));
      drawn = sign;
    }
    text(name, seat.name);
    text(odds, mine.odds);
    text(points, mine.points ?? "");
  }

  return {
    node,
    asked,
    said,
    end,
    message,
    /** Whether the focus is at the hand or at an answer. */
    get focused() {
      return body.contains(body.getRootNode().activeElement);
    },
    /** A calm word beside the buttons; it stays until the next act. */
    say: (sentence) => text(message, sentence),
    /** What the models have used so far. */
    spent(sentence) {
      text(spent, sentence);
      shown(using, !ended);
    },
    /** How the line to the table is. */
    wire: (sentence) => text(wire, sentence),
    /** `frame` is what is shown now; `lines` is what it told. */
    show(frame, lines, seat) {
      const { mine, ask } = frame;
      const whispered = frame.private?.ask;
      const playing = Boolean(mine && seat);
      ended = Boolean(frame.ending);
      shown(head, playing && !ended);
      shown(watching, !mine && !ended);
      shown(using, spent.textContent && !ended);
      // The hand stays in sight beside what is asked in private.
      const asking = Boolean(whispered);
      if (under.place.contains(cards.node) !== asking) asking ? under.place.append(cards.node) : asked.node.after(cards.node);
      shown(cards.node, playing);
      shown(body, !ended);
      // What is said aloud and what is whispered must not be mistaken for each other.
      shown(said.node, playing && seat.alive && !ended && !whispered);
      if (playing) who(seat, mine);
      attribute(node, "data-asked", ask ? ask.kind : null);
      attribute(node, "data-private", whispered ? whispered.kind : null);
      attribute(node, "data-apart", !playing);
      said.show(turn.say, ask?.say_limit);
      this.draw(frame, lines);
    },
    /** What is chosen, and whether an answer can be given, may change while a frame stands. */
    draw({ mine, ask, waiting, private: own }, lines) {
      cards.show(mine, turn.picks, turn.choosing() && !turn.busy);
      const held = turn.picks.map((i) => mine?.hand[i]).filter(Boolean);
      asked.show({ lines, waiting, ask, held, most: turn.most(), open: turn.ready, hidden: Boolean(own?.ask) });
    },
  };
}
