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
  picture: "M5.5 5h13A1.5 1.5 0 0 1 20 6.500v11a1.5 1.5 0 0 1-1.5 1.500h-13A1.5 1.5 0 0 1 4 17.500v-11A1.5 1.5 0 0 1 5.5 5ZM4 16l5-5 4.5 4.500 2.5-2.500 4 4M15.5 8.500v.01",
  share: "M12 15V4m-4 4 4-4 4 4M8 11H6.5A1.5 1.5 0 0 0 5 12.500v6A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.500-1.500v-6a1.5 1.5 0 0 0-1.500-1.500H16",
  lock: "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2ZM8 11V8a4 4 0 0 1 8 0v3",
  flag: "M6 21V4M6 5c4-2 7 2 12 0v8c-5 2-8-2-12 0",
  lay: "M4.5 6h5A1.5 1.5 0 0 1 11 7.500v9A1.5 1.5 0 0 1 9.5 18h-5A1.5 1.5 0 0 1 3 16.500v-9A1.5 1.5 0 0 1 4.5 6ZM14.5 12h6.500m-3-3 3 3-3 3",
  eye: "M2.5 12C5 7.5 8.3 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.8 6.5-9.5 6.500S5 16.5 2.5 12ZM12 9a3 3 0 1 0 .01 0Z",
  search: "M11 4.500a6.5 6.5 0 1 0 .01 0ZM16 16l4.5 4.5",
  chevron: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  to_up: "M12 19V5m-6 6 6-6 6 6",
  to_down: "M12 5v14m-6-6 6 6 6-6",
  to_left: "M19 12H5m6-6-6 6 6 6",
  to_right: "M5 12h14m-6-6 6 6-6 6",
  turn_left: "M9 3.500 4.500 8 9 12.500M4.500 8H13a6 6 0 0 1 6 6v6",
  turn_right: "M15 3.500 19.500 8 15 12.500M19.500 8H11a6 6 0 0 0-6 6v6",
  drop: "M12 3c4 5 6.500 8 6.500 11.500a6.500 6.500 0 0 1-13 0C5.500 11 8 8 12 3Z",
  apple: "M12 8c-2-1.600-7-1-7 4.500C5 17 8 20.500 10 20.500c1 0 1.300-.5 2-.5s1 .5 2 .5c2 0 5-3.500 5-8C19 7 14 6.400 12 8Zm0 0c0-2 .8-3.500 2.500-4.500",
  bolt: "M13.500 3 6 13.500h5.500L10.500 21 18 10.500h-5.500Z",
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
