// What happened round by round as a picture: a lane for each seat above the edge, messages beneath it. Each mark leads
// to its step.

import { attribute, el } from "./dom.js";
import { mark, token } from "./marks.js";
import { box, draw, path, place } from "./svg.js";
import { sign } from "./verdict.js";

const [TOP, LANE, EDGE, BENEATH, SIGN, CAME, TARGET] = [26, 32, 6, 38, 18, 22, 24];
/** Pixels of a column and of a round at least; the second where there is little room. */
const PITCHES = [
  [20, 72],
  [16, 52],
];
const SIGNS = { call: "call", shot: "empty", death: "death", zap: "zap", hit: "hit", clean: "clean" };
const KEYS = { ArrowRight: 1, ArrowLeft: -1 };

/** `offer`: {step, kind, label}, where it was made; `lead(step)` goes to a step, `href(step)` is its address. */
export function strip({ title, at, labels, lanes, messages }, offer, { lead, href }) {
  const all = [
    ...lanes.flatMap((lane, row) => lane.marks.map((one) => ({ ...one, row }))),
    ...messages.marks.map((one) => ({ ...one, kind: "message", row: lanes.length })),
    ...(offer.step === null || at === null ? [] : [{ ...offer, round: at, row: lanes.length, offer: true }]),
  ].sort((a, b) => a.step - b.step || a.row - b.row);
  const scroller = el("div", { class: "scroller", tabindex: "-1" });
  const names = el("ul", { class: "lanes", "aria-hidden": "true" }, ...lanes.map(({ seat, name }) => el("li", {}, token(seat, name, 22), el("span", {}, name))), el("li", { class: "beneath-edge" }, messages.title));
  const element = el("div", { class: "strip", role: "group", "aria-label": title, onkeydown: along }, names, scroller);
  const links = all.map(link);
  links.forEach((one, i) => attribute(one, "tabindex", i ? "-1" : "0"));

  function link(one) {
    const { step, label, kind } = one;
    const size = one.offer ? CAME : SIGN;
    const picture = () => place(one.offer ? sign(kind, "offer", size) : mark(SIGNS[kind], size), -size / 2, -size / 2);
    const body = kind === "message" ? box(-6, -5, 12, 10, 2, { fill: "var(--under)" }) : picture();
    const target = box(-TARGET / 3, -TARGET / 2, (2 * TARGET) / 3, TARGET, 4, { class: "target", fill: "transparent" });
    const node = draw("a", { href: href(step), "aria-label": label, "data-step": step }, draw("title", {}, label), target, body);
    node.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      lead(step);
    });
    return node;
  }

  /** One stop for the tab key; arrows lead on from mark to mark. */
  function along(event) {
    const from = links.indexOf(event.target.closest("a"));
    const to = { Home: 0, End: links.length - 1 }[event.key] ?? from + (KEYS[event.key] ?? NaN);
    if (from < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = links[Math.min(links.length - 1, Math.max(0, to))];
    for (const one of links) attribute(one, "tabindex", one === next ? "0" : "-1");
    next.focus();
  }

  /** Rounds are as wide as what happened in them needs, and share what is left of this width. */
  function layout(width) {
    const columns = labels.map((_, i) => columnsOf(all.filter((one) => one.round === i + 1)));
    const total = (list) => list.reduce((sum, one) => sum + one, 0);
    const tries = PITCHES.map(([pitch, least]) => columns.map((list) => Math.max(least, (list.length + 0.5) * pitch)));
    const needed = tries.find((list) => total(list) <= width) ?? tries.at(-1);
    const more = Math.max(0, width - total(needed)) / labels.length;
    let x = 0;
    return columns.map((list, i) => {
      const [left, room] = [x, needed[i] + more];
      x += room;
      const places = new Map(list.flatMap((marks, j) => marks.map((one) => [one, left + (room * (j + 0.5)) / list.length])));
      return { left, right: x, places };
    });
  }

  function paint(width) {
    const rounds = layout(width);
    const across = Math.max(width, rounds.at(-1)?.right ?? 0);
    const where = new Map(rounds.flatMap(({ places }) => [...places]));
    const edge = TOP + lanes.length * LANE + 4;
    const y = (row) => (row < lanes.length ? TOP + (row + 0.5) * LANE : edge + EDGE + BENEATH / 2);
    const ends = lanes.map((lane, row) => where.get(all.find((one) => one.row === row && one.kind === "death")) ?? across);
    all.forEach((one, i) => attribute(links[i], "transform", `translate(${where.get(one)} ${y(one.row)})`));
    const offered = where.get(all.find((one) => one.offer));
    const picture = draw(
      "svg",
      { width: across, height: edge + EDGE + BENEATH, role: "presentation" },
      rounds.map(({ left, right }, i) => [
        i > 0 && path(`M${left} ${TOP - 4}V${edge}`, { stroke: "var(--u-line)" }),
        draw("text", { x: (left + right) / 2, y: 15, "text-anchor": "middle", "aria-hidden": "true" }, labels[i]),
      ]),
      lanes.map((_, row) => path(`M0 ${y(row)}H${ends[row]}`, { stroke: "var(--edge)", "stroke-width": 2, opacity: 0.55 })),
      box(0, edge, across, EDGE, 2, { fill: "var(--rim-2)" }),
      offered !== undefined && path(`M${offered} ${TOP - 4}V${edge + EDGE + 8}`, { stroke: "var(--under)", "stroke-width": 1.5, "stroke-dasharray": "3 4" }),
      links,
    );
    scroller.replaceChildren(picture);
  }

  let width = 0;
  const watch = new ResizeObserver(([{ contentRect }]) => {
    if (Math.floor(contentRect.width) === width) return;
    width = Math.floor(contentRect.width);
    paint(width);
  });
  watch.observe(scroller);
  return { element, close: () => watch.disconnect() };
}

/** What stands in one column of a round: what happened at one step, but never two of the same lane. */
function columnsOf(marks) {
  const columns = [];
  for (const one of marks) {
    const last = columns.at(-1);
    if (last && last[0].step === one.step && !last.some((other) => other.row === one.row)) last.push(one);
    else columns.push([one]);
  }
  return columns;
}
