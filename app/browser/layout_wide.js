// The board where there is room: seats around the table, each with what it said and what it laid beside it.

import { EDGE, table, TARGET_HIGH } from "./layout_sizes.js";

const GAP = 10;
/** Room above or beside a seat for four lines of speech. */
const SPEECH_HIGH = 98;
/** Room above the edge for what the person at the near side laid. */
const NEAR_HIGH = 86;
/** How far the shadow of a plate falls. */
const SHADOW = 4;
/** How far the wood and what lies on it keep from the sides of the picture. */
const INSET = { wood: 18, cards: 32 };
const BESIDE = 16;

/** `seats` clockwise; `needs`: plate, laid, middle. */
export function wide(seats, watched, width, needs) {
  const plate = { w: Math.max(168, Math.min(216, Math.round(width * 0.25))), h: needs.plate };
  const [left, top, right] = around(seats);
  const near = seats.at(-1);
  const rooms = new Map();
  let y = top ? (left ? SPEECH_HIGH + GAP + 4 : plate.h + GAP) : 0;
  const from = top ? plate.h + 14 : 28;
  if (top) rooms.set(top.seat, topRoom(width, plate));
  if (left) {
    y += SPEECH_HIGH + 14;
    rooms.set(left.seat, sideRoom(width, plate, y, "left"));
    rooms.set(right.seat, sideRoom(width, plate, y, "right"));
    y += plate.h + GAP + needs.laid + GAP;
  } else y += needs.middle + 2 * GAP;
  const end = watched ? y + (left ? SPEECH_HIGH + 8 : plate.h) : nearEdge(y, from, left, needs);
  rooms.set(near.seat, watched ? bottomRoom(width, plate, end) : nearRoom(width, plate, end));
  const to = watched ? end - plate.h - 12 : end - NEAR_HIGH;
  return {
    width,
    height: end + (watched ? SHADOW : EDGE),
    edge: watched ? null : end,
    rooms,
    wood: table(width, top ? 30 : 6, watched ? end - 24 : end + 240, INSET.wood),
    ...(left ? stacked : abreast)(width, width - 2 * (plate.w + 22), { from, to }, needs.middle),
  };
}

/** Who sits left, opposite and right of the near side. */
function around(seats) {
  if (seats.length === 4) return seats;
  return seats.length === 3 ? [seats[0], null, seats[1]] : [null, seats[0], null];
}

/** Where the edge is: below everything, with room for what lies before it. */
const nearEdge = (y, from, left, needs) =>
  left ? Math.max(y, from + TARGET_HIGH + 14 + needs.middle + NEAR_HIGH) : y + NEAR_HIGH - 14;

const full = (x, y, plate) => ({ x, y, ...plate, form: "full" });

function topRoom(width, plate) {
  const x = (width - plate.w) / 2;
  const [left, right] = [x - BESIDE, x + plate.w + BESIDE];
  const w = Math.min(260, left);
  return {
    plate: full(x, 0, plate),
    laid: { x: right, y: 48, w: width - 30 - right, align: "left", caption: "side" },
    speech: { x: left - w, y: 8, w, end: left, align: "right", grow: "down", tail: "right" },
  };
}

function bottomRoom(width, plate, end) {
  const x = (width - plate.w) / 2;
  const [left, right] = [x - BESIDE, x + plate.w + BESIDE];
  const w = Math.min(260, width - right);
  return {
    plate: full(x, end - plate.h, plate),
    laid: { x: 30, y: end - 96, w: left - 30, align: "right", caption: "side" },
    speech: { x: right, y: end - SPEECH_HIGH, w, end: right + w, align: "left", grow: "down", tail: "left" },
  };
}

function sideRoom(width, plate, y, side) {
  const left = side === "left";
  const at = (w, inset = 0) => (left ? inset : width - inset - w);
  const [laid, speech] = [plate.w - 24, Math.min(250, width / 2 - 130)];
  const x = at(speech);
  return {
    plate: full(at(plate.w), y, plate),
    laid: { x: at(laid, INSET.cards), y: y + plate.h + GAP, w: laid, align: side, caption: "below" },
    speech: { x, y: y - 12, w: speech, end: x + speech, align: side, grow: "up", tail: "down" },
  };
}

function nearRoom(width, plate, end) {
  const w = width - 2 * (plate.w + 26);
  const laid = { x: (width - w) / 2, y: end - 70, w, align: "middle", caption: "side" };
  return { plate: null, speech: null, laid };
}

/** The target above the newest play, both in the middle. */
function stacked(width, w, { from, to }, high) {
  const y = from + Math.max(0, (to - from - TARGET_HIGH - 14 - high) / 2);
  const target = Math.min(236, w);
  return {
    target: { x: (width - target) / 2, y, w: target, h: TARGET_HIGH },
    newest: { x: (width - w) / 2, y: y + TARGET_HIGH + 14, w },
  };
}

/** The target beside the newest play, where only two play. */
function abreast(width, w, { from, to }, high) {
  const y = from + Math.max(0, (to - from - high) / 2);
  const target = Math.min(236, w);
  return {
    target: { x: width / 2 - 24 - target, y: y + (high - TARGET_HIGH) / 2 - 8, w: target, h: TARGET_HIGH },
    newest: { x: width / 2 + 24, y: y + 4, w: Math.min(250, width / 2 - 30) },
  };
}
