// How high the parts of a board must be, by what stands in them; the layouts give them their rooms.

import { laidHigh, rowHigh } from "./laid.js";
import { ring } from "./layout.js";
import { columnsOf, columnWidth } from "./layout_narrow.js";
import { plateWide } from "./layout_wide.js";
import { STYLES } from "./lettering.js";
import { newestHigh } from "./newest.js";
import { captionHigh } from "./notes.js";
import { HIGH, whoHigh } from "./seat.js";
import { bubbleHigh, remark } from "./speech.js";

/**
 * How wide cards are that were laid before and just now; in how many lines they are told, and what is said; and the form
 * of a plate. A wide board where there is little height tells less of it: all of it stands beside the board.
 */
const WIDE = {
  ...{ old: 28, newest: { card: 60, lines: 2 }, style: STYLES.note, lines: { below: 1 }, target: STYLES.fact },
  ...{ speech: { beside: 3, over: 3 }, form: "full" },
};
const LOW = { ...WIDE, newest: { card: 50, lines: 1 }, lines: { below: 0 }, speech: { beside: 2, over: 2 }, form: "low" };
const NARROW = {
  ...{ old: 26, newest: { card: 50, lines: 2 }, style: STYLES.noteSmall, lines: { below: 2, side: 2 } },
  ...{ target: STYLES.factSmall, speech: { over: 4 }, form: "full" },
};
/** A table lower than this looks like a bench. */
const LEAST = { played: 296, watched: 412 };

/** `low`: how high a wide board may be, where that is less than it would be. */
export const lookFor = (wide, low) => (!wide ? NARROW : low ? LOW : WIDE);

export const needsFor = (scene, width, wide, low) =>
  wide ? wideNeeds(scene, width, low) : narrowNeeds(scene, width);

/** The plates of one board are all as high. */
function plateHigh({ seats, you }, w, form) {
  const others = seats.filter((seat) => seat.seat !== you);
  return HIGH[form][others.some((seat) => seat.hand !== null) ? "hand" : "facts"] + whoHigh(others, w, form);
}

/** The same for all moments of a match, so that nothing below the board moves. */
function wideNeeds(scene, width, low) {
  const { form, old, newest, speech, lines, style } = lookFor(true, low);
  const [beside, over] = [speech.beside, speech.over].map(bubbleHigh);
  const laid = rowHigh(old) + (lines.below ? captionHigh(lines.below, style) : 0);
  const plate = plateHigh(scene, plateWide(width), form);
  const least = low || LEAST[scene.you === null ? "watched" : "played"];
  return { plate, laid, middle: newestHigh(newest), beside, over, least, form, lines: speech };
}

/** On a phone height is dear: notes and the remark get only the room they need. */
function narrowNeeds(scene, width) {
  const watched = scene.you === null;
  const column = columnWidth(width, columnsOf(scene.seats.length, watched));
  const voice = speaker(scene);
  return {
    plate: plateHigh(scene, column, NARROW.form),
    compact: HIGH.compact + whoHigh(scene.seats.filter((seat) => seat.seat !== scene.you), column, "compact"),
    laid: (seats) => Math.max(0, ...seats.map((seat) => laidHigh(seat, column - 12, NARROW))),
    middle: newestHigh(NARROW.newest),
    near: Math.max(rowHigh(NARROW.old), captionHigh(NARROW.lines.side, NARROW.style)),
    lines: NARROW.speech.over,
    voice: voice?.seat ?? null,
    speech: voice === null ? 0 : bubbleHigh(remark(voice.said, width, NARROW.speech.over).length),
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
