// The board of Liar's Bar, drawn from a scene. Pure: the same scene and width give the same picture.

import { arrange, attribute } from "./dom.js";
import { kept } from "./kept.js";
import { laid } from "./laid.js";
import { layout, WIDE } from "./layout.js";
import { lettering, STYLES } from "./lettering.js";
import { lookFor, needsFor } from "./needs.js";
import { newest, vacant } from "./newest.js";
import { light, plates } from "./seat.js";
import { bubble } from "./speech.js";
import { box, draw } from "./svg.js";
import { brass, wood } from "./wood.js";
import { even, fit } from "./wrap.js";

/**
 * The whole picture; its viewBox is in CSS pixels. `low`: how high a wide one may be, where that is less than it would be.
 * `liars_bar.css` lets what was just laid slide onto the table.
 */
export const board = (scene, width, low = 0) => boards()(scene, width, low);

/** The same for one scene after another, in one picture: what is drawn from the same values stays where it is. */
export function boards() {
  const nodes = kept();
  const seated = new Map(); // seat -> how its plate is drawn
  const plateOf = (seat) => seated.get(seat) ?? seated.set(seat, plates()).get(seat);
  const ground = draw("g", { "aria-hidden": "true" });
  // The light around whoever acts may fall beyond the picture.
  const picture = draw("svg", { class: "board", role: "img", overflow: "visible" }, ground);
  return (scene, width, low = 0) => {
    const plan = planned(scene, width, low);
    const frame = { "aria-label": scene.label, width, height: plan.height, viewBox: `0 0 ${width} ${plan.height}` };
    for (const [name, value] of Object.entries(frame)) attribute(picture, name, value);
    arrange(ground, nodes(parts(scene, plan, plateOf)));
    return picture;
  };
}

/** How high the picture is. */
export const height = (scene, width, low = 0) => planned(scene, width, low).height;

function planned(scene, width, low) {
  const wide = width >= WIDE;
  const plan = layout(scene, width, needsFor(scene, width, wide, low));
  return { ...plan, height: Math.ceil(plan.height), look: lookFor(wide, low) };
}

/** From the ground up: how each part is drawn, and from what; nothing that it does not show. */
function* parts(scene, plan, plateOf) {
  const { width, height: high, edge, look, rooms } = plan;
  yield [wood, plan.wood, width, high];
  for (const { seat, plays } of scene.seats) {
    const before = plays.filter(({ now }) => !now);
    if (before.length > 0) yield [laid, { seat, plays: before }, rooms.get(seat).laid, look];
  }
  if (edge !== null) yield [brass, width, edge, scene.seats.some((seat) => seat.seat === scene.you && seat.acting)];
  const seated = scene.seats.filter(({ seat }) => rooms.get(seat).plate);
  for (const { plays, said, ...seat } of seated) yield [plateOf(seat.seat), seat, rooms.get(seat.seat).plate];
  for (const { seat } of seated.filter(({ acting }) => acting)) yield [light, seat, rooms.get(seat).plate];
  if (scene.target !== null) yield [target, scene.target, plan.target, look.target];
  const laying = scene.seats.find(({ plays }) => plays.some(({ now }) => now));
  if (laying) yield latest(laying, plan);
  else if (scene.target !== null) yield [vacant, plan.newest, look.newest];
  for (const { seat, said } of scene.seats) {
    const room = rooms.get(seat);
    if (said?.trim() && room.speech) yield [bubble, { seat, said }, room.speech, room.plate];
  }
}

const latest = ({ seat, name, plays }, plan) => {
  const play = plays.find(({ now }) => now);
  return [newest, { seat, name }, play, plan.newest, plan.look.newest, origin(plan, seat)];
};

/** Where cards come from: the plate of the seat, or beneath the edge. */
function origin({ width, height: high, rooms }, seat) {
  const { plate: room } = rooms.get(seat);
  return room === null ? { x: width / 2, y: high } : { x: room.x + room.w / 2, y: room.y + room.h / 2 };
}

function target(asked, room, style) {
  const [x, inner] = [room.x + room.w / 2, room.w - 16];
  const above = even(asked.above, inner, style, 2);
  const rank = room.y + (room.h + (above.length - 1) * style.leading) / 2 + 8.5;
  const line = (lines, y, style, fill) => lettering(lines, x, y, style, { fill, "text-anchor": "middle" });
  return draw(
    "g",
    { class: "target", "data-rank": asked.rank },
    box(room.x, room.y + 2, room.w, room.h, 14, { fill: "#000", opacity: 0.2 }),
    box(room.x + 0.5, room.y + 0.5, room.w - 1, room.h - 1, 14, { fill: "var(--surface)", stroke: "var(--line)" }),
    line(above, rank - 32.5 - (above.length - 1) * style.leading, style, "var(--ink2)"),
    line([fit(asked.name, inner, STYLES.rank)], rank, STYLES.rank, "var(--ink)"),
    line([fit(asked.below, inner, style)], rank + 24.5, style, "var(--ink2)"),
  );
}
