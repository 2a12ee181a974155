// The moments at the edge: public ones above it, calls in one row and shots in the next, secret ones beneath it; those
// that would overlap share a tray.

import { attribute, el, fill, shown } from "./dom.js";
import { mark } from "./marks.js";

export const KINDS = ["call", "house", "empty", "death", "zap", "clean", "stunted", "growing", "forced", "taken", "announced"];
export const SECRET = ["offer", "accepted", "agreed", "refused", "unclear", "message"];
/** The two rows, and in each the kind that speaks for a tray: what weighs most comes first. */
export const ABOVE = [["house", "call", "zap", "announced", "taken", "forced"], ["death", "empty", "stunted", "growing", "clean"]];
export const BENEATH = [["refused", "unclear", "offer", "agreed", "accepted", "message"]];
const ONE = 24;
const TRAY = 36;
const SIGN = 18;
/** How high an open tray is at most, and how far it keeps from the marks. */
const HIGH = 320;
const APART = 6;

/** Neighbours that would overlap, together, from left to right: [{at, marks}], in pixels. Each mark has its `x`. */
export function gathered(marks) {
  const groups = [];
  const room = (group) => (group.length > 1 ? TRAY : ONE);
  for (const one of marks) {
    const last = groups.at(-1);
    if (last && one.x - last[0].x < room(last)) last.push(one);
    else groups.push([one]);
  }
  let end = -Infinity;
  return groups.map((group) => {
    const half = room(group) / 2;
    const middle = group.reduce((sum, { x }) => sum + x, 0) / group.length;
    const at = Math.max(middle, end + half);
    end = at + half;
    return { at, marks: group };
  });
}

/** `go(step, moment)` is called with the moment that somebody chose; `secret`: these are the ones beneath. */
export function moments(words, go, secret = false) {
  const ROWS = secret ? BENEATH : ABOVE;
  const rows = ROWS.map(() => el("div", { class: "row" }));
  const opened = el("div", { class: "tray", role: "group", hidden: true, onkeydown: inTray, onfocusout: left });
  const look = { class: secret ? "moments beneath-edge" : "moments", "aria-label": secret ? words.moments_beneath : words.moments };
  const element = el("div", { ...look, role: "toolbar", onkeydown: along }, ...rows, opened);
  let marks = [];
  let place = () => 0;
  let width = 0;
  let now = 1;
  let opener = null;
  let list = []; // all buttons, from left to right
  const watch = new ResizeObserver(([{ contentRect }]) => {
    if (Math.abs(contentRect.width - width) < 1) return;
    width = contentRect.width;
    draw();
  });
  watch.observe(rows[0]);

  const counts = (group) => [...KINDS, ...SECRET].map((kind) => [kind, group.filter((one) => one.kind === kind).length]).filter(([, n]) => n);
  const each = ([kind, n]) => (n === 1 ? `1 ${words.kind[kind]}` : fill(words.kinds[kind], { n }));

  function draw() {
    close();
    const { activeElement } = element.getRootNode();
    const held = list.includes(activeElement) ? activeElement.steps[0] : null;
    rows.forEach((row, i) => {
      const own = marks.filter((one) => ROWS[i].includes(one.kind)).map((one) => ({ ...one, x: place(one.step) * width }));
      row.replaceChildren(...gathered(own).map((group) => button(group, ROWS[i])));
    });
    list = rows.flatMap((row) => [...row.children]).sort((a, b) => a.steps[0] - b.steps[0]);
    show(now);
    // Where the room has changed, whoever was on a moment stays on it.
    if (held !== null) list.findLast((node) => node.steps[0] <= held)?.focus();
  }

  function button({ at, marks: group }, kinds) {
    const several = group.length > 1;
    const kind = kinds.find((one) => group.some((it) => it.kind === one));
    const [from, to] = [group[0].round, group.at(-1).round];
    const label = several
      ? fill(from === to ? words.tray_one : words.tray, { count: group.length, from, to, kinds: counts(group).map(each).join(words.join) })
      : group[0].label;
    const node = el(
      "button",
      { type: "button", class: several ? "moment many" : "moment", style: `left: ${at}px`, title: label, "aria-label": label, tabindex: "-1" },
      mark(kind, SIGN),
      several && el("span", { "aria-hidden": "true" }, String(group.length)),
    );
    node.steps = group.map((one) => one.step);
    if (several) attribute(node, "aria-expanded", "false");
    node.addEventListener("click", () => (several ? open(node, group, label) : go(group[0].step, group[0])));
    return node;
  }

  function open(node, group, label) {
    const again = opener === node;
    close();
    if (again) return;
    opener = node;
    attribute(node, "aria-expanded", "true");
    attribute(opened, "aria-label", label);
    const choose = (one) => () => {
      close();
      node.focus();
      go(one.step, one);
    };
    opened.replaceChildren(
      ...group.map((one) => el("button", { type: "button", onclick: choose(one) }, mark(one.kind, SIGN), el("span", {}, one.label))),
    );
    shown(opened, true);
    const most = element.clientWidth - opened.offsetWidth;
    opened.style.left = `${Math.max(0, Math.min(most, node.offsetLeft - opened.offsetWidth / 2))}px`;
    unfold();
    const nearest = group.findLastIndex((one) => one.step <= now);
    opened.children[Math.max(0, nearest)].focus({ preventScroll: true });
  }

  /** To its own side of the edge if it fits into the window there, else to the side with more room; the page stands still. */
  function unfold() {
    const { top, bottom } = element.getBoundingClientRect();
    const [over, under] = [top, innerHeight - bottom].map((room) => room - 2 * APART);
    opened.style.maxHeight = `${HIGH}px`;
    const high = opened.offsetHeight;
    const up = secret ? under < high && over > under : over >= high || over > under;
    opened.style.maxHeight = `${Math.min(HIGH, up ? over : under)}px`;
    opened.classList.toggle("up", up);
  }

  function close() {
    if (opener) attribute(opener, "aria-expanded", "false");
    opener = null;
    shown(opened, false);
  }

  function left(event) {
    if (!opened.contains(event.relatedTarget) && event.relatedTarget !== opener) close();
  }

  function inTray(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      const back = opener;
      close();
      back?.focus();
    } else if (by) {
      const at = [...opened.children].indexOf(event.target.closest("button"));
      opened.children[(at + by + opened.children.length) % opened.children.length].focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** One stop for the tab key; arrows lead on from moment to moment. */
  function along(event) {
    const at = list.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    list[Math.min(list.length - 1, Math.max(0, to))].focus();
  }

  function show(step) {
    now = step;
    const before = list.findLast((node) => node.steps[0] <= step) ?? list[0];
    for (const node of list) {
      attribute(node, "aria-current", node.steps.includes(step) ? "step" : null);
      attribute(node, "tabindex", node === before ? "0" : "-1");
    }
  }

  return {
    element,
    /** All moments of these frames; `where(step)` is a step's place on the edge, from 0 to 1. */
    load(frames, where) {
      place = where;
      const own = ({ secret: hidden }) => Boolean(hidden) === secret;
      marks = frames.flatMap((frame, i) => frame.marks.filter(own).map((one) => ({ ...one, step: i + 1, round: frame.round })));
      draw();
    },
    show,
    close: () => watch.disconnect(),
  };
}
