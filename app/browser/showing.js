// What of a live match is on the page: its frames one after another, and what is said beside the buttons meanwhile.

import { news } from "./boards.js";
import { attribute, fill, shown } from "./dom.js";
import { patience } from "./patience.js";
import { sight } from "./sight.js";

const NEWEST = 2; // lines that a newcomer is told first
const NOTHING = { number: 0, round: 0, scene: null, mine: null, ask: null, private: null, waiting: "", clock: null, lines: [], ending: null };

/**
 * `view`: {host, game, seat}; `parts`: what shows it, each by its name in `table.js`; `does`: back() when the line came
 * back, ended(how) once.
 */
export function showing(words, { host, game, seat }, { scene, under, part, side, seen, reread, top, holds, sound }, does) {
  const seated = seat !== null && seat !== undefined;
  let frame = NOTHING;
  let newest = NOTHING; // the same with all that the table asks
  let told = [];
  let stays = false; // what is said beside the buttons lasts until this person acts
  let absent = []; // the names of people who have not come yet
  let lost = false;
  const late = patience(words, (waiting) => {
    frame = { ...frame, waiting };
    redraw();
  });

  async function play(next) {
    if (next.kind === "snapshot") return settle(next);
    if (next.reveal) await reveal(next);
    const fresh = next.reveal ? null : news(game, next);
    if (fresh?.sound) sound.play(fresh.sound);
    seen.add(next.lines);
    show(next, next.lines, { fresh: fresh !== null });
  }

  async function reveal(next) {
    attribute(host, "data-decision", "");
    const had = side.focused;
    const still = { ...frame, ask: null, private: null, waiting: next.reveal.title };
    side.show(still, [], me());
    under.show(null);
    const shows = scene.play(next.reveal);
    if (had) scene.focus();
    await shows;
    // Who was at the hand or the buttons is led back there, and nobody else is led anywhere.
    if (had && !host.getRootNode().activeElement?.checkVisibility()) side.focus();
    reread.newest(next.reveal);
  }

  function jump(several) {
    const fresh = several.findLast((one) => one.kind === "snapshot");
    if (fresh) settle(fresh);
    const rest = several.slice(several.indexOf(fresh) + 1);
    for (const one of rest) {
      seen.add(one.lines);
      reread.newest(one.reveal);
    }
    if (rest.length) show(rest.at(-1), rest.at(-1).lines);
  }

  function settle(snapshot) {
    seen.reset(snapshot);
    if (lost) side.wire(snapshot.number === frame.number ? words.back_same : words.back_on);
    const came = lost;
    lost = false;
    does.back();
    show(snapshot, snapshot.log.slice(-NEWEST), { keep: came });
  }

  function show(next, lines, { keep = false, fresh = false } = {}) {
    const before = frame;
    newest = next;
    next = { ...next, private: under.pass(next.ending ? null : next.private) };
    // A match that was stopped may have been waiting for an answer.
    const waiting = next.private?.waiting || next.waiting;
    frame = next.ending ? { ...next, ask: null, private: null, clock: null, waiting: "" } : { ...next, waiting };
    told = lines;
    if (before.number !== next.number) {
      if (!keep) side.wire("");
      if (!stays) say("");
    }
    part.mind.show(frame);
    const led = side.focused || under.focused;
    const asks = under.show(frame.private);
    scene.show(frame.scene, fresh);
    top.show(frame.scene);
    side.show(awaited(frame), told, me());
    shown(holds, seated && !frame.ending);
    if (frame.ending && !before.ending) does.ended(frame.ending);
    attribute(host, "data-number", frame.number);
    const asked = frame.ask ?? frame.private?.ask;
    attribute(host, "data-decision", asked?.decision ?? "");
    attribute(host, "data-private", frame.private?.ask?.kind ?? "");
    attribute(host, "data-ended", frame.ending ? "yes" : "");
    late.start(frame);
    if (asks) {
      sight(under.ask, "start");
      if (led) under.focus();
    }
    // What lay between the table and the answers is gone: whoever was led away from the table is led back.
    const answered = part.beside && before.private?.ask && !frame.private?.ask;
    if (answered) sight(scene.node, "start");
    else if (frame.ask && frame.ask.decision !== before.ask?.decision) sight(side.answers);
  }

  const me = () => (seated ? frame.scene?.seats[seat] : null);

  function say(sentence, lasts = false) {
    stays = lasts;
    side.say(sentence);
    if (sentence) sight(side.message);
  }

  function redraw() {
    side.draw(awaited(frame), told);
  }

  /** Before everybody has come nobody is to act, and that has to be said too. */
  function awaited(now) {
    if (now.waiting || now.ending || !absent.length) return now;
    return { ...now, waiting: fill(words.not_begun, { names: absent.join(words.comma) }) };
  }

  return {
    play,
    jump,
    say,
    redraw,
    /** What was left out of it is asked after all. */
    again: () => show(newest, told, { keep: true }),
    get frame() {
      return frame;
    },
    /** Something was done: what was said before is past. Gives `done`. */
    did(done) {
      if (!done) return false;
      say("");
      side.wire("");
      redraw();
      return true;
    },
    /** The people who have not come yet, by their names. */
    gathered(names) {
      absent = names;
      redraw();
    },
    /** How the line is: "connecting", "open", "lost" or "gone". */
    line(state) {
      if (state === "lost") lost = true;
      if (state === "gone") late.stop();
      if (state !== "open" || !lost) side.wire({ connecting: words.connecting, lost: words.lost }[state] ?? "");
      redraw();
    },
    get lost() {
      return lost;
    },
    close: late.stop,
  };
}
