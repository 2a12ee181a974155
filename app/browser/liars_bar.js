// The board of Liar's Bar, drawn from a scene. Pure: the same scene and width give the same picture.

import { laid } from "./laid.js";
import { layout, WIDE } from "./layout.js";
import { lettering, STYLES } from "./lettering.js";
import { lookFor, needsFor } from "./needs.js";
import { newest, vacant } from "./newest.js";
import { plate } from "./seat.js";
import { bubble } from "./speech.js";
import { box, draw } from "./svg.js";
import { brass, wood } from "./wood.js";
import { even, fit } from "./wrap.js";

/** The whole picture; its viewBox is in CSS pixels. `liars_bar.css` lets what was just laid slide onto the table. */
export function board(scene, width) {
  const plan = planned(scene, width);
  const ground = wood(plan.wood, width, plan.height);
  const parts = [earlier, edge, plates, target, latest, speeches].map((part) => part(scene, plan));
  const told = { class: "board", role: "img", "aria-label": scene.label };
  // The light around whoever acts may fall beyond the picture.
  const frame = { width, height: plan.height, viewBox: `0 0 ${width} ${plan.height}`, overflow: "visible" };
  return draw("svg", { ...told, ...frame }, draw("g", { "aria-hidden": "true" }, ground, parts));
}

/** How high the picture is. */
export const height = (scene, width) => planned(scene, width).height;

function planned(scene, width) {
  const wide = width >= WIDE;
  const plan = layout(scene, width, needsFor(scene, width, wide));
  return { ...plan, height: Math.ceil(plan.height), look: lookFor(wide) };
}

const roomOf = (plan, seat) => plan.rooms.get(seat.seat);

function plates(scene, plan) {
  const seen = scene.seats.filter((seat) => roomOf(plan, seat).plate !== null);
  // Whoever acts comes last: its light falls on the others.
  const ordered = [...seen].sort((a, b) => Number(a.acting) - Number(b.acting));
  const drawn = ordered.map((seat) => plate(seat, roomOf(plan, seat).plate));
  return draw("g", { class: "seats" }, drawn);
}

function earlier(scene, plan) {
  const rows = scene.seats.map((seat) => laid(seat, roomOf(plan, seat).laid, plan.look));
  return draw("g", { class: "earlier" }, rows);
}

function latest(scene, plan) {
  const seat = scene.seats.find((each) => each.plays.some((play) => play.now));
  if (seat === undefined) return scene.target && vacant(plan.newest, plan.look.newest);
  const play = seat.plays.find((each) => each.now);
  return newest(seat, play, plan.newest, plan.look.newest, origin(plan, seat));
}

/** Where cards come from: the plate of the seat, or beneath the edge. */
function origin({ width, height: high, rooms }, seat) {
  const { plate: room } = rooms.get(seat.seat);
  return room === null ? { x: width / 2, y: high } : { x: room.x + room.w / 2, y: room.y + room.h / 2 };
}

function speeches(scene, plan) {
  const heard = scene.seats.filter((seat) => seat.said?.trim() && roomOf(plan, seat).speech);
  const drawn = heard.map((seat) => bubble(seat, roomOf(plan, seat).speech, roomOf(plan, seat).plate));
  return draw("g", { class: "speeches" }, drawn);
}

function edge(scene, plan) {
  if (plan.edge === null) return null;
  const acts = scene.seats.some((seat) => seat.seat === scene.you && seat.acting);
  return brass(plan.width, plan.edge, acts);
}

function target({ target: asked }, { target: room, look }) {
  if (asked === null) return null;
  const [x, inner] = [room.x + room.w / 2, room.w - 16];
  const above = even(asked.above, inner, look.target, 2);
  const rank = room.y + (room.h + (above.length - 1) * look.target.leading) / 2 + 8.5;
  const line = (lines, y, style, fill) => lettering(lines, x, y, style, { fill, "text-anchor": "middle" });
  return draw(
    "g",
    { class: "target", "data-rank": asked.rank },
    box(room.x, room.y + 2, room.w, room.h, 14, { fill: "#000", opacity: 0.2 }),
    box(room.x + 0.5, room.y + 0.5, room.w - 1, room.h - 1, 14, { fill: "var(--surface)", stroke: "var(--line)" }),
    line(above, rank - 32.5 - (above.length - 1) * look.target.leading, look.target, "var(--ink2)"),
    line([fit(asked.name, inner, STYLES.rank)], rank, STYLES.rank, "var(--ink)"),
    line([fit(asked.below, inner, look.target)], rank + 24.5, look.target, "var(--ink2)"),
  );
}
