// Apples, waste and freezes over a whole match as one picture; what was secret stands in violet beneath its edge. Pure.

import { fill } from "./dom.js";
import { lettering } from "./lettering.js";
import { mark, token } from "./marks.js";
import { gathered, SECRET } from "./moments.js";
import { colourOf } from "./pieces.js";
import { box, draw, path, place } from "./svg.js";
import { walled } from "./walled.js";
import { brass } from "./wood.js";
import { fit } from "./wrap.js";

/** Room at the left for numbers and at the right for the seats that lines belong to. */
const LEFT = 34;
const RIGHT = 34;
const HEAD = { size: 15, weight: 600, leading: 20 };
/** Lines pass behind it. */
const HALO = { stroke: "var(--surface)", "stroke-width": 5, "stroke-linejoin": "round", "paint-order": "stroke" };
const NUMBER = { size: 13, weight: 400, leading: 16 };
const HIGH = { apples: 120, waste: 62, row: 20 };
const TITLE = 32; // above each band
const GAP = 14;
const SIGN = 18;
/** Told of a tool again and again, so it would fill the edge. */
const OFTEN = ["message"];

/**
 * The picture with `show(step)`, which moves the line of the step that is seen, and `at(x)`, the step at a place.
 * `words` are those of the chart; every frame has a scene.
 */
export function chart(words, frames, width) {
  const scenes = frames.map(({ scene }) => scene);
  const last = frames.length;
  const x = (step) => LEFT + ((step - 1) / Math.max(1, last - 1)) * (width - LEFT - RIGHT);
  const bands = [apples, ...(scenes.at(-1).river.tiles === null ? [] : [waste]), frozen].map((make) => make(words, scenes, x, width));
  let y = 0;
  const placed = bands.map(({ title, high, parts }) => {
    const from = y + TITLE;
    y = from + high + GAP;
    const head = lettering([fit(title, width, HEAD)], 0, from - 14, HEAD, { fill: "var(--ink)", ...HALO });
    return { head, band: draw("g", { transform: `translate(0 ${from})` }, parts) };
  });
  const numbers = steps(scenes, x, y + 4);
  y += 12;
  const beneath = secret(frames, x, y + 14);
  const high = y + 12 + (beneath.length ? SIGN + 10 : 0);
  const now = path(`M0 0V${y}`, { class: "seen", stroke: "var(--ink)", "stroke-width": 1.5 });
  const ground = beneath.length > 0 && box(0.5, y + 5, width - 1, SIGN + 16, 8, { fill: "var(--u-bg)", stroke: "var(--u-line)" });
  const edge = brass(width, y, false);
  const told = { class: "chart", role: "img", "aria-label": inWords(words, scenes) };
  const lines = beneath.map(({ at }) => path(`M${at} ${TITLE}V${y}`, { stroke: "var(--edge)", "stroke-width": 1, "stroke-dasharray": "2 4" }));
  const drawn = draw("svg", { ...told, width, height: high, viewBox: `0 0 ${width} ${high}` }, lines, placed.map(({ band }) => band), numbers, ground, edge, beneath.map(({ node }) => node), now, placed.map(({ head }) => head));
  return {
    picture: drawn,
    show: (step) => now.setAttribute("transform", `translate(${x(step).toFixed(1)} 0)`),
    at: (place) => Math.min(last, Math.max(1, 1 + Math.round(((place - LEFT) / (width - LEFT - RIGHT)) * (last - 1)))),
  };
}

/** What each seat has taken so far, a line each; the seats stand at their ends. */
function apples(words, scenes, x, width) {
  const high = HIGH.apples;
  const known = scenes.at(-1).seats.filter(({ apples: n }) => n !== null);
  const most = Math.max(4, ...known.map((one) => one.apples));
  const y = (n) => high - (n / most) * high;
  const grid = [0, Math.round(most / 2), most].map((n) => [
    path(`M${LEFT} ${y(n)}H${width - RIGHT}`, { stroke: "var(--line)" }),
    lettering([String(n)], LEFT - 8, y(n) + 4.5, NUMBER, { fill: "var(--ink2)", "text-anchor": "end" }),
  ]);
  const line = ({ seat }) => path(stairs(scenes.map((scene) => y(scene.seats[seat].apples)), x), { class: "taken", "data-seat": seat, fill: "none", stroke: colourOf(seat), "stroke-width": 2.4, "stroke-linejoin": "round" });
  const ends = apart(known.map((one) => ({ ...one, y: y(one.apples) })), 19, high);
  const signs = ends.map(({ seat, name, y: at }) => place(token(seat, name, SIGN), width - RIGHT + 9, at - SIGN / 2));
  return { title: words.apples, high, parts: [grid, known.map(line), signs] };
}

/** From value to value, each kept until the next step. */
const stairs = (values, x) => values.map((y, i) => (i === 0 ? `M${x(1).toFixed(1)} ${y.toFixed(1)}` : `H${x(i + 1).toFixed(1)}V${y.toFixed(1)}`)).join("");

/** The same, with at least so much between two of them. */
function apart(list, least, high) {
  const sorted = [...list].sort((a, b) => a.y - b.y);
  sorted.forEach((one, i) => (one.y = Math.max(one.y, i ? sorted[i - 1].y + least : -Infinity)));
  const over = Math.max(0, (sorted.at(-1)?.y ?? 0) - high);
  return sorted.map((one) => ({ ...one, y: one.y - over }));
}

