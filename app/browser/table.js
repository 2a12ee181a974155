// The live table of one viewer: a wire, what comes over it played in order, and one person's own side.

import { bar } from "./bar.js";
import { calm } from "./calm.js";
import { timed } from "./countdown.js";
import { attribute, el } from "./dom.js";
import { deeds } from "./deeds.js";
import { browserStorage, draft } from "./draft.js";
import { ending } from "./ending.js";
import { hall } from "./hall.js";
import { keys } from "./keys.js";
import { leaving } from "./leaving.js";
import { address, line } from "./line.js";
import { log } from "./log.js";
import { offer } from "./offer.js";
import { own } from "./own.js";
import { people } from "./people.js";
import { secret } from "./private.js";
import { queue } from "./queue.js";
import { showing } from "./showing.js";
import { sideOf } from "./sides.js";
import { sight } from "./sight.js";
import { sounds } from "./sound.js";
import { stage } from "./stage.js";
import { worth } from "./worth.js";

const GAP = 220; // milliseconds between two frames that came at once
const SEEN = 420; // pixels of a showdown that have to be in sight

/**
 * `data`: {match, game, seat (from 0; null watches), host (opened it), people (have seats), words, rules, deals (under
 * which the same can be played again), declined (why nothing can be played again, or ""), home, table_url, watch_url}.
 */
export function mount(root, data) {
  const { seat, game } = data;
  // What the game calls otherwise lies over the rest; `data.side` is a kind of this game whose side is another one.
  const words = { ...data.words, ...data.words[game], ...data.words[game]?.[data.side] };
  const seated = seat !== null && seat !== undefined;
  const host = el("div", { class: "live-table" });
  for (const name of ["number", "state", "decision", "reveal", "ended"]) host.dataset[name] = "";
  let begun = false; // the table has been told once
  let newest = 0; // the number of the last step that came

  const sound = sounds();
  const scene = stage(words, { sound, plays, waits: () => frames.waiting > 0 });
  const send = (at, action) => wire.act(at, action);
  const focus = () => side.focus();
  const page = { asking, focus, did: (done) => now.did(done), say: (sentence) => now.say(sentence), redraw: () => now.redraw() };
  const part = sideOf(game, data.side)(words, { draft: draft(data.match, seat), send, page, board: scene.node });
  const under = secret({ ...words.private, left: words.say_left, offline: words.offline }, {
    seat,
    draft: draft(data.match, `${seat}:private`),
    quiet: draft(data.match, `${seat}:quiet`),
    send: whisper,
    asks: () => now.again(),
    beside: part.beside,
  });
  const links = { watch: data.watch_url, home: data.home };
  const side = own(words, part, links, under);
  const act = deeds(part.mind, { ...page, say, end: () => side.end, left: () => ways.left() }, post);
  const seen = log(words, seated ? words.log_own : words.log, (before) => wire.send({ do: "lines", before }));
  const crowd = people(words, act, (sentence) => say(sentence, true));
  const way = leaving(host, words, { seated, home: data.home, resign: act.resign, stop: data.host && act.stop });
  const leave = () => ((now.frame.mine || data.host) && !now.frame.ending ? way.open() : location.assign(data.home));
  const top = bar(words, { host, rules: data.rules, sound, seated, leave });
  const reread = worth(host, words, scene.stand);
  // Told to everybody, whatever the match holds.
  const holds = el("p", { class: "quiet holds", hidden: !seated }, words.may_hold);
  const ways = offer(words, { home: data.home, table: data.table_url });
  const now = showing(words, { host, game, seat }, { scene, under, part, side, seen, reread, top, holds, sound }, { back: act.back, ended });
  host.prepend(
    hall({
      above: [top.node, ways.node],
      missing: crowd.node,
      play: [scene.node, under.ask, side.node],
      rail: [part.beside && under.standing, ...part.panels, seen.node, reread.node, holds],
    }),
  );
  root.append(host);

  const frames = queue({ play: now.play, jump: now.jump, hurry: scene.hurry, gap: GAP });
  const letters = keys(host, { press: (key, how) => under.press(key, how) || part.press(key, how), skip: scene.skip, help: () => seated && (top.keys.open(), true) });
  const wire = line(address(data), { heard, turned });
  const quiet = calm();

  function asking() {
    return now.frame.ask !== null && host.dataset.reveal === "";
  }

  function say(sentence, lasts) {
    now.say(sentence, lasts);
  }

  function heard(message) {
    const { kind, text: sentence } = message;
    // A snapshot may hold what is still under way behind it.
    if (kind === "frame" && message.number <= newest) return;
    if (kind === "snapshot" || kind === "frame") newest = message.number;
    if (kind === "snapshot") came(timed(message));
    else if (kind === "frame") frames.push(timed(message));
    else if (kind === "lines") seen.older(message);
    else if (kind === "people") now.gathered(crowd.show(message.seats, seat));
    else if (kind === "done") act.done(message);
    else if (kind === "refused") under.refused(message) || act.refused(message);
    else if (kind === "spent") side.spent(sentence);
    else if (kind === "notice") say(sentence);
    else if (kind === "trouble") troubled(sentence);
    else if (kind === "moved") moved(message);
  }

  function troubled(sentence) {
    say(sentence);
    seen.failed();
  }

  /** It tells where the match stands now. What is private comes in its turn, behind what is still to be seen. */
  function came(snapshot) {
    if (begun && !now.lost && snapshot.private) frames.push(snapshot);
    else frames.reset(snapshot);
    begun = true;
  }

  function turned(state, why) {
    attribute(host, "data-state", state);
    part.mind.online(state === "open");
    now.line(state);
    if (state !== "gone") return;
    if (act.resigned) ways.left();
    else ways.gone(why);
  }

  function plays(reveal) {
    attribute(host, "data-reveal", reveal ? "playing" : "");
    if (reveal) sight(scene.node, "start", SEEN);
  }

  function whisper(at, action, reason) {
    if (wire.state !== "open") return "";
    say("");
    return wire.act(at, action, reason);
  }

  function post(message) {
    if (wire.state === "open") wire.send(message);
    else say(words.offline);
    return wire.state === "open";
  }

  // What the table says besides.

  function moved({ url, text: sentence }) {
    if (act.asked) location.assign(url);
    else ways.follow(sentence, url);
  }

  function ended(how) {
    // Without people at the table, whoever has opened it plays it again.
    const again = seated ? !act.resigned : data.host && !data.people;
    const kept = draft(data.match, `${seat}:guess`, browserStorage("sessionStorage"));
    const panel = ending(words, how, { again, act, links, own: { seat, kept }, deals: data.deals, declined: data.declined });
    side.end.replaceChildren(panel);
    sight(panel, "start");
  }

  return {
    update() {},
    close() {
      for (const one of [now, quiet, under, letters, side, frames, scene, wire]) one.close();
      host.remove();
    },
  };
}
