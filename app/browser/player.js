// Plays a kept match: the table, the edge that is a slider through it, and the ledger beside it.

import { address, partOf } from "./address.js";
import { asked as panel } from "./asked.js";
import { clock } from "./clock.js";
import { controls } from "./controls.js";
import { copying } from "./copying.js";
import { course } from "./course.js";
import { attribute, el, fill, shown, text } from "./dom.js";
import { instead } from "./instead.js";
import { ledger } from "./ledger.js";
import { help } from "./help.js";
import { numbering } from "./numbering.js";
import { fileName, picturing } from "./picture.js";
import { sharing } from "./share.js";
import { moment as drawn } from "./slide.js";
import { slider } from "./slider.js";
import { steering } from "./steering.js";
import { Refused, stories } from "./stories.js";
import { theatre } from "./theatre.js";
import { viewpoints } from "./viewpoints.js";

const STYLES = ["tokens.css", "liars_bar.css", "cleanup.css", "reveal.css", "player.css", "course.css", "asked.css", "used.css", "under.css", "share.css", "room.css", "book.css"];
/** Milliseconds that a step stands before a screen reader is told of it. */
const CALM = 400;
/** How much longer than a plain step it stands while playing: one in which somebody spoke, and one with a showdown. */
const SPOKEN = 1.5;
const TURNED = 2.5;
/** Faster than this, a showdown is shown as it ended. */
const UNHURRIED = 1;

/**
 * `data`: {match, seat, step, room, view, notice, words}: the address as the page was asked for, and every word. `from`: where the
 * match comes from and where the address is kept; `narrated`: each step is told in a sentence under the table.
 */