/** The waste in the river, hatched as on its gauge, and where nothing grows any more. */
function waste(words, scenes, x, width) {
  const high = HIGH.waste;
  const { tiles, cutoff } = scenes.at(-1).river;
  const y = (n) => high - (n / tiles) * high;
  const line = stairs(scenes.map((scene) => y(scene.river.waste)), x);
  const hatch = { id: "wasted", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  return {
    title: words.waste,
    high,
    parts: [
      draw("defs", {}, draw("pattern", hatch, box(0, 0, 8, 8, 0, { fill: "var(--waste)", opacity: 0.75 }), box(5.4, 0, 2.6, 8, 0, { fill: "var(--surface)", opacity: 0.5 }))),
      path(`${line}V${high}H${x(1).toFixed(1)}Z`, { class: "wasted", fill: "url(#wasted)" }),
      path(line, { fill: "none", stroke: "var(--waste)", "stroke-width": 2 }),
      [0, tiles].map((n) => lettering([String(n)], LEFT - 8, y(n) + 4.5, NUMBER, { fill: "var(--ink2)", "text-anchor": "end" })),
      path(`M${LEFT} ${high}H${width - RIGHT}`, { stroke: "var(--line)" }),
      path(`M${LEFT} ${y(cutoff)}H${width - RIGHT}`, { class: "cutoff", stroke: "var(--bad)", "stroke-width": 2, "stroke-dasharray": "7 4" }),
      lettering([fit(words.cutoff, width - LEFT - RIGHT - 12, NUMBER)], LEFT + 6, y(cutoff) - 5, NUMBER, { fill: "var(--bad)" }),
      lettering([String(cutoff)], width - RIGHT + 8, y(cutoff) + 4.5, NUMBER, { fill: "var(--bad)" }),
    ],
  };
}

/** Who sat out when: a row for each seat. */
function frozen(words, scenes, x, width) {
  const { seats, look } = scenes.at(-1);
  const named = seats.filter(({ seat, you }) => (look === "window" ? you : scenes.some((scene) => scene.seats[seat].at)));
  const half = (x(2) - x(1)) / 2;
  const rows = named.map(({ seat, name }, row) => [
    place(token(seat, name, SIGN), LEFT - 28, row * HIGH.row),
    path(`M${LEFT} ${row * HIGH.row + 9.5}H${width - RIGHT}`, { stroke: "var(--line)" }),
    runs(scenes.map((scene) => sitsOut(scene.seats[seat]))).map(([from, to]) =>
      box(Math.max(LEFT, x(from) - half), row * HIGH.row + 4, Math.max(4, x(to) - x(from) + 2 * half), 11, 4, { class: "frozen", "data-seat": seat, fill: colourOf(seat) }),
    ),
  ]);
  return { title: walled(scenes.at(-1)) ? words.out : words.frozen, high: named.length * HIGH.row, parts: rows };
}

/** Frozen where it stands, or, where there are walls, off the board. */
const sitsOut = ({ frozen, out }) => frozen > 0 || out > 0;

/** The first and the last step of everything that lasts. */
function runs(flags) {
  const found = [];
  flags.forEach((on, i) => {
    if (on && flags[i - 1]) found.at(-1)[1] = i + 1;
    else if (on) found.push([i + 1, i + 1]);
  });
  return found;
}

function steps(scenes, x, y) {
  const last = scenes.at(-1).step;
  const every = last > 400 ? 200 : last > 60 ? 50 : 10;
  const at = scenes.flatMap(({ step }, i) => (step > 0 && step % every === 0 && scenes[i - 1]?.step !== step ? [[step, i + 1]] : []));
  return at.map(([step, i]) => lettering([String(step)], x(i), y, NUMBER, { fill: "var(--ink2)", "text-anchor": "middle" }));
}

/** What not everybody was told of, where it happened. */
function secret(frames, x, y) {
  const kinds = SECRET.filter((kind) => !OFTEN.includes(kind));
  const marks = frames.flatMap((frame, i) => frame.marks.filter(({ kind, secret: hidden }) => hidden && kinds.includes(kind)).map((one) => ({ ...one, x: x(i + 1) })));
  return gathered(marks).map(({ at, marks: group }) => {
    const shown = ["agreed", "accepted", "refused", "unclear", "offer"].find((kind) => group.some((one) => one.kind === kind));
    return { at, node: draw("g", { class: "told" }, draw("title", {}, group.map(({ label }) => label).join("\n")), place(mark(shown, SIGN), at - SIGN / 2, y + 1)) };
  });
}

/** The same in words. */
function inWords(words, scenes) {
  const { seats, river } = scenes.at(-1);
  const above = new Set(scenes.filter((scene) => scene.river.waste >= river.cutoff).map(({ step }) => step)).size;
  const out = (seat) => new Set(scenes.filter((scene) => sitsOut(scene.seats[seat])).map(({ step }) => step)).size;
  const each = seats.filter(({ apples: n }) => n !== null).map(({ seat, name, apples: n }) => fill(walled(scenes.at(-1)) ? words.label_out : words.label_seat, { name, apples: n, frozen: out(seat) }));
  return [words.title, ...each, river.tiles !== null && fill(words.label_river, { waste: river.waste, tiles: river.tiles, cutoff: river.cutoff, above })].filter(Boolean).join(" ");
}
