// Plays a kept match: the table, the edge that is a slider through it, and the ledger beside it.

import { address } from "./address.js";
import { asked as panel } from "./asked.js";
import { clock } from "./clock.js";
import { controls } from "./controls.js";
import { attribute, el, fill, shown, text } from "./dom.js";
import { ledger } from "./ledger.js";
import { icon } from "./marks.js";
import { slider } from "./slider.js";
import { steering } from "./steering.js";
import { Refused, stories } from "./stories.js";
import { theatre } from "./theatre.js";
import { viewpoints } from "./viewpoints.js";

const STYLES = ["tokens.css", "liars_bar.css", "reveal.css", "player.css", "asked.css", "used.css", "under.css"];
/** Milliseconds that a step stands before a screen reader is told of it. */
const CALM = 400;
/** ... and that a message stands. */
const READ = 5000;
/** How much longer than a plain step it stands while playing: one in which somebody spoke, and one with a showdown. */
const SPOKEN = 1.5;
const TURNED = 2.5;
/** Faster than this, a showdown is shown as it ended. */
const UNHURRIED = 1;

/** `data`: {match, seat, step, notice, words}: the address as the page was asked for, and every word. */
export function mount(root, data) {
  const { words } = data;
  let asked = data;
  let kept = stories(data.match);
  let where = address(data.match);
  let story = null;
  let begins = []; // the steps with which a round begins
  let step = 0;
  let wanted = 0; // only the viewpoint that was chosen last is shown
  let speaking = 0;

  const time = clock(advance, ticked);
  const act = {
    first: () => go(1),
    round_back: () => go(begins.findLast((one) => one < step) ?? 1),
    back: () => go(step - 1),
    toggle,
    on: () => go(step + 1),
    round_on: () => go(begins.find((one) => one > step) ?? Infinity),
    last: () => go(Infinity),
    speed: (to) => (time.speed = to),
  };
  const scene = theatre(words);
  const edge = slider(words, go, inWords);
  const pages = ledger(words, go, ask);
  const points = viewpoints(words, (at) => watch(at));
  const pad = controls(words, act);
  const keyboard = steering(act, () => Boolean(story?.frames.length) && !player.querySelector("dialog[open]"));

  const title = el("h1", {});
  const facts = el("ul", { class: "facts" });
  const link = el("button", { type: "button", class: "copy", title: words.copy, onclick: copy }, icon("link", 20), el("span", {}, words.copy));
  const copied = el("p", { class: "copied", role: "status" });
  const byHand = el("input", { readonly: true, "aria-label": words.copy, hidden: true });
  const notice = el("p", { class: "notice", role: "status", hidden: true });
  const more = el("button", { type: "button", class: "more", hidden: true, onclick: refresh }, words.more);
  const deck = el("section", { class: "deck", "aria-label": words.controls }, edge.element, pad.element);
  const room = el("div", { class: "room" }, scene.element, deck, pages.element);
  const inside = el("div", { class: "inside", hidden: true }, el("header", { class: "head" }, title, facts, byHand, more, link, copied), points.element, notice, room);
  const trouble = el("div", { class: "trouble", role: "alert" });
  const spoken = el("p", { class: "unseen", role: "status" });
  const player = el("div", { class: "player" }, el("p", { class: "wait" }, words.loading), trouble, inside, spoken);
  const how = panel(player, words.asked, (at, step) => kept.asked(at, step));

  const dressed = Promise.all(STYLES.map((name) => styled(root, name)));
  root.append(player);
  ticked();
  watch(data.seat, data.step, data.notice);

  function state(to) {
    attribute(player, "data-state", to);
    attribute(player, "aria-busy", to === "loading" ? "true" : null);
  }

  /** Fetch a viewpoint and show it. `at` and `place` may be what a stranger wrote into the address. */
  async function watch(at, place = null, said = "") {
    const mine = ++wanted;
    state("loading");
    try {
      const [found] = await Promise.all([kept.get(at), dressed]);
      if (mine === wanted) open(found, place, said);
    } catch (error) {
      if (mine === wanted) fail(error, () => watch(at, place, said));
    }
  }

  function open(found, place, said) {
    how.close();
    // Viewpoints count steps of their own: whoever was at the end stays there.
    const other = place === null && story !== null && story.viewpoint !== found.viewpoint;
    const ended = other && step > 0 && step === story.frames.length;
    story = found;
    const steps = story.frames.length;
    begins = story.frames.flatMap(({ round }, i) => (round !== story.frames[i - 1]?.round ? [i + 1] : []));
    const wrong = place && !(/^\d{1,9}$/.test(place) && place >= 1 && place <= steps);
    const told = wrong ? fill(words.bad_step, { step: place.slice(0, 20), steps }) : "";
    tell(steps ? [said, told].filter(Boolean).join(" ") : words.nothing);
    trouble.replaceChildren();
    text(title, fill(words.match, { id: story.id }));
    facts.replaceChildren(...[story.rules, ...story.facts, ...story.seed].map((fact) => el("li", {}, fact)));
    points.show(story.viewpoints, story.viewpoint, story.about);
    shown(more, story.running);
    shown(room, steps);
    shown(inside, true);
    attribute(player, "data-seat", story.viewpoint);
    attribute(player, "data-steps", steps);
    for (const part of [scene, edge, pages]) part.load(story);
    if (steps) show(ended ? steps : Math.min(steps, (!wrong && Number(place ?? step)) || 1));
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

  /** A step in words: its place, and what happened first. */
  function inWords(at) {
    const { round, lines } = story.frames[at - 1];
    const place = fill(round ? words.at_step_round : words.at_step, { step: at, steps: story.frames.length, round });
    return [`${place}.`, lines[0]?.text].filter(Boolean).join(" ");
  }

  function show(to, moving = false) {
    step = to;
    const done = scene.show(story.frames[step - 1], moving);
    edge.show(step);
    // The ledger does not tell what a showdown is about to show.
    if (done) done.then(() => step === to && pages.show(step));
    else pages.show(step);
    pad.show(step, story.frames.length, story.frames[step - 1].round);
    attribute(player, "data-step", step);
    return done;
  }

  /** To a step that somebody chose. What was playing stands still. */
  function go(to) {
    time.stop();
    tell("");
    const next = Math.min(story.frames.length, Math.max(1, to));
    if (next === step) return;
    show(next);
    moved();
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

  async function copy() {
    const href = where.url(story.viewpoint, step);
    try {
      await navigator.clipboard.writeText(href);
      text(copied, words.copied);
    } catch {
      // Not allowed, or a page without TLS: then it can be copied by hand.
      byHand.value = href;
      shown(byHand, true);
      byHand.select();
      text(copied, words.copy_by_hand);
    }
    setTimeout(() => text(copied, ""), READ);
  }

  /** Streamlit hands on the address as it was when it looked last: only what differs from that is news. */
  function update(data) {
    const before = asked;
    asked = data;
    const other = data.match !== before.match;
    if (!other && data.seat === before.seat && data.step === before.step) return;
    if (other) {
      where.close();
      clearTimeout(speaking);
      story = null;
      shown(inside, false);
      kept = stories(data.match);
      where = address(data.match);
    }
    time.stop();
    watch(data.seat, data.step, data.notice);
  }

  function close() {
    wanted += 1;
    time.stop();
    clearTimeout(speaking);
    for (const part of [where, keyboard, scene, edge, pages]) part.close();
    player.remove();
  }

  return { update, close };
}

/** A sheet of style in this root; kept when it is there already. */
function styled(root, name) {
  if (root.querySelector(`link[data-name="${name}"]`)) return null;
  const sheet = el("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href, "data-name": name });
  const ready = new Promise((done) => (sheet.onload = sheet.onerror = done));
  root.prepend(sheet);
  return ready;
}
