// The live table of one viewer: a wire, what comes over it played in order, and one person's own side.

import { bar } from "./bar.js";
import { calm } from "./calm.js";
import { attribute, dialog, el, fill, shown } from "./dom.js";
import { deeds } from "./deeds.js";
import { draft } from "./draft.js";
import { ending } from "./ending.js";
import { keys } from "./keys.js";
import { leaving } from "./leaving.js";
import { address, line } from "./line.js";
import { log } from "./log.js";
import { offer } from "./offer.js";
import { own } from "./own.js";
import { patience } from "./patience.js";
import { people } from "./people.js";
import { secret } from "./private.js";
import { queue } from "./queue.js";
import { sight } from "./sight.js";
import { sounds } from "./sound.js";
import { stage } from "./stage.js";
import { turn } from "./turn.js";

const GAP = 220; // milliseconds between two frames that came at once
const NEWEST = 2; // lines that a newcomer is told first
const SEEN = 420; // pixels of a showdown that have to be in sight
const NOTHING = { number: 0, round: 0, scene: null, mine: null, ask: null, private: null, waiting: "", lines: [], ending: null };

/**
 * `data`: {match, seat (from 0; null watches), host (opened it), people (have seats), words, rules, home, table_url,
 * watch_url}.
 */
export function mount(root, data) {
  const { words, seat } = data;
  const seated = seat !== null && seat !== undefined;
  const host = el("div", { class: "live-table" });
  for (const name of ["number", "state", "decision", "reveal", "ended"]) host.dataset[name] = "";
  let frame = NOTHING;
  let told = [];
  let last = null; // the newest showdown, to be read again
  let stays = false; // what is said beside the buttons lasts until this person acts
  let absent = []; // the names of people who have not come yet
  let lost = false;
  let begun = false; // the table has been told once
  let newest = 0; // the number of the last step that came

  const sound = sounds();
  const under = secret(words.private, {
    draft: draft(data.match, `${seat}:private`),
    send: (at, action, reason) => (wire.state === "open" ? wire.act(at, action, reason) : (say(words.offline), "")),
    say: (sentence) => say(sentence),
  });
  const mind = turn({ draft: draft(data.match, seat), send: (at, action) => wire.act(at, action) });
  const page = {
    say,
    redraw,
    wire: (sentence) => side.wire(sentence),
    saying: (typed) => side.said.show(typed),
    end: () => side.end,
    left: () => ways.left(),
  };
  const act = deeds(words, mind, page, post);
  const links = { watch: data.watch_url, home: data.home };
  const side = own(words, mind, act, links, under);
  const scene = stage(words, { sound, plays, waits: () => frames.waiting > 0 });
  const seen = log(words, seated ? words.log_own : words.log);
  const crowd = people(words, act, (sentence) => say(sentence, true));
  const way = leaving(host, words, { seated, home: data.home, resign: act.resign, stop: data.host && act.stop });
  const leave = () => ((frame.mine || data.host) && !frame.ending ? way.open() : location.assign(data.home));
  const top = bar(words, { host, rules: data.rules, sound, seated, leave });
  const worth = dialog(host, words, words.last_round);
  worth.node.classList.add("wide");
  const again = el("button", { type: "button", class: "ghost reread", hidden: true, onclick: reread }, words.worth);
  // Told to everybody, whatever the match holds.
  const holds = el("p", { class: "quiet holds", hidden: !seated }, words.may_hold);
  const ways = offer(words, { home: data.home, table: data.table_url });
  const late = patience(words, (waiting) => {
    frame = { ...frame, waiting };
    redraw();
  });
  host.prepend(
    el(
      "div",
      { class: "floor" },
      top.node,
      ways.node,
      el(
        "div",
        { class: "hall" },
        el("div", {}, crowd.node, scene.node, side.node),
        el("div", { class: "rail" }, seen.node, again, holds),
      ),
    ),
  );
  root.append(host);

  const frames = queue({ play, jump, hurry: scene.hurry, gap: GAP });
  const letters = keys(host, {
    card: (i) => asking() && act.pick(i),
    call: () => asking() && act.call(),
    pass: () => asking() && act.pass(),
    lay: () => asking() && (mind.laying() ? act.lay() : mind.picks.length > 0 && act.pass()),
    say: () => !side.said.node.hidden && (side.said.input.focus(), true),
    skip: scene.skip,
    help: () => seated && (top.keys.open(), true),
  });
  const wire = line(address(data), { heard, turned });
  const quiet = calm();

  function asking() {
    return frame.ask !== null && host.dataset.reveal === "";
  }

  function heard(message) {
    const { kind, text: sentence } = message;
    // A snapshot may hold what is still under way behind it.
    if (kind === "frame" && message.number <= newest) return;
    if (kind === "snapshot" || kind === "frame") newest = message.number;
    if (kind === "snapshot") came(message);
    else if (kind === "frame") frames.push(message);
    else if (kind === "people") gathered(crowd.show(message.seats, seat));
    else if (kind === "done") act.done(message);
    else if (kind === "refused") for (const each of [under, act]) each.refused(message);
    else if (kind === "spent") side.spent(sentence);
    else if (kind === "trouble" || kind === "notice") say(sentence);
    else if (kind === "moved") moved(message);
  }

  /** It tells where the match stands now. What is private comes in its turn, behind what is still to be seen. */
  function came(snapshot) {
    if (begun && !lost && snapshot.private) frames.push(snapshot);
    else frames.reset(snapshot);
    begun = true;
  }

  function turned(state, why) {
    attribute(host, "data-state", state);
    mind.online(state === "open");
    if (state === "lost") {
      lost = true;
      side.wire(words.lost);
    } else if (state === "gone") gone(why);
    else if (state === "connecting") side.wire(words.connecting);
    else if (!lost) side.wire("");
    redraw();
  }

  // What is shown.

  async function play(next) {
    if (next.kind === "snapshot") return settle(next);
    if (next.reveal) {
      attribute(host, "data-decision", "");
      const had = side.focused;
      const still = { ...frame, ask: null, private: null, waiting: next.reveal.title };
      side.show(still, [], me());
      under.show(null);
      const shows = scene.play(next.reveal);
      if (had) scene.focus();
      await shows;
      // Who was at the hand or the buttons is led back there, and nobody else is led anywhere.
      if (had && !host.getRootNode().activeElement?.checkVisibility()) side.asked.focus();
      last = next.reveal;
    }
    const fresh = next.reveal === null && next.lines.some((one) => one.kind === "Laid");
    if (fresh) sound.play("card");
    seen.add(next.lines);
    show(next, next.lines, { fresh });
  }

  function jump(several) {
    const fresh = several.findLast((one) => one.kind === "snapshot");
    if (fresh) settle(fresh);
    const rest = several.slice(several.indexOf(fresh) + 1);
    for (const one of rest) {
      seen.add(one.lines);
      last = one.reveal ?? last;
    }
    if (rest.length) show(rest.at(-1), rest.at(-1).lines);
  }

  function settle(snapshot) {
    seen.reset(snapshot.log, snapshot.names);
    if (lost) side.wire(snapshot.number === frame.number ? words.back_same : words.back_on);
    const came = lost;
    lost = false;
    act.back();
    show(snapshot, snapshot.log.slice(-NEWEST), { keep: came });
  }

  function show(next, lines, { keep = false, fresh = false } = {}) {
    const before = frame;
    // A match that was stopped may have been waiting for an answer.
    const waiting = next.private?.waiting || next.waiting;
    frame = next.ending ? { ...next, ask: null, private: null, waiting: "" } : { ...next, waiting };
    told = lines.map((one) => one.text);
    attribute(host, "data-secret-news", lines.some((one) => one.secret));
    if (before.number !== next.number) {
      if (!keep) side.wire("");
      if (!stays) say("");
    }
    mind.show(frame);
    const led = side.focused || under.focused;
    const asks = under.show(frame.private);
    scene.show(frame.scene, fresh);
    top.show(frame.scene);
    side.show(awaited(frame), told, me());
    shown(again, last);
    shown(holds, seated && !frame.ending);
    if (frame.ending && !before.ending) end(frame.ending);
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
    if (frame.ask && frame.ask.decision !== before.ask?.decision) sight(side.asked.acts);
  }

  function me() {
    return seated ? frame.scene?.seats[seat] : null;
  }

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

  function gathered(names) {
    absent = names;
    redraw();
  }

  function plays(reveal) {
    attribute(host, "data-reveal", reveal ? "playing" : "");
    if (reveal) sight(scene.node, "start", SEEN);
  }

  function reread() {
    worth.body.replaceChildren();
    worth.open();
    scene.stand(worth.body, last);
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

  function end(how) {
    // Without people at the table, whoever has opened it plays it again.
    const again = seated ? !act.resigned : data.host && !data.people;
    const panel = ending(words, how, { again, act, links });
    side.end.replaceChildren(panel);
    sight(panel, "start");
  }

  function gone(why) {
    late.stop();
    side.wire("");
    if (act.resigned) ways.left();
    else ways.gone(why);
  }

  return {
    update() {},
    close() {
      late.stop();
      quiet.close();
      letters.close();
      frames.close();
      scene.close();
      wire.close();
      host.remove();
    },
  };
}
