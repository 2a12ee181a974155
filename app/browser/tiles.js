// What lies on the tiles of a river and its orchard, each around a point: `m` is the lesser side of a tile.

import { disc, draw, path } from "./svg.js";

const ROUND = { "stroke-linecap": "round", "stroke-linejoin": "round" };
/** Screen readers pass over it: the tiles say what is there. */
const UNTOLD = { "aria-hidden": "true" };
const at = (x, y, scale, ...children) => draw("g", { transform: `translate(${round(x)} ${round(y)}) scale(${round(scale)})`, ...UNTOLD }, children);
const round = (number) => Math.round(number * 1000) / 1000;

/** What may lie on a tile: shapes around the middle of one 100 wide, how large and how far down; the first ones tell it from afar. */
const THINGS = {
  waste: {
    scale: 1.06,
    down: -1,
    plain: 1,
    shapes: [
      ["M-28 9C-31-6-19-16-4-15 2-25 22-23 24-10c10 3 10 18 1 22 1 11-14 15-21 8-12 7-30 3-32-11Z", { fill: "var(--waste)" }],
      ["M-14 1c0-5.3 8-5.3 8 0s-8 5.3-8 0ZM1-6c0-6.600 10-6.600 10 0s-10 6.600-10 0ZM6.500 10c0-4.600 7-4.600 7 0s-7 4.600-7 0Z", { fill: "var(--river)" }],
      ["M-32 27l9-6m46 8l8-6M20-23l7-6", { fill: "none", stroke: "var(--waste)", "stroke-width": 4, ...ROUND }],
    ],
  },
  apple: {
    scale: 1.25,
    down: 2,
    plain: 2,
    shapes: [
      ["M0-12C-5-17-20-15-20 2-20 14-10 23-5 23c3 0 3-1.500 5-1.500S2 23 5 23c5 0 15-9 15-21 0-17-15-19-20-14Z", { fill: "var(--apple)" }],
      ["M4-16c3-6 10-7 14-5-2 5-8 8-14 5Z", { fill: "var(--good)" }],
      ["M-12-5c-3 4-3 9-1 13", { fill: "none", stroke: "#fff", "stroke-width": 2.6, opacity: 0.35, ...ROUND }],
      ["M0-12c0-6 2-10 6-12", { fill: "none", stroke: "var(--ink2)", "stroke-width": 3, ...ROUND }],
    ],
  },
};
/** On a smaller tile there is no more than what tells it from afar. */
const PLAIN = 22;

/** The same thing on many tiles, as one path for each of its shapes. `spots`: their middles in pixels. */
export function many(name, spots, m) {
  const { scale, down, plain, shapes } = THINGS[name];
  const size = (m / 100) * scale;
  const all = (d) => spots.map(({ x, y }) => shifted(d, x / size, y / size + down)).join("");
  const paths = shapes.slice(0, m < PLAIN ? plain : shapes.length).map(([d, look]) => path(all(d), look));
  return draw("g", { class: `many ${name}`, transform: `scale(${round(size)})`, ...UNTOLD }, paths);
}

/** A path moved: only what is absolute, in capital letters, changes; all of it is pairs of numbers. */
const shifted = (d, dx, dy) =>
  d.replace(/([A-Z])([^A-Za-z]*)/g, (_, letter, rest) => letter + (rest.match(/-?\d*\.?\d+/g) ?? []).map((n, i) => round(Number(n) + (i % 2 ? dy : dx))).join(" "));

/** One thing on one tile. */
const thing = (name) => (x, y, m) => {
  const { scale, down, shapes } = THINGS[name];
  return at(x, y, (m / 100) * scale, draw("g", { class: name, transform: `translate(0 ${down})` }, shapes.map(([d, look]) => path(d, look))));
};

/** Waste on the water. */
export const waste = thing("waste");

/** An apple. */
export const apple = thing("apple");