export function mount(root, data, from = { stories, address }) {
  const { words } = data;
  let asked = data;
  let kept = from.stories(data.match);
  let where = from.address(data.match);
  let story = null;
  let begins = []; // the steps with which a round begins
  let step = 0;
  let wanted = 0; // only the viewpoint that was chosen last is shown
  let speaking = 0;

  const time = clock(advance, ticked);
  const act = {
    first: () => choose(1),
    round_back: () => choose(begins.findLast((one) => one < step) ?? 1),
    back: () => choose(step - 1),
    toggle,
    on: () => choose(step + 1),
    round_on: () => choose(begins.find((one) => one > step) ?? Infinity),
    last: () => choose(Infinity),
    speed: (to) => (time.speed = to),
  };
  const scene = theatre(words);
  const other = instead(
    words,
    () => ({ kept, where, story, step }),
    { host: () => player, deck: () => deck },
    { stop: () => time.stop(), show, seek, watch: (at, to) => watch(at, String(to)).then(moved), ask: (about) => how.open(about) },
  );
  const { go, choose } = other;
  const edge = slider(words, choose, inWords);
  const pages = ledger(words, go, ask);
  const whole = course(words.course, choose);
  const points = viewpoints(words, (at) => watch(at));
  const pad = controls(words, act);
  const keyboard = steering({ ...act, ...other.keys, help: () => keys.open() }, ready);

  const title = el("h1", {});
  const facts = el("ul", { class: "facts" });
  const seed = el("p", { class: "seed", hidden: true });
  const [byHand, ...link] = where.leads ? copying(words, words.copy, other.href) : [];
  const notice = el("p", { class: "notice", role: "status", hidden: true });
  const more = el("button", { type: "button", class: "more", hidden: true, onclick: refresh }, words.more);
  const narration = el("p", { class: "narration", hidden: !from.narrated });
  const share = kept.file && sharing(words.share, () => ({ host: player, kept, story }));
  const picture = picturing(words.picture, () => {
    time.stop();
    return { host: player, drawing: drawn(words, story, step, !pages.element.classList.contains("thoughtless")), name: fileName(story.id, `step-${counted(step).number}`) };
  });
  const toKeys = el("button", { type: "button", class: "keys-button", "aria-label": words.keys, title: `${words.keys} (?)`, onclick: () => keys.open() }, el("span", { "aria-hidden": "true" }, "?"));
  const deck = el("section", { class: "deck", "aria-label": words.controls }, narration, edge.element, pad.element);
  const room = el("div", { class: "room" }, scene.element, deck, whole.element, pages.element);
  const inside = el("div", { class: "inside", hidden: true }, el("header", { class: "head" }, title, byHand, more, ...other.ways, share, picture, ...link, toKeys), facts, points.element, notice, room, ...other.panels, seed);
  const trouble = el("div", { class: "trouble", role: "alert" });
  const spoken = el("p", { class: "unseen", role: "status" });
  const wait = el("p", { class: "wait" }, words.loading);
  const player = el("div", { class: "player" }, wait, trouble, inside, spoken);
  const keys = help(player, { ...words, close: words.asked.close });
  const how = panel(player, words.asked, (at, step) => kept.asked(at, step));

  const dressed = Promise.all(STYLES.map((name) => styled(root, name)));
  root.append(player);
  ticked();
  window.addEventListener("popstate", travelled);
  watch(data.seat, data.step, data.notice, partOf(data));

  function state(to) {
    attribute(player, "data-state", to);
    attribute(player, "aria-busy", to === "loading" ? "true" : null);
    shown(wait, to === "loading" && inside.hidden);
  }

  /** Fetch a viewpoint and show it. `at`, `place` and `shows` may be what a stranger wrote into the address. */
  async function watch(at, place = null, said = "", shows = null) {
    const mine = ++wanted;
    state("loading");
    try {
      const [found] = await Promise.all([kept.get(at), dressed]);
      if (mine !== wanted) return;
      open(found, place, said, shows);
      if (shows !== null) other.enter(shows, true);
    } catch (error) {
      if (mine === wanted) fail(error, () => watch(at, place, said, shows));
    }
  }

  function open(found, place, said, shows) {
    how.close();
    // Viewpoints count steps of their own: whoever was at the end stays there.
    const elsewhere = place === null && story !== null && story.viewpoint !== found.viewpoint;
    const ended = elsewhere && step > 0 && step === story.frames.length;
    story = found;
    const steps = story.frames.length;
    begins = story.frames.flatMap(({ round }, i) => (round !== story.frames[i - 1]?.round ? [i + 1] : []));
    const wrong = place && !(/^\d{1,9}$/.test(place) && place >= 1 && place <= steps);
    const told = wrong ? fill(words.bad_step, { step: place.slice(0, 20), steps }) : "";
    tell(steps ? [said, told].filter(Boolean).join(" ") : words.nothing);
    trouble.replaceChildren();
    text(title, fill(words.match, { id: story.id }));
    facts.replaceChildren(...[story.rules, ...story.facts].map((fact) => el("li", {}, fact)));
    text(seed, story.seed.join(" "));
    shown(seed, story.seed.length);
    points.show(story.viewpoints, story.viewpoint, story.about);
    shown(more, story.running);
    if (share) shown(share, !story.running);
    shown(picture, steps && story.frames.every(({ scene }) => scene));
    shown(room, steps);
    shown(inside, true);
    attribute(player, "data-seat", story.viewpoint);
    attribute(player, "data-steps", steps);
    for (const one of [edge, pages, scene, whole]) one.load(story);
    other.load();
    // Whoever comes for the Offer Room comes to its moment.
    const moment = shows ? found.frames.findIndex(({ marks }) => marks.some((one) => one.room === shows)) + 1 : 0;
    if (steps) show(ended ? steps : Math.min(steps, (!wrong && Number(place ?? step)) || moment || 1));
    if (place === null) moved();
    state("ready");
  }

  function fail(error, again) {
    time.stop();
    const told = error instanceof Refused;
    if (!told) console.error(error);
    const why = told ? error.message : words.failed;
    trouble.replaceChildren(el("p", {}, why), el("button", { type: "button", onclick: again }, words.again));
    state("error");
  }

  function tell(sentence) {
    text(notice, sentence);
    shown(notice, sentence);
  }

  const counted = (at) => numbering(words, story.frames, at);

  /** A step in words: its place, and what happened first. */
  function inWords(at) {
    const place = `${counted(at).place}.`;
    const first = story.frames[at - 1].lines.find((line) => line.text !== place);
    return [place, first?.text].filter(Boolean).join(" ");
  }

  function show(to, moving = false) {
    step = to;
    const done = scene.show(story.frames[step - 1], moving, counted(step).title);
    edge.show(step);
    whole.show(step);
    other.seek(step);
    text(narration, inWords(step));
    // The ledger does not tell what a showdown is about to show.
    if (done) done.then(() => step === to && pages.show(step));
    else pages.show(step);
    pad.show(step, story.frames.length, counted(step));
    attribute(player, "data-step", step);
    return done;
  }

  /** To a step that somebody chose. What was playing stands still. */
  function seek(to) {
    time.stop();
    tell("");
    const next = Math.min(story.frames.length, Math.max(1, to));
    if (next === step) return;
    show(next);
    moved();
  }

  /** Back or on, to where one was in this match. */
  function travelled() {
    const there = where.read();
    if (there && story) watch(there.seat ?? story.viewpoint, there.step, "", there.part ?? "");
  }

  function ready(name, from) {
    return Boolean(story?.frames.length) && !player.querySelector("dialog[open]") && (name === "help" || other.ready(name, from));
  }

  /** How a decision of a step was asked for, in a dialog over everything. */
  function ask(at, number) {
    time.stop();
    const { decisions, thoughts } = story.frames[at - 1];
    const decision = decisions[number];
    const own = thoughts.filter((one) => !one.public && one.seat === decision.seat);
    how.open({ at: story.viewpoint, step: at, number, decision, thoughts: own });
  }

  function moved() {
    where.write(story.viewpoint, step);
    clearTimeout(speaking);
    speaking = setTimeout(() => text(spoken, inWords(step)), CALM);
  }

  function toggle() {
    if (time.playing) return time.stop();
    if (step === story.frames.length) go(1);
    time.start();
  }

  async function advance() {
    if (step >= story.frames.length) return 0;
    tell("");
    const moving = time.speed <= UNHURRIED;
    const done = show(step + 1, moving);
    moved();
    await done;
    const { reveal, lines } = story.frames[step - 1];
    if (step === story.frames.length) return 0;
    if (reveal) return TURNED;
    return lines.some(({ kind }) => kind === "Said") ? SPOKEN : 1;
  }

  function ticked() {
    attribute(player, "data-playing", String(time.playing));
    pad.clock(time);
    if (!time.playing) scene.skip();
  }

  function refresh() {
    kept.forget();
    watch(story.viewpoint);
  }

  /** Streamlit hands on the address as it was when it looked last: only what differs from that is news. */
  function update(data) {
    const before = asked;
    asked = data;
    const another = data.match !== before.match;
    if (!another && ["seat", "step", "room", "view"].every((name) => data[name] === before[name])) return;
    if (another) {
      other.enter("", true);
      where.close();
      clearTimeout(speaking);
      story = null;
      shown(inside, false);
      kept = from.stories(data.match);
      where = from.address(data.match);
    }
    time.stop();
    watch(data.seat, data.step, data.notice, partOf(data));
  }

  function close() {
    wanted += 1;
    time.stop();
    clearTimeout(speaking);
    window.removeEventListener("popstate", travelled);
    for (const one of [where, keyboard, scene, edge, whole, pages, other]) one.close();
    player.remove();
  }

  return { update, close };
}

/** A sheet of style in this root; kept when it is there already. */
function styled(root, name) {
  if (root.querySelector(`[data-name="${name}"]`)) return null;
  const sheet = el("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href, "data-name": name });
  const ready = new Promise((done) => (sheet.onload = sheet.onerror = done));
  root.prepend(sheet);
  return ready;
}
