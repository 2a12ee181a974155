// Icons of 24 by 24, drawn with the colour of the text they stand beside.

import { draw, path, picture } from "./svg.js";

const LINES = {
  book: "M4 5.500c3-1 6-.5 8 1 2-1.5 5-2 8-1v13c-3-1-6-.5-8 1-2-1.5-5-2-8-1ZM12 6.500v13",
  sound: "M4 9.500v5h3.500l4.5 4v-13l-4.5 4ZM16 9a4 4 0 0 1 0 6M18.5 6.500a8 8 0 0 1 0 11",
  muted: "M4 9.500v5h3.500l4.5 4v-13l-4.5 4ZM16.5 9.500l5 5m0-5-5 5",
  first: "M19 6v12l-7-6ZM12 6v12l-7-6ZM4.5 6v12",
  last: "M5 6v12l7-6ZM12 6v12l7-6ZM19.5 6v12",
  previous: "M17 6v12l-9-6ZM6 6v12",
  next: "M7 6v12l9-6ZM18 6v12",
  link: "M10 14a4 4 0 0 0 6 .4l2.8-2.800a4 4 0 0 0-5.7-5.700L11.7 7.300M14 10a4 4 0 0 0-6-.4l-2.8 2.800a4 4 0 0 0 5.7 5.700l1.4-1.4",
  lock: "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2ZM8 11V8a4 4 0 0 1 8 0v3",
  flag: "M6 21V4M6 5c4-2 7 2 12 0v8c-5 2-8-2-12 0",
  lay: "M4.5 6h5A1.5 1.5 0 0 1 11 7.500v9A1.5 1.5 0 0 1 9.5 18h-5A1.5 1.5 0 0 1 3 16.500v-9A1.5 1.5 0 0 1 4.5 6ZM14.5 12h6.500m-3-3 3 3-3 3",
  eye: "M2.5 12C5 7.5 8.3 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.8 6.5-9.5 6.500S5 16.5 2.5 12ZM12 9a3 3 0 1 0 .01 0Z",
  search: "M11 4.500a6.5 6.5 0 1 0 .01 0ZM16 16l4.5 4.5",
  chevron: "M9 5l7 7-7 7",
  leave: "M13 4.500H6.500A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.500H13M10.5 12H20.500m-3.5-3.5 3.5 3.5-3.5 3.5",
};
const FILLED = { play: "M7.5 5.500v13l11-6.500Z", pause: "M7 5.500h3.500v13H7ZM13.5 5.500H17v13h-3.500Z" };

/** An icon. It says nothing to screen readers: the control it stands in has a name. */
export function icon(name, size = 20) {
  const line = { stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const filled = name in FILLED;
  const shape = path(filled ? FILLED[name] : LINES[name], { fill: filled ? "currentColor" : "none", ...line });
  return picture(size, size, [24, 24], "", draw("g", { class: `icon-${name}` }, shape));
}