/** What is left of an apple that was eaten just now. */
export const core = (x, y, m) =>
  at(
    x,
    y,
    (m / 100) * 0.8,
    draw("g", { class: "eaten" }, [
      path("M-9-13C-3-9 3-9 9-13 5-4 5 6 10 17 4 22-4 22-10 17-5 6-5-4-9-13Z", { fill: "var(--surface)", stroke: "var(--apple)", "stroke-width": 4, ...ROUND }),
      path("M0-10c0-6 2-10 6-12", { fill: "none", stroke: "var(--ink2)", "stroke-width": 4, ...ROUND }),
      disc(0, 4, 2.4, { fill: "var(--apple)" }),
    ]),
  );

/** Clean water that was not clean before: it glitters. */
export function sparkle(x, y, m) {
  const star = (cx, cy, r) => `M${cx} ${cy - r}q${r * 0.18} ${r * 0.82} ${r} ${r}q${-r * 0.82} ${r * 0.18} ${-r} ${r}q${-r * 0.18} ${-r * 0.82} ${-r} ${-r}q${r * 0.82} ${-r * 0.18} ${r} ${-r}Z`;
  const stars = path(star(0, 0, 15) + star(20, 17, 9) + star(-17, 15, 7), { fill: "var(--foam)", stroke: "var(--glint)", "stroke-width": 2.4, "stroke-linejoin": "round" });
  return at(x, y, m / 100, draw("g", { class: "sparkle" }, stars));
}

/** A zap from one point to another, as lightning. */
export function lightning(x, y, to, m) {
  const [dx, dy] = [to.x - x, to.y - y];
  const long = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [-dy / long, dx / long];
  const swing = Math.min(m * 0.11, long * 0.16);
  const point = (part, off) => `${round(x + dx * part + nx * off * swing)} ${round(y + dy * part + ny * off * swing)}`;
  const d = `M${point(0, 0)}L${point(0.42, 1.2)} ${point(0.4, -0.5)} ${point(0.7, 0.9)} ${point(0.66, -0.7)} ${point(1, 0)}`;
  const wide = Math.max(2.4, m / 24);
  return draw("g", { class: "lightning", ...UNTOLD, fill: "none", "stroke-linejoin": "miter", "stroke-linecap": "round" }, [
    path(d, { stroke: "var(--bg)", "stroke-width": wide + 3 }),
    path(d, { stroke: "var(--brass)", "stroke-width": wide }),
  ]);
}

/** Where lightning has struck. */
export function struck(x, y, m) {
  const rays = Array.from({ length: 8 }, (_, n) => {
    const [c, s] = [Math.cos((n * Math.PI) / 4 + 0.4), Math.sin((n * Math.PI) / 4 + 0.4)];
    return `M${round(c * 36)} ${round(s * 36)}L${round(c * 44)} ${round(s * 44)}`;
  });
  return at(x, y, m / 100, draw("g", { class: "struck" }, path(rays.join(""), { stroke: "var(--brass)", "stroke-width": 5, ...ROUND })));
}

/** Where somebody came from: dots, and a head at the end. */
export function trail(x, y, to, colour, m) {
  const [dx, dy] = [to.x - x, to.y - y];
  const long = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / long, dy / long];
  const head = Math.max(5, m * 0.09);
  const wing = (turn) => `${round(to.x - ux * head + turn * -uy * head * 0.8)} ${round(to.y - uy * head + turn * ux * head * 0.8)}`;
  const line = { fill: "none", "stroke-width": Math.max(2.2, m / 30), ...ROUND };
  const dots = path(`M${round(x)} ${round(y)}L${round(to.x - ux * head * 0.6)} ${round(to.y - uy * head * 0.6)}`, { ...line, "stroke-dasharray": `0.1 ${round(m / 13)}` });
  return draw("g", { class: "trail", ...UNTOLD, stroke: colour }, [dots, path(`M${wing(1)}L${round(to.x)} ${round(to.y)}L${wing(-1)}`, line)]);
}
