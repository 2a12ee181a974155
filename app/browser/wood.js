// Draws the table: walnut under one lamp, and its edge of brass.

import { box, draw, path } from "./svg.js";

const RIM = 9;
/** How far the corner of the table stands out: 1 would be square, 0.55 an ellipse. */
const CORNER = 0.88;
/** How far the glow around whoever acts reaches at most. */
const REACH = 40;

/** The table top. Its gradients bear the table's measures in their names: the same name is the same gradient. */
export function wood(room, width, height) {
  const name = `wood-${[room.x, room.y, room.w, room.h, height].map(Math.round).join("-")}`;
  const inner = { x: room.x + RIM, y: room.y + RIM, w: room.w - 2 * RIM, h: room.h - 2 * RIM };
  const middle = { x: room.x + room.w / 2, y: (Math.max(0, room.y) + Math.min(height, room.y + room.h)) / 2 };
  return draw(
    "g",
    { class: "table" },
    draw(
      "defs",
      {},
      draw(
        "linearGradient",
        { id: `${name}-top`, x1: 0, y1: 0, x2: 0, y2: 1 },
        stop(0, "var(--wood)"),
        stop(1, "var(--wood-far)"),
      ),
      draw(
        "radialGradient",
        { id: `${name}-lamp`, gradientUnits: "userSpaceOnUse", cx: middle.x, cy: middle.y * 0.92, r: room.w * 0.46 },
        stop(0, "var(--lamp)", 0.4),
        stop(0.45, "var(--lamp)", 0.16),
        stop(1, "var(--lamp)", 0),
      ),
      blur(`${name}-blur`, 20, room, 20),
      draw("clipPath", { id: `${name}-cut` }, draw("path", { d: round(inner) })),
      draw("clipPath", { id: `${name}-frame` }, box(0, 0, width, height, 0)),
    ),
    draw(
      "g",
      { "clip-path": `url(#${name}-frame)` },
      path(round(room), { fill: "var(--wood-rim)" }),
      path(round(inner), { fill: `url(#${name}-top)` }),
      draw("g", { "clip-path": `url(#${name}-cut)` }, grain(inner, height), shade(inner, name)),
      path(round(inner), { fill: `url(#${name}-lamp)` }),
      inlay(inner),
      path(round(room, 0.5), { fill: "none", stroke: "var(--grain)", "stroke-opacity": 0.5 }),
    ),
  );
}

const stop = (offset, colour, opacity = 1) => draw("stop", { offset, "stop-color": colour, "stop-opacity": opacity });

/** A rounded table as a path, each quarter one curve. */
function round({ x, y, w, h }, inset = 0) {
  const [a, b] = [w / 2 - inset, h / 2 - inset];
  const [cx, cy, ca, cb] = [x + w / 2, y + h / 2, a * CORNER, b * CORNER];
  const to = (...numbers) => numbers.map((n) => Math.round(n * 100) / 100).join(" ");
  return (
    `M${to(cx, cy - b)}` +
    `C${to(cx + ca, cy - b, cx + a, cy - cb, cx + a, cy)}` +
    `C${to(cx + a, cy + cb, cx + ca, cy + b, cx, cy + b)}` +
    `C${to(cx - ca, cy + b, cx - a, cy + cb, cx - a, cy)}` +
    `C${to(cx - a, cy - cb, cx - ca, cy - b, cx, cy - b)}Z`
  );
}

/** Long quiet lines, nearer and farther from each other as wood grows. */
function grain({ x, y, w, h }, height) {
  const lines = [];
  const bottom = Math.min(height, y + h);
  for (let at = y + 4, n = 0; at < bottom; n += 1) {
    const swing = 5 * Math.sin(n * 1.7) + 3 * Math.sin(n * 0.61);
    const d = `M${x} ${r(at)}C${r(x + w * 0.3)} ${r(at + swing)} ${r(x + w * 0.62)} ${r(at - swing * 0.8)} ${x + w} ${r(at + swing * 0.35)}`;
    const strength = 0.05 + 0.035 * Math.sin(n * 2.3) + (n % 7 === 0 ? 0.05 : 0);
    lines.push(path(d, { "stroke-opacity": strength, "stroke-width": n % 5 === 0 ? 1.8 : 0.9 }));
    at += 6.5 + 3.5 * Math.sin(n * 1.13) + 2 * Math.sin(n * 0.37);
  }
  return draw("g", { class: "grain", fill: "none", stroke: "var(--grain)" }, lines);
}

const r = (number) => Math.round(number * 10) / 10;

/** The wood darkens towards the rim. */
function shade(room, name) {
  const line = { fill: "none", stroke: "var(--grain)", "stroke-width": 56, "stroke-opacity": 0.62 };
  return path(round(room), { class: "shade", ...line, filter: `url(#${name}-blur)` });
}

/** A blur that reaches `reach` pixels around a room. */
function blur(id, strength, { x, y, w, h }, reach) {
  const area = {
    filterUnits: "userSpaceOnUse",
    x: x - reach,
    y: y - reach,
    width: w + 2 * reach,
    height: h + 2 * reach,
  };
  return draw(
    "filter",
    { id, ...area, "color-interpolation-filters": "sRGB" },
    draw("feGaussianBlur", { stdDeviation: strength }),
  );
}

/** A thin line let into the wood. */
function inlay(room) {
  return path(round(room, 26), { fill: "none", stroke: "var(--inlay)", "stroke-width": 1.2, "stroke-opacity": 0.34 });
}

/** The brass bar: what stands above it everybody sees, what is beneath it not. */
export function brass(width, y, glows) {
  const name = `brass-${Math.round(width)}-${Math.round(y)}`;
  const stops = [stop(0, "var(--rim-1)"), stop(0.45, "var(--rim-2)"), stop(1, "var(--rim-3)")];
  return draw(
    "g",
    { class: glows ? "edge acting" : "edge" },
    draw("defs", {}, draw("linearGradient", { id: name, x1: 0, y1: 0, x2: 0, y2: 1 }, stops)),
    glows && lampRing({ x: 6, y: y + 4, w: width - 12, h: 3 }, 3),
    box(0, y, width, 11, 3, { fill: `url(#${name})` }),
    box(2, y + 1, width - 4, 1, 0.5, { fill: "#fff", opacity: 0.3 }),
  );
}

/** The one glow: around whoever acts, falling on everything but what it is around. */
export function lampAround(room, radius, attributes) {
  const { x, y, w, h } = room;
  const id = `around-${[x, y, w, h].map(Math.round).join("-")}`;
  const outer = `M${x - REACH} ${y - REACH}h${w + 2 * REACH}v${h + 2 * REACH}h${-w - 2 * REACH}Z`;
  const cut = draw("clipPath", { id }, path(outer + corners(x, y, w, h, radius), { "clip-rule": "evenodd" }));
  return draw("g", { "clip-path": `url(#${id})`, ...attributes }, cut, lampRing(room, radius));
}

/** A rectangle with round corners, as a part of a path. */
const corners = (x, y, w, h, r) =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` +
  `h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}Z`;

function lampRing(room, radius) {
  const id = `lamp-${[room.x, room.y, room.w, room.h].map(Math.round).join("-")}`;
  const ring = box(room.x, room.y, room.w, room.h, radius, { "stroke-width": 12, filter: `url(#${id})` });
  return draw(
    "g",
    { class: "lamp", fill: "none", stroke: "var(--glow)", "stroke-opacity": 0.6 },
    blur(id, 8, room, REACH),
    ring,
  );
}
