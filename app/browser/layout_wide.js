// The board where there is room: seats around the table, each with what it said and what it laid beside it.

import { EDGE, table } from "./layout_sizes.js";

const GAP = 8;
/** Between a plate and what was said or laid beside it, and between the plates and the middle. */
const BESIDE = 14;
/** Between what different seats laid in one row. */
const APART = 16;
/** From what is said above a plate to the plate: the tail. */
const TAIL = 11;
/** From the top of the picture to what the seat there laid. */
const DOWN = 6;
/** How far the shadow of a plate falls. */
const SHADOW = 4;
/** How far the wood and what lies on it keep from the sides of the picture. */
const INSET = { wood: 18, cards: 32 };
const TARGET = { w: 140, h: 112 };
const NEWEST = { most: 186, least: 126 };

/**
 * `seats` clockwise; `needs` says how high each is: plate, laid, middle, beside and over (what is said there), and the
 * whole at least; and in which form the plates are, in how many lines what is said.
 */
export function wide(seats, watched, width, needs) {
  const plate = { w: plateWide(width), h: needs.plate, form: needs.form };
  const [left, top, right] = around(seats);
  const rooms = new Map();
  const from = top ? plate.h + BESIDE : BESIDE;
  const pair = middlePair(width, plate);
  const [upper, lower] = [Math.max(needs.beside, DOWN + needs.laid), Math.max(needs.beside, needs.laid + 2)];
  const sides = (top ? upper + GAP - 2 : 0) + needs.over + TAIL;
  const sidesEnd = left ? sides + plate.h + GAP + needs.laid + GAP : 0;
  const end = watched
    ? Math.max(sidesEnd + lower, from + needs.middle + BESIDE + plate.h, needs.least)
    : Math.max(sidesEnd, from + needs.middle + GAP + needs.laid + GAP, needs.least);
  const down = watched ? (end - sidesEnd - lower) / 2 : end - sidesEnd;
  if (top) rooms.set(top.seat, topRoom(width, plate, needs));
  if (left) {
    const y = sides + down;
    rooms.set(left.seat, sideRoom(width, plate, { y, most: pair.x - GAP, side: "left" }, needs));
    rooms.set(right.seat, sideRoom(width, plate, { y, most: pair.x - GAP, side: "right" }, needs));
  }
  rooms.set(seats.at(-1).seat, (watched ? bottomRoom : nearRoom)(width, plate, end, needs));
  const to = watched ? end - plate.h - BESIDE : end - needs.laid - 2 * GAP;
  return {
    width,
    height: end + (watched ? SHADOW : EDGE),
    edge: watched ? null : end,
    rooms,
    wood: table(width, 4, watched ? end : end + 240, INSET.wood),
    ...middle(pair, { from, to: left ? Math.min(to, sides + down + plate.h) : to }, needs.middle),
  };
}

/** A plate is as wide as the middle lets it be. */
export const plateWide = (width) =>
  Math.round(Math.min(224, width * 0.28, (width - TARGET.w - NEWEST.least - 4 * BESIDE) / 2 + GAP));

/** Who sits left, opposite and right of the near side. */
function around(seats) {
  if (seats.length === 4) return seats;
  return seats.length === 3 ? [seats[0], null, seats[1]] : [null, seats[0], null];
}

/** The table's width in three, for what lies in one row on it. */
const third = (width) => (width - 2 * INSET.cards - 2 * APART) / 3;

function topRoom(width, plate, needs) {
  const x = (width - plate.w) / 2;
  const [left, right] = [x - BESIDE, x + plate.w + BESIDE];
  const w = Math.min(260, left);
  const speech = { x: left - w, y: 0, w, end: left, align: "right", grow: "down", tail: "right" };
  return {
    plate: { x, y: 0, ...plate },
    laid: { x: right, y: DOWN, w: width - INSET.cards - right, align: "left", caption: "below" },
    speech: { ...speech, lines: needs.lines.beside },
  };
}

function bottomRoom(width, plate, end, needs) {
  const x = (width - plate.w) / 2;
  const [left, right] = [x - BESIDE, x + plate.w + BESIDE];
  const w = Math.min(260, width - right);
  const speech = { x: right, y: end - needs.beside, w, end: right + w, align: "left", grow: "down", tail: "left" };
  return {
    plate: { x, y: end - plate.h, ...plate },
    laid: { x: INSET.cards, y: end - needs.laid - 2, w: left - INSET.cards, align: "right", caption: "below" },
    speech: { ...speech, lines: needs.lines.beside },
  };
}

function sideRoom(width, plate, { y, most, side }, needs) {
  const left = side === "left";
  const at = (w, inset = 0) => (left ? inset : width - inset - w);
  const [laid, said] = [third(width), Math.min(250, most)];
  const x = at(said);
  const speech = { x, y: y - TAIL, w: said, end: x + said, align: side, grow: "up", tail: "down" };
  return {
    plate: { x: at(plate.w), y, ...plate },
    laid: { x: at(laid, INSET.cards), y: y + plate.h + GAP + 2, w: laid, align: side, caption: "below" },
    speech: { ...speech, lines: needs.lines.over },
  };
}

function nearRoom(width, _plate, end, needs) {
  const w = third(width);
  const laid = { x: (width - w) / 2, y: end - needs.laid - GAP + 2, w, align: "middle", caption: "below" };
  return { plate: null, speech: null, laid };
}

/** How wide the target and the newest play beside it are, and where they start. */
function middlePair(width, plate) {
  const room = width - 2 * (plate.w + GAP) - TARGET.w - BESIDE;
  const w = Math.min(NEWEST.most, room);
  return { x: (width - TARGET.w - BESIDE - w) / 2, w };
}

function middle({ x, w }, { from, to }, high) {
  const y = from + Math.max(0, (to - from - high) / 2);
  return {
    target: { x, y: y + (high - TARGET.h) / 2 - 8, ...TARGET },
    newest: { x: x + TARGET.w + BESIDE, y, w },
  };
}
