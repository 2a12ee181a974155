// Draws what somebody said at the table: in quotation marks, beside the seat that said it.

import { lettering, STYLES, widest } from "./lettering.js";
import { box, draw, path } from "./svg.js";
import { even } from "./wrap.js";

const STYLE = STYLES.speech;
const PAD = { x: 13, y: 7 };
const TAIL = 8;

/** The lines of a remark in a room this wide, at most so many. */
export const remark = (said, width, most) => even(`“${said}”`, width - 2 * PAD.x, STYLE, most);

/** How high a bubble of so many lines is. */
export const bubbleHigh = (lines) => lines * STYLE.leading + 2 * PAD.y;

/** A bubble in its room, its tail towards (or from) the middle of the seat's plate. */
export function bubble(seat, room, plate) {
  const lines = remark(seat.said, room.w, room.lines);
  const w = Math.min(room.w, Math.ceil(widest(lines, STYLE)) + 2 * PAD.x);
  const h = bubbleHigh(lines.length);
  const tip = tailAt(room, plate);
  const x = room.align === "right" ? room.end - w : start(room, w, tip);
  const y = room.grow === "up" ? room.y - h : room.y;
  return draw(
    "g",
    { class: "speech", "data-seat": seat.seat },
    path(tail(room.tail, x, y, w, h, tip), { fill: "var(--ink)" }),
    box(x, y, w, h, 12, { fill: "var(--ink)" }),
    lettering(lines, x + PAD.x, y + PAD.y + 15, STYLE, { fill: "var(--bg)" }),
  );
}

function tailAt(room, plate) {
  if (room.tip === "middle") return plate.x + plate.w / 2;
  return room.align === "right" ? plate.x + plate.w - 40 : plate.x + 40;
}

/** A bubble that is free to the side stands above or below the seat it belongs to. */
const start = (room, w, tip) =>
  room.tip === "middle" ? Math.max(room.x, Math.min(tip - w / 2, room.end - w)) : room.x;

function tail(side, x, y, w, h, tip) {
  const at = Math.max(x + 22, Math.min(tip, x + w - 22));
  switch (side) {
    case "down":
      return `M${at - 9} ${y + h - 1}L${at} ${y + h + TAIL}L${at + 9} ${y + h - 1}Z`;
    case "up":
      return `M${at - 9} ${y + 1}L${at} ${y - TAIL}L${at + 9} ${y + 1}Z`;
    case "right":
      return `M${x + w - 1} ${y + 10}L${x + w + TAIL} ${y + 18}L${x + w - 1} ${y + 26}Z`;
    default:
      return `M${x + 1} ${y + 10}L${x - TAIL} ${y + 18}L${x + 1} ${y + 26}Z`;
  }
}
