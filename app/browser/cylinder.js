// Draws the cylinder of a revolver large, for the moment in which a trigger is pulled. CSS turns and stops it.

import { disc, draw, path, picture } from "./svg.js";

const MIDDLE = 120;

/** `shot`: seat, shot, chambers, dead. The chamber that is pulled has two looks: before the stop and after it. */
export function cylinder(shot, size, label = "") {
  const chambers = Array.from({ length: shot.chambers }, (_, at) => chamber(at, shot));
  const turning = draw("g", { class: "turning" }, flutes(shot.chambers), axle(), chambers);
  turning.style.setProperty("--before", `${(-360 * (shot.shot - 2)) / shot.chambers}deg`);
  turning.style.setProperty("--after", `${(-360 * (shot.shot - 1)) / shot.chambers}deg`);
  return picture(size, size, [240, 240], label, drum(), turning, pointer());
}

const drum = () => disc(MIDDLE, MIDDLE, 108, { fill: "var(--raised)", stroke: "var(--edge)", "stroke-width": 2 });

const axle = () => [
  disc(MIDDLE, MIDDLE, 17, { fill: "var(--surface)", stroke: "var(--edge)", "stroke-width": 2 }),
  disc(MIDDLE, MIDDLE, 5, { fill: "var(--edge)" }),
];

const pointer = () => path("M120 9l-9-9h18Z", { fill: "var(--ink)" });

/** Grooves between the chambers, at the rim. */
function flutes(count) {
  return Array.from({ length: count }, (_, at) =>
    draw(
      "g",
      { transform: turn((at + 0.5) / count) },
      path("M107 13A14 14 0 0 0 133 13A109 109 0 0 0 107 13Z", { fill: "var(--surface)" }),
      path("M107 13A14 14 0 0 0 133 13", { fill: "none", stroke: "var(--edge)", "stroke-width": 2 }),
    ),
  );
}

const turn = (part) => `rotate(${Math.round(part * 36000) / 100} ${MIDDLE} ${MIDDLE})`;

/** Chamber number `at`, drawn where the top is when it stands under the pointer. */
function chamber(at, { shot, chambers, dead }) {
  const r = Math.min(25, 150 / chambers);
  const place = { transform: turn(at / chambers) };
  if (at < shot - 1) return draw("g", { ...place, class: "fired" }, fired(r));
  if (at > shot - 1) return draw("g", place, full(r));
  const result = dead ? draw("g", { class: "pulled live" }, live(r)) : draw("g", { class: "pulled fired" }, fired(r));
  return draw("g", place, draw("g", { class: "waiting" }, full(r)), result);
}

const hole = (r, stroke, width) => disc(MIDDLE, 54, r, { fill: "var(--bg)", stroke, "stroke-width": width });

const full = (r) => [
  hole(r, "var(--edge)", 2),
  disc(MIDDLE, 54, r * 0.78, { fill: "var(--rim-2)", stroke: "var(--rim-1)", "stroke-width": 1.5 }),
  disc(MIDDLE, 54, r * 0.26, { fill: "var(--rim-1)" }),
];

const across = (r) => `M${MIDDLE - r * 0.45} ${54 + r * 0.45}l${r * 0.9} ${-r * 0.9}`;

const fired = (r) => [
  hole(r, "var(--ink)", 3),
  path(across(r), { stroke: "var(--ink)", "stroke-width": 3, "stroke-linecap": "round" }),
];

const live = (r) => [
  disc(MIDDLE, 54, r + 1, { fill: "var(--bad)" }),
  path(`${across(r)}M${MIDDLE - r * 0.45} ${54 - r * 0.45}l${r * 0.9} ${r * 0.9}`, {
    stroke: "var(--surface)",
    "stroke-width": 5,
    "stroke-linecap": "round",
  }),
];
