// How it stands, below or beside a board of Cleanup that nobody plays: what a seat remembers of the map, the river, all apples.

import { standingPlan } from "./cleanup_footing_plan.js";
import { gauge } from "./gauge.js";
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

/** `room`: how high it may be where a map of what is remembered fills what is left. */
function footing(shown, width, y, room, closed) {
  const plan = standingPlan(shown, width, room);
  const { river, seats, scores, known, own } = shown;
  const { map, bar, told, list } = plan;
  return draw(
    "g",
    { class: "footing", "aria-hidden": "true" },
    closed(plan.high),
    map && place(remembered(known, own === null ? "var(--ink)" : colourOf(own), "", map.w, map.h), map.x, y + map.y),
    bar && gauge(river, bar.x, y + bar.y, bar.w),
    lettering(told.now, told.x, y + told.y, told.strong, { fill: "var(--ink)" }),
    lettering(told.means, told.x, y + told.y + told.now.length * told.strong.leading, told.quiet, QUIET),
    seats.map((seat, n) => seated(seat, list.x + (n % list.columns) * list.w, y + list.y + Math.floor(n / list.columns) * list.h, list)),
    scores && lettering([scores.join(" · ")], list.x, y + plan.high - 12, told.quiet, QUIET),
  );
}

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

/** What closes the picture below, as `kept.js` takes parts: the edge above somebody's own side, or how it stands. */
export function* beneath(scene, width, y) {
  if (scene.you !== null) yield [rim, width, y];
  else yield [footingBeneath, shownOf(scene), width, y];
}

function footingBeneath(shown, width, y) {
  return footing(shown, width, y, 0, (high) => ground(y, width, high));
}

/** The same at the right of a board that is `x` wide, with a plate that goes on beneath it. */
export function* beside(scene, x, width, high) {
  yield [footingBeside, shownOf(scene), x, width, high];
}

function footingBeside(shown, x, width, high) {
  const y = Math.max(0, (high - standingPlan(shown, width, high).high) / 2);
  return draw("g", { transform: `translate(${x} 0)` }, footing(shown, width, y, high, () => box(-24, 0.5, width + 23.5, high - 1, 16, PLATE)));
}

function rim(width, y) {
  return draw("g", { "aria-hidden": "true" }, brass(width, y, false));
}
