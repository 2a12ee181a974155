// The dilemma of Cleanup in one picture: how much each seat has cleaned for all, and how much it has eaten. Pure.

import { el } from "./dom.js";
import { lettering } from "./lettering.js";
import { mark, token } from "./marks.js";
import { box, disc, draw, path, place, picture } from "./svg.js";
import { fit, width as wide } from "./wrap.js";

/** Room at the left and beneath for what the axes say. */
const LEFT = 44;
const BELOW = 50;
const TOP = 26;
const RIGHT = 18;
const HIGH = 300;
const SIGN = 26;
const BOLT = 15;
const NAME = { size: 14, weight: 600, leading: 18 };
const AXIS = { size: 14, weight: 600, leading: 18 };
const NUMBER = { size: 13, weight: 400, leading: 16 };
const HALO = { stroke: "var(--surface)", "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };

/** As wide as there is room. `seats`: {seat, name, apples, removed, zaps}; null is what is not told, and without apples or
 * removed waste a seat has no place here. `walled`: whether the board has walls. */
export function dilemma(words, { seats, walled }) {
  const told = seats.filter(({ apples, removed }) => apples !== null && removed !== null);
  if (!told.length) return null;
  const plane = el("div", { class: "plane" });
  let width = 0;
  new ResizeObserver(() => {
    const now = Math.floor(plane.clientWidth);
    if (now > 0 && now !== width) plane.replaceChildren(drawn(words, told, now));
    width = now;
  }).observe(plane);
  return el("section", { class: "dilemma", "aria-label": words.title }, el("h3", {}, words.title), plane, el("p", { class: "quiet" }, walled ? words.about_walled : words.about, " ", words.corners), table(words, told));
}

function drawn(words, seats, width) {
  const [right, bottom] = [width - RIGHT, TOP + HIGH];
  const [mostX, mostY] = [most(seats.map(({ removed }) => removed)), most(seats.map(({ apples }) => apples))];
  const x = (n) => LEFT + 20 + (n / mostX) * (right - LEFT - 40);
  const y = (n) => bottom - 20 - (n / mostY) * (HIGH - 40);
  const spots = apart(seats.map((seat) => ({ ...seat, x: x(seat.removed), py: y(seat.apples) })), bottom);
  const ticks = (n) => [...new Set([0, Math.round(n / 2), n])];
  return picture(
    width,
    bottom + BELOW,
    [width, bottom + BELOW],
    "",
    box(LEFT, TOP, right - LEFT, HIGH, 8, { fill: "var(--raised)", opacity: 0.45 }),
    path(`M${x(mostX / 2)} ${TOP}V${bottom}M${LEFT} ${y(mostY / 2)}H${right}`, { stroke: "var(--line)", "stroke-dasharray": "3 4" }),
    path(`M${LEFT} ${TOP}V${bottom}H${right}`, { fill: "none", stroke: "var(--edge)", "stroke-width": 1.5 }),
    lettering([words.eater], LEFT, TOP - 10, NUMBER, { fill: "var(--ink2)" }),
    lettering([words.cleaner], right, bottom + 40, NUMBER, { fill: "var(--ink2)", "text-anchor": "end" }),
    ticks(mostY).map((n) => lettering([String(n)], LEFT - 8, y(n) + 4.5, NUMBER, { fill: "var(--ink2)", "text-anchor": "end" })),
    ticks(mostX).map((n) => lettering([String(n)], x(n), bottom + 18, NUMBER, { fill: "var(--ink2)", "text-anchor": "middle" })),
    lettering([words.across], LEFT, bottom + 40, AXIS, { fill: "var(--ink)" }),
    draw("g", { transform: `translate(13 ${TOP + HIGH / 2}) rotate(-90)` }, lettering([words.up], 0, 0, AXIS, { fill: "var(--ink)", "text-anchor": "middle" })),
    spots.filter(({ y: at, py }) => Math.abs(at - py) > 3).map(({ x: across, y: at, py }) => [path(`M${across} ${py}V${at}`, { stroke: "var(--ink2)" }), disc(across, py, 3, { fill: "var(--ink2)" })]),
    spots.map((one) => seated(one, right)),
  );
}

function seated({ seat, name, zaps, x, y }, right) {
  const told = fit(name, 130, NAME);
  const long = wide(told, NAME) + (zaps ? BOLT + 14 : 0);
  // Its name stands where there is room.
  const from = x + SIGN / 2 + 6 + long <= right + RIGHT - 4 ? x + SIGN / 2 + 6 : x - SIGN / 2 - 6 - long;
  const bolt = from + wide(told, NAME) + 5;
  return draw(
    "g",
    { class: "seated", "data-seat": seat },
    place(token(seat, name, SIGN), x - SIGN / 2, y - SIGN / 2),
    lettering([told], from, y + 5, NAME, { fill: "var(--ink)", ...HALO }),
    zaps > 0 && [place(mark("zap", BOLT), bolt, y - 8), lettering([String(zaps)], bolt + BOLT, y + 5, NUMBER, { class: "zaps", fill: "var(--ink)", ...HALO })],
  );
}

/** An even, round number that all of them reach at most. */
function most(numbers) {
  const n = Math.max(4, ...numbers);
  const base = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((each) => each * base).find((round) => round >= n && round % 2 === 0);
}

/** Nobody on anybody: whoever would be is moved down or up, and a line leads back to where it belongs. */
function apart(seats, bottom) {
  const done = [];
  for (const one of [...seats].sort((a, b) => a.py - b.py || a.x - b.x)) {
    const free = (y) => y >= TOP + SIGN / 2 && y <= bottom - SIGN / 2 && done.every((other) => Math.abs(other.y - y) >= SIGN - 2 || Math.abs(other.x - one.x) >= SIGN + 70);
    const tries = Array.from({ length: 90 }, (_, n) => one.py + (n % 2 ? -1 : 1) * Math.ceil(n / 2) * 7);
    done.push({ ...one, y: tries.find(free) ?? one.py });
  }
  return done;
}

function table(words, seats) {
  const columns = ["apples", "removed", "zaps"].filter((name) => seats.some((seat) => (seat[name] ?? null) !== null));
  const head = ["seat", ...columns].map((name) => el("th", { scope: "col" }, words[name]));
  const row = (seat) => el("tr", {}, el("th", { scope: "row" }, seat.name), ...columns.map((name) => el("td", {}, String(seat[name] ?? ""))));
  return el("table", { class: "unseen" }, el("caption", {}, words.title), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...seats.map(row)));
}
