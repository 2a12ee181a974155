// How high the parts of a board must be, by what stands in them; the layouts give them their rooms.

import { laidHigh } from "./laid.js";
import { ring } from "./layout.js";
import { columnsOf, columnWidth } from "./layout_narrow.js";
import { SPEECH_LINES } from "./layout_sizes.js";
import { STYLES } from "./lettering.js";
import { newestHigh } from "./newest.js";
import { COMPACT_HIGH, FULL_HIGH, HAND_HIGH } from "./seat.js";
import { bubbleHigh, remark } from "./speech.js";

/** Widths of cards, and how many lines tell what was laid before: below a row, and beside one. */
const WIDE = { old: 32, newest: 60, style: STYLES.note, lines: { side: 3 }, target: STYLES.fact };
const NARROW = { old: 26, newest: 50, style: STYLES.noteSmall, lines: { below: 2, side: 2 }, target: STYLES.factSmall };

export const lookFor = (wide) => (wide ? WIDE : NARROW);

export const needsFor = (scene, width, wide) => (wide ? wideNeeds(scene) : narrowNeeds(scene, width));

const plateHigh = ({ seats, you }) =>
  seats.some((seat) => seat.seat !== you && seat.hand !== null) ? HAND_HIGH : FULL_HIGH;

/** The same for all moments of a match, so that nothing below the board moves. */
function wideNeeds(scene) {
  const [beside, over] = [SPEECH_LINES.beside, SPEECH_LINES.over].map(bubbleHigh);
  const laid = WIDE.lines.side * WIDE.style.leading + 8;
  return { plate: plateHigh(scene), laid, middle: newestHigh(WIDE.newest), beside, over };
}

/** On a phone height is dear: notes and the remark get only the room they need. */
function narrowNeeds(scene, width) {
  const watched = scene.you === null;
  const room = columnWidth(width, columnsOf(scene.seats.length, watched)) - 12;
  const voice = speaker(scene);
  return {
    plate: plateHigh(scene),
    compact: COMPACT_HIGH,
    laid: (seats) => Math.max(0, ...seats.map((seat) => laidHigh(seat, room, NARROW))),
    middle: newestHigh(NARROW.newest),
    near: NARROW.lines.side * NARROW.style.leading + 8,
    voice: voice?.seat ?? null,
    speech: voice === null ? 0 : bubbleHigh(remark(voice.said, width, SPEECH_LINES.over).length),
  };
}

/** Whose remark a phone shows: of whoever just laid, else of whoever acts, else of the one before, and so on back. */
function speaker(scene) {
  const seats = ring(scene).reverse();
  const laying = seats.findIndex((seat) => seat.plays.some((play) => play.now));
  const from = Math.max(0, laying < 0 ? seats.findIndex((seat) => seat.acting) : laying);
  const turned = [...seats.slice(from), ...seats.slice(0, from)];
  return turned.find((seat) => seat.said?.trim() && seat.seat !== scene.you) ?? null;
}
