// What was said, done and thought: the current step on top, the ones before it beneath.

import { way } from "./asked.js";
import { arrange, attribute, el, fill, shown, text } from "./dom.js";
import { filled } from "./filled.js";
import { unfolding } from "./long.js";
import { token } from "./marks.js";
import { numbering } from "./numbering.js";
import { outcome } from "./outcome.js";
import { thought } from "./thoughts.js";

/** About how high it is, in pixels: a step, each line that was said, each of a thought, and what stands around a thought. */
const STEP = 13;
const SAID = 31;
const VOICE = 24;
const AROUND = { now: 90, before: 40 };
/** Lines of a thought that show, with so many characters each. */
const LINES = { now: 12, before: 2 };
const WIDE = 50;
/** Milliseconds after which more is there for whoever stays, to be found in the page or read aloud. */
const STAYS = 400;
/** How it ended is drawn with its step as far as the first parts; what lies below them follows so many milliseconds later. */
const PARTS = 3;
const FOLLOWS = 20;
/** Where the player is no wider than this, there is no box to be filled: so many steps show, as `player.css` says. */
const NARROW = 900;
const FEW = 3;
const KEPT = 80;
const TOKEN = 26;

/** `go(step)` leads to a step; `ask(step, number)` shows how one of its decisions was asked. */
export function ledger(words, go, ask) {
  const list = el("ol", { class: "steps" });
  const end = el("section", { class: "outcome", hidden: true });
  const hide = el("button", { type: "button", class: "quiet", "aria-pressed": "false", onclick: turn }, words.hide);
  const note = el("p", { class: "note" });
  const body = el("div", { class: "pages", tabindex: "0", role: "group", "aria-label": words.ledger }, end, list);
  const announced = el("section", { class: "announced", hidden: true });
  const head = el("header", {}, el("h2", {}, words.ledger), hide);
  const element = el("section", { class: "ledger" }, head, announced, body, note);
  let story = null;
  let rows = new Map(); // step -> {node, thoughts}, as far as they have been looked at
  let now = 0;
  let many = 1; // steps that are listed
  let room = 0; // how high the box is, in pixels
  let narrow = false;
  let staying = 0;
  let following = 0;
  let scrolled = false;
  let drawn = ""; // what stands open to everybody

  body.addEventListener("scroll", reached, { passive: true });
  // How much there is room for, and whether a thought goes on beyond what shows, is known once the page is laid out: it is
  // looked up then, for this same frame.
  const watch = new ResizeObserver(settle);

  function turn() {
    const hidden = element.classList.toggle("thoughtless");
    attribute(hide, "aria-pressed", String(hidden));
    settle();
  }

  function settle() {
    measure();
    sized();
    extend(1);
  }

  function sized() {
    narrow = element.closest(".player").clientWidth <= NARROW;
    room = body.clientHeight;
  }

  const ahead = () => extend(body.clientHeight);

  function reached() {
    scrolled = true;
    ahead();
  }

  /** About how high a step is in the list, in pixels. */
  function high(step) {
    const { lines, thoughts, read } = story.frames[step - 1];
    const when = step === now ? "now" : "before";
    const hidden = element.classList.contains("thoughtless") ? [] : [...secret(step), ...read];
    const voice = ({ text: whole }) => AROUND[when] + VOICE * Math.min(LINES[when], Math.ceil(whole.length / WIDE));
    return hidden.reduce((sum, one) => sum + voice(one), STEP + SAID * (lines.length + thoughts.length - secret(step).length));
  }

  /** How many steps there will be room for. */
  function fitting() {
    if (narrow) return Math.min(now, FEW);
    let [count, sum] = [1, high(now)];
    while (count < now && sum < room) sum += high(now - count++);
    return count;
  }

  /** More steps before the current one, until the list goes on so far below what is in sight. */
  function extend(below) {
    filled(body, below, () => {
      if (narrow || many >= now) return false;
      many = Math.min(now, many + Math.ceil(many / 2));
      put();
      return true;
    });
  }

  /** Show how it ended, or take it away. */
  function ending(yes) {
    if (end.hidden === !yes) return;
    clearTimeout(following);
    const below = (there) => [...end.children].slice(PARTS).forEach((part) => shown(part, there));
    below(false);
    shown(end, yes);
    if (yes) following = setTimeout(below, FOLLOWS, true);
  }

  const secret = (step) => story.frames[step - 1].thoughts.filter((one) => !one.public);

  function row(step) {
    const found = rows.get(step) ?? made(step);
    rows.delete(step); // so that what was needed last stands last
    rows.set(step, found);
    return found;
  }

  function made(step) {
    const frame = story.frames[step - 1];
    const said = [...frame.lines.map(line), ...frame.thoughts.filter((one) => one.public).map(remark)];
    const reads = frame.read.map((one) => thought(words, { ...one, provenance: "" }));
    const thoughts = [...reads, ...secret(step).map((one) => thought(words, one))];
    const { number } = numbering(words, story.frames, step);
    const leads = { type: "button", class: "number", "aria-label": fill(words.go_to, { step: number }), onclick: () => go(step) };
    const head = el(
      "div",
      { class: "top" },
      el("div", { class: "said" }, ...said),
      el("span", { class: "here" }, `${number}, ${words.now}`),
      el("button", leads, number),
    );
    const ways = frame.decisions.map((one, number) => way(words.asked, one, () => ask(step, number)));
    const under = [...thoughts.map((one) => one.element), ...ways];
    const beneath = el("div", { class: thoughts.length ? "beneath" : "beneath only-ways" }, el("div", { class: "rim" }), ...under);
    return { node: el("li", { "data-row": step }, head, under.length > 0 && beneath), thoughts };
  }

  function line({ seat, text: sentence, kind, secret: hidden }) {
    const known = seat !== null && seat >= 0;
    const sign = known ? token(seat, story.seats[seat].name, TOKEN) : el("span", { "aria-hidden": "true" });
    return el("p", { class: "line", "data-kind": kind, "data-secret": hidden }, sign, unfolding(words, sentence));
  }

  function remark({ seat, title, text: sentence, kind }) {
    const told = el("span", {}, el("b", {}, title), " ", sentence);
    return el("p", { class: "line", "data-kind": kind }, token(seat, story.seats[seat].name, TOKEN), told);
  }

  function put() {
    const listed = Array.from({ length: many }, (_, i) => now - i);
    for (const one of listed) {
      const { node, thoughts } = row(one);
      attribute(node, "aria-current", one === now ? "step" : null);
      for (const each of thoughts) each.near(one === now);
    }
    arrange(list, listed.map((one) => row(one).node));
  }

  /** What everybody was told of a tool, as long as it works. */
  function standing(what) {
    shown(announced, what);
    const parts = what ? [what.title, ...what.text] : [];
    if (parts.join() === drawn) return;
    drawn = parts.join();
    announced.replaceChildren(...parts.map((one, i) => el(i ? "p" : "h3", {}, one)));
  }

  /** All is measured before anything is changed. */
  function measure() {
    for (const change of row(now).thoughts.map((one) => one.measured())) change();
  }

  /** Why there is nothing beneath the edge, in this viewpoint. */
  function silence() {
    if (story.thoughtless) return story.thoughtless;
    if (story.running) return words.no_thought_running;
    const seat = story.seats[story.viewpoint - 1];
    if (seat) return fill(words.no_thought_seat, seat);
    return story.viewpoint === "public" && story.viewpoints.length > 1 ? words.no_thought_public : words.no_thought;
  }

  return {
    element,
    load(told) {
      story = told;
      rows = new Map();
      now = 0;
      watch.disconnect();
      sized();
      const any = story.frames.some((frame, i) => secret(i + 1).length || frame.decisions.length || frame.read.length);
      shown(hide, any);
      shown(note, !any);
      text(note, silence());
      const ended = story.frames.find(({ ending }) => ending);
      end.replaceChildren(...(ended ? outcome(words, ended.ending) : []));
    },
    show(step) {
      for (const old of [...rows.keys()].slice(0, -KEPT)) rows.delete(old);
      now = step;
      many = fitting();
      put();
      const frame = story.frames[step - 1];
      standing(frame.open);
      ending(frame.ending !== null);
      if (scrolled) body.scrollTop = 0;
      scrolled = false;
      clearTimeout(staying);
      staying = setTimeout(ahead, STAYS);
      watch.disconnect();
      // Where it is narrow, the box is as high as what it holds, which may change when that is looked up.
      for (const part of [row(step).node.firstChild, ...(narrow ? [] : [body])]) watch.observe(part);
    },
    close() {
      clearTimeout(staying);
      clearTimeout(following);
      watch.disconnect();
    },
  };
}
