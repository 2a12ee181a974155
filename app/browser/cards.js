// Draws playing cards. A card is an object: it keeps its colours in the light and in the dark.

import { emblem, sign } from "./emblems.js";
import { copied } from "./recalled.js";
import { box, disc, draw, path, picture, strokes } from "./svg.js";

const PAPER = "#FBF4E6";
const RIM = "#CDBDA3";
const BACK = "#6B2433";
const LATTICE = "#E2B98A";
const INKS = { Q: "#7E2434", K: "#1F3A5F", A: "#1F5140", Joker: "#6A4700" };
const SMALL = 48;
const LEAST_CAPITAL = 9.75;

/** Height of a card by its width. */
export const tall = (width) => width * 1.4;

/** A face. Below 48 pixels it has one corner only, with a letter large enough to be read. */
export const card = copied((rank, width, label = "") => {
  if (!(rank in INKS)) return back(width, label);
  const parts = width < SMALL ? smallFace(rank, width) : fullFace(rank, width);
  return picture(width, tall(width), [100, 140], label, blank(width), parts);
});

/** A card face down. */
export const back = copied((width, label = "") => {
  const fine = width >= SMALL;
  const parts = [
    box(7, 7, 86, 126, 5, { fill: BACK }),
    path(fine ? FINE_LATTICE : COARSE_LATTICE, { stroke: LATTICE, "stroke-width": fine ? 0.9 : 1.6, opacity: 0.36 }),
    box(12, 12, 76, 116, 3, { fill: "none", stroke: LATTICE, "stroke-width": fine ? 1.2 : 2.4, opacity: 0.75 }),
    disc(50, 70, fine ? 19 : 23, { fill: BACK, stroke: LATTICE, "stroke-width": fine ? 2 : 3.4 }),
    littleTable(fine),
  ];
  return picture(width, tall(width), [100, 140], label, blank(width), parts);
});

function blank(width) {
  const line = Math.max(1.2, 85 / width);
  return box(line / 2, line / 2, 100 - line, 140 - line, 9, {
    class: "paper",
    fill: PAPER,
    stroke: RIM,
    "stroke-width": line,
  });
}

function fullFace(rank, width) {
  const high = Math.max(18, (LEAST_CAPITAL * 100) / width);
  const corner = () => sign(rank, 9 + high * 0.52, 11, high, INKS[rank]);
  const turned = draw("g", { transform: "rotate(180 50 70)" }, corner());
  return [corner(), turned, emblem(rank, INKS[rank], PAPER)];
}

function smallFace(rank, width) {
  const high = Math.max(32, (LEAST_CAPITAL * 100) / width);
  const middle = { transform: "translate(8 25) scale(.94)" };
  return [sign(rank, 10 + high * 0.52, 12, high, INKS[rank]), emblem(rank, INKS[rank], PAPER, middle)];
}

function littleTable(fine) {
  const d = "M38.5 66h23M42.5 66v11M57.5 66v11";
  return path(d, { fill: "none", stroke: LATTICE, "stroke-width": fine ? 3 : 4, "stroke-linecap": "round" });
}

/** Crossed lines over the inner field of a back, each cut where the field ends, so that no clip or pattern is needed. */
function lattice(gap) {
  const [left, top, right, bottom] = [12, 12, 88, 128];
  const ends = [];
  for (let sum = left + top + gap; sum < right + bottom; sum += gap) {
    const [x1, x2] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    ends.push([x1, sum - x1, x2, sum - x2]);
    ends.push([left + right - x1, sum - x1, left + right - x2, sum - x2]);
  }
  return strokes(...ends);
}

const FINE_LATTICE = lattice(12);
const COARSE_LATTICE = lattice(24);
