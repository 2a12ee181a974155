// What was said, done and thought: the current step on top, the ones before it beneath.

import { way } from "./asked.js";
import { attribute, el, fill, shown, text } from "./dom.js";
import { token } from "./marks.js";
import { outcome } from "./outcome.js";
import { thought } from "./thoughts.js";

/** Steps before the current one that are listed, and thoughts after which the list is long enough. */
const BEFORE = 12;
const ENOUGH = 8;
const KEPT = 80;
const TOKEN = 26;

/** `go(step)` leads to a step; `ask(step, number)` shows how one of its decisions was asked. */
export function ledger(words, go, ask) {
  const list = el("ol", { class: "steps" });
  const end = el("section", { class: "outcome", hidden: true });
  const hide = el("button", { type: "button", class: "quiet", "aria-pressed": "false", onclick: turn }, words.hide);
  const note = el("p", { class: "note" });
  const body = el("div", { class: "pages", tabindex: "0", role: "group", "aria-label": words.ledger }, end, list);
  const element = el("section", { class: "ledger" }, el("header", {}, el("h2", {}, words.ledger), hide), body, note);
  let story = null;
  let rows = new Map(); // step -> {node, thoughts}, as far as they have been looked at
  let now = 0;
  let scrolled = false;

  body.addEventListener("scroll", () => (scrolled = true), { passive: true });
  const watch = new ResizeObserver(() => now && measure());
  watch.observe(element);

  function turn() {
    const hidden = element.classList.toggle("thoughtless");
    attribute(hide, "aria-pressed", String(hidden));
    if (!hidden) measure();
  }

  const secret = (step) => story.frames[step - 1].thoughts.filter((one) => !one.public);

  function row(step) {
    if (!rows.has(step)) rows.set(step, made(step));
    return rows.get(step);
  }

  function made(step) {
    const frame = story.frames[step - 1];
    const said = [...frame.lines.map(line), ...frame.thoughts.filter((one) => one.public).map(remark)];
    const reads = frame.read.map((one) => thought(words, { ...one, provenance: "" }));
    const thoughts = [...reads, ...secret(step).map((one) => thought(words, one))];
    const leads = { type: "button", class: "number", "aria-label": fill(words.go_to, { step }), onclick: () => go(step) };
    const head = el(
      "div",
      { class: "top" },
      el("div", { class: "said" }, ...said),
      el("span", { class: "here" }, `${step}, ${words.now}`),
      el("button", leads, String(step)),
    );
    const ways = frame.decisions.map((one, number) => way(words.asked, one, () => ask(step, number)));
    const under = [...thoughts.map((one) => one.element), ...ways];
    const beneath = el("div", { class: "beneath" }, el("div", { class: "rim" }), ...under);
    return { node: el("li", { "data-row": step }, head, under.length > 0 && beneath), thoughts };
  }

  function line({ seat, text: sentence, kind, secret: hidden }) {
    const known = seat !== null && seat >= 0;
    const sign = known ? token(seat, story.seats[seat].name, TOKEN) : el("span", { "aria-hidden": "true" });
    return el("p", { class: "line", "data-kind": kind, "data-secret": hidden }, sign, el("span", {}, sentence));
  }

  function remark({ seat, title, text: sentence, kind }) {
    const told = el("span", {}, el("b", {}, title), " ", sentence);
    return el("p", { class: "line", "data-kind": kind }, token(seat, story.seats[seat].name, TOKEN), told);
  }

  /** The current step and so many before it that a page is full. */
  function* listed(step) {
    let thoughts = 0;
    for (let one = step; one >= Math.max(1, step - BEFORE) && (one === step || thoughts < ENOUGH); one -= 1) {
      thoughts += secret(one).length;
      yield one;
    }
  }

  /** What stays in the list is not touched. */
  function arrange(nodes) {
    const wanted = new Set(nodes);
    for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, i) => list.children[i] !== node && list.insertBefore(node, list.children[i] ?? null));
  }

  /** All is measured before anything is changed. */
  function measure() {
    for (const change of row(now).thoughts.map((one) => one.measured())) change();
  }

  /** Why there is nothing beneath the edge, in this viewpoint. */
  function silence() {
    if (story.running) return words.no_thought_running;
    return story.viewpoint === "public" && story.viewpoints.length > 1 ? words.no_thought_public : words.no_thought;
  }

  return {
    element,
    load(told) {
      story = told;
      rows = new Map();
      now = 0;
      const any = story.frames.some((frame, i) => secret(i + 1).length || frame.decisions.length || frame.read.length);
      shown(hide, any);
      shown(note, !any);
      text(note, silence());
      end.replaceChildren();
    },
    show(step) {
      if (rows.size > KEPT) rows = new Map();
      now = step;
      const steps = [...listed(step)];
      for (const one of steps) {
        const { node, thoughts } = row(one);
        attribute(node, "aria-current", one === step ? "step" : null);
        for (const each of thoughts) each.near(one === step);
      }
      arrange(steps.map((one) => row(one).node));
      const frame = story.frames[step - 1];
      shown(end, frame.ending !== null);
      if (frame.ending !== null && !end.firstChild) end.append(...outcome(words, frame.ending));
      if (scrolled) body.scrollTop = 0;
      scrolled = false;
      measure();
    },
    close: () => watch.disconnect(),
  };
}
