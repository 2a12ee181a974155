// How it stands, below or beside a board of Cleanup that nobody plays: what a seat remembers of the map, the river, all apples.

import { standingPlan } from "./cleanup_footing_plan.js";
import { attribute } from "./dom.js";
import { gauges } from "./gauge.js";
import { group } from "./kept.js";
import { lettering, STYLES } from "./lettering.js";
import { token } from "./marks.js";
import { colourOf } from "./pieces.js";
import { remembered } from "./remembered.js";
import { box, draw, path, place } from "./svg.js";
import { brass } from "./wood.js";
import { fit, width as wide } from "./wrap.js";

const PLATE = { fill: "var(--surface)", stroke: "var(--line)" };
const QUIET = { fill: "var(--ink2)" };

/** What of a scene it shows: only that, so that nothing is drawn anew for what changes elsewhere. */
const shownOf = ({ river, seats, scores, known }) => ({
  river,
  seats: seats.map(({ seat, name, points }) => ({ seat, name, points })),
  scores: scores ?? null,
  known: known ?? null,
  own: seats.find(({ you }) => you)?.seat ?? null,
});

/** Gives a function that draws it, each time into the same node. `x`: where it stands beside a board so `high`, 0 for beneath one. */
export function footings() {
  const drawn = group({ class: "footing", "aria-hidden": "true" });
  const gauge = gauges();
  return function footing(shown, x, y, width, high) {
    const node = drawn(parts(shown, y, width, x ? high : 0, gauge));
    attribute(node, "transform", x ? `translate(${x} 0)` : null);
    return node;
  };
}

/** `room`: how high it may be where a map of what is remembered fills what is left, 0 for beneath a board. */
function* parts(shown, y, width, room, gauge) {
  const plan = standingPlan(shown, width, room);
  const { river, seats, scores, known, own } = shown;
  const { map, bar, told, list } = plan;
  const top = room ? Math.max(0, (room - plan.high) / 2) : y;
  if (room) yield [box, -24, 0.5, width + 23.5, room - 1, 16, PLATE];
  else yield [ground, y, width, plan.high];
  if (map) yield [memory, known, own, map.x, top + map.y, map.w, map.h];
  if (bar) yield [gauge, { waste: river.waste, tiles: river.tiles, cutoff: river.cutoff }, bar.x, top + bar.y, bar.w];
  yield [lettering, told.now, told.x, top + told.y, told.strong, { fill: "var(--ink)" }];
  yield [lettering, told.means, told.x, top + told.y + told.now.length * told.strong.leading, told.quiet, QUIET];
  for (const [n, seat] of seats.entries()) {
    yield [seated, seat, list.x + (n % list.columns) * list.w, top + list.y + Math.floor(n / list.columns) * list.h, list];
  }
  if (scores) yield [lettering, [scores.join(" · ")], list.x, top + plan.high - 12, told.quiet, QUIET];
}

const memory = (known, own, x, y, w, h) => place(remembered(known, own === null ? "var(--ink)" : colourOf(own), "", w, h), x, y);

/** Flat above, round below. */
const ground = (y, width, high) => path(`M.5 ${y}H${width - 0.5}V${y + high - 16}a15.5 15.5 0 0 1-15.5 15.5H16A15.5 15.5 0 0 1 .5 ${y + high - 16}Z`, PLATE);

/** In one line, or the name above what it has. */
function seated({ seat, name, points }, x, y, { w, h, size, line, quiet }) {
  const [from, end, style] = [x + size + 8, x + w - 8, STYLES.nameSmall];
  const named = (most, at) => lettering([fit(name, most, style)], from, y + at, style, { class: "name", fill: "var(--ink)" });
  const had = (told, at, x, look) => lettering([told], x, y + at, quiet, { class: "points", ...QUIET, ...look });
  const middle = h / 2 + 5;
  const told = line
    ? [named(end - from - wide(points, quiet) - 8, middle), had(points, middle, end, { "text-anchor": "end" })]
    : [named(end - from, points ? h / 2 - 3 : middle), had(fit(points, end - from, quiet), h / 2 + 14, from)];
  return draw("g", { class: "seated", "data-seat": seat }, place(token(seat, name, size), x, y + (h - size) / 2), told);
}

/** What closes the picture below, as a part for `kept.js`: the edge above somebody's own side, or how it stands. */
export const beneath = (footing, scene, width, y) => (scene.you === null ? [footing, shownOf(scene), 0, y, width, 0] : [rim, width, y]);

/** The same at the right of a board that is `x` wide, with a plate that goes on beneath it. */
export const beside = (footing, scene, x, width, high) => [footing, shownOf(scene), x, 0, width, high];

function rim(width, y) {
  return draw("g", { "aria-hidden": "true" }, brass(width, y, false));
}
