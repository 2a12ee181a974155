// The emblems of the four ranks, 100 by 140 with their middle at (50, 70), and the letters of their corners.

import { disc, draw, path } from "./svg.js";

/** Drawn letters, 100 high and with x = 0 in their middle, so that a card never waits for a font. */
const LETTERS = {
  Q: "M-1-2Q10-2 19 3Q28 7 35 14Q42 21 46 31Q50 40 50 51Q50 63 46 72Q41 82 33 89Q25 97 14 100Q11 101 8 103Q5 105 5 109Q5 113 8 116Q11 118 17 118Q23 118 28 116Q33 114 39 112Q41 112 42 113L45 119Q45 121 44 122Q37 125 30 128Q23 130 15 130Q4 130-2 128Q-7 125-10 121Q-12 117-12 113Q-12 109-11 106Q-9 103-7 101Q-16 100-24 95Q-32 91-38 84Q-44 77-47 68Q-50 59-50 49Q-50 39-46 30Q-43 21-36 14Q-29 6-20 2Q-11-2-1-2ZM-30 42Q-30 48-29 55Q-28 61-25 67Q-23 74-19 79Q-15 84-10 87Q-5 90 2 90Q11 90 17 86Q24 82 27 74Q30 67 30 58Q30 53 29 46Q28 40 26 33Q23 27 19 22Q15 17 10 13Q5 10-2 10Q-16 10-23 19Q-30 28-30 42Z",
  K: "M49 92Q51 92 51 94V98Q51 100 49 100H8Q6 100 6 98V94Q6 92 8 92H9Q12 92 14 90Q16 89 16 86Q16 83 13 79L-6 52L-17 64V79Q-17 92-9 92H-8Q-6 92-6 94V98Q-6 100-8 100H-49Q-51 100-51 98V94Q-51 92-49 92H-48Q-39 92-39 79V21Q-39 8-48 8H-49Q-51 8-51 6V2Q-51 0-49 0H-8Q-6 0-6 2V6Q-6 8-8 8H-9Q-17 8-17 21V47L13 14Q14 13 14 10Q14 8 11 8H9Q7 8 7 6V2Q7 0 9 0H43Q45 0 45 2V6Q45 8 43 8H41Q37 8 34 10Q31 11 27 17L7 38L35 79Q38 84 40 87Q41 89 43 90Q44 91 45 92Q46 92 48 92Z",
  A: "M40 79Q42 85 44 88Q46 92 50 92Q52 92 52 94V98Q52 100 50 100H9Q7 100 7 98V94Q7 92 9 92Q12 92 16 89Q19 87 19 83Q19 81 18 79L14 68H-22L-26 79Q-27 81-27 83Q-27 87-23 89Q-20 92-16 92Q-14 92-14 94V98Q-14 100-16 100H-50Q-52 100-52 98V94Q-52 92-50 92Q-46 92-44 88Q-41 85-40 79L-11 2Q-10 0-9 0H7Q9 0 10 2ZM-18 56H10L-4 17Z",
};

/** The sign of a rank, its top left at (x, y); a Joker has no letter but its face in small. */
export function sign(rank, x, y, height, ink) {
  const attributes = { fill: ink, transform: `translate(${x} ${y}) scale(${Math.round(height * 100) / 10000})` };
  if (rank in LETTERS) return path(LETTERS[rank], { ...attributes, "fill-rule": "evenodd" });
  return draw(
    "g",
    attributes,
    disc(0, 50, 46, { fill: "none", stroke: ink, "stroke-width": 9 }),
    path("M0 4a46 46 0 0 1 0 92Z"),
  );
}

// Shapes of one colour are one path, all drawn clockwise but for holes: an open hand is many cards.

/** A disc as a part of a path. */
const round = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0Z`;

/** A crown with bars. */
function king(ink, paper) {
  const crown = "M31 86 25.5 55.5 38.5 67.5 50 46 61.5 67.5 74.5 55.5 69 86ZM30 90h40v6.500h-40ZM30 99.500h40v2.500h-40Z";
  return [
    path(crown + round(25.5, 51, 3.6) + round(50, 41, 4.2) + round(74.5, 51, 3.6), { fill: ink }),
    path("M41.5 73.500V84M50 66V84M58.5 73.500V84", { stroke: paper, "stroke-width": 2.4, "stroke-linecap": "round" }),
  ];
}

/** A hand mirror. */
function queen(ink) {
  const glass = "M50 38a19.5 22 0 1 1-.01 0ZM50 44.500a13.5 15.5 0 1 0 .01 0Z";
  const handle = "M43 82.500h14l-3.5 4.500h-7ZM46.8 88.500h6.400l1.3 14.500h-9Z";
  const pearls = round(50, 105.5, 4.6) + round(50, 32.5, 3.8) + round(40.5, 35.5, 2.8) + round(59.5, 35.5, 2.8);
  return [
    path(glass + handle + pearls, { fill: ink }),
    path("M43 62q-.5-8 6-12", { fill: "none", stroke: ink, "stroke-width": 2.4, "stroke-linecap": "round" }),
  ];
}

/** A lozenge in a lozenge. */
const ace = (ink) => path("M50 34 73 70 50 106 27 70ZM50 46.5 35 70 50 93.5 65 70ZM50 56.5 58.6 70 50 83.5 41.4 70Z", { fill: ink });

/** A face, one half of it filled: what is true and what is not. */
function joker(ink, paper) {
  const line = { fill: "none", "stroke-width": 2.6, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const cap = "M30.5 64Q30 53 24.5 49Q31 37 42 47.5Q44.5 38 50 34.5Q55.5 38 58 47.5Q69 37 75.5 49Q70 53 69.5 64Z";
  return [
    path(cap + round(24, 52, 4) + round(50, 32, 4) + round(76, 52, 4), { fill: ink }),
    disc(50, 78, 20.5, { fill: paper, stroke: ink, "stroke-width": 3 }),
    path("M50 57.500a20.5 20.5 0 0 1 0 41Z", { fill: ink }),
    path("M37.5 75q4.5-5 9 0M40 84.500q4 5.5 10 3", { ...line, stroke: ink }),
    path("M53.5 75q4.5-5 9 0M50 87.500q6-2.5 10-.5", { ...line, stroke: paper }),
  ];
}

const EMBLEMS = { K: king, Q: queen, A: ace, Joker: joker };

/** What stands in the middle of a card. */
export const emblem = (rank, ink, paper, attributes = {}) => draw("g", attributes, EMBLEMS[rank](ink, paper));
