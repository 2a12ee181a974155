// One person's own side of the table: who they are, the question, and what the game puts there to answer it.

import { attribute, el, shown, text } from "./dom.js";
import { icon, token } from "./marks.js";
import { question } from "./question.js";

/** `part` is the side of the game, as `sides.js` says; `links` has home and watch; `under` is what is private. */
export function own(words, part, links, under) {
  const face = el("span", { class: "face" });
  const name = el("b");
  const secret = el("span", { class: "chip" }, icon("lock", 15), words.only_you);
  const head = el(
    "header",
    { class: "own-head" },
    el("span", { class: "who" }, face, name, el("span", { class: "quiet" }, words.you)),
    secret,
    el("span", { class: "state" }, ...part.state),
  );
  const watching = el("p", { class: "watching" }, el("span", {}, words.watching), " ", el("a", { href: links.home }, words.sit_down));
  const spent = el("span");
  const using = el("p", { class: "using", hidden: true }, spent, " ", words.everything, " ", el("a", { href: links.watch }, words.decisions));
  const asked = question(words);
  const body = el("div", { class: "own-body" }, asked.node, ...part.body);
  const message = el("p", { class: "message", role: "status" });
  const wire = el("p", { class: "wire", role: "status" });
  const end = el("div", { class: "end" });
  const node = el("section", { class: "own", "aria-label": words.own }, head, watching, using, under.told, body, under.silence, end, message, wire, part.foot, !part.beside && under.standing);
  let drawn = "";
  let ended = false;

  function who(seat) {
    const sign = JSON.stringify([seat.seat, seat.name, seat.alive]);
    if (sign !== drawn) face.replaceChildren(token(seat.seat, seat.name, 34, { dead: !seat.alive, you: true }));
    drawn = sign;
    text(name, seat.name);
  }

  return {
    node,
    end,
    message,
    /** Where the answers are. */
    answers: part.answers ?? asked.node,
    focus: asked.focus,
    /** Whether the focus is at an answer. */
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
      shown(using, (spent.textContent || words.everything) && !ended);
      const place = under.place ?? body;
      if (part.held && !place.contains(part.held)) place.insertBefore(part.held, place === body ? part.answers : null);
      shown(body, !ended);
      // What is said aloud and what is whispered must not be mistaken for each other.
      if (part.foot) shown(part.foot, playing && seat.alive && !ended && !whispered);
      if (playing) who(seat);
      part.show(frame, playing ? seat : null);
      attribute(node, "data-asked", ask ? ask.kind : null);
      attribute(node, "data-private", whispered ? whispered.kind : null);
      attribute(node, "data-apart", !playing);
      this.draw(frame, lines);
    },
    /** What is chosen, and whether an answer can be given, may change while a frame stands. */
    draw(frame, lines) {
      const focused = body.getRootNode().activeElement;
      const had = body.contains(focused) ? focused : null;
      part.draw(frame);
      asked.show({ lines, told: part.told(frame), clock: frame.ending ? null : frame.clock, hidden: Boolean(frame.private?.ask) });
      // The pressed button is gone with its question: the next key must not land nowhere.
      if (had?.checkVisibility() === false) asked.focus();
    },
    close: asked.close,
  };
}
