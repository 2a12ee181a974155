// Signs of the game: the token of a seat, a revolver from above, and the marks on the line of a replay.

import { copied } from "./recalled.js";
import { box, disc, draw, path, picture } from "./svg.js";
import { characters, uncertain } from "./wrap.js";

export { icon } from "./icons.js";

export const SHAPES = ["circle", "square", "triangle", "diamond", "hexagon", "cross", "drop"];
const OUTLINES = {
  circle: "M24 3a21 21 0 1 1-.01 0Z",
  square: "M12 5h24a7 7 0 0 1 7 7v24a7 7 0 0 1-7 7H12a7 7 0 0 1-7-7V12a7 7 0 0 1 7-7Z",
  triangle: "M21.4 5.200a3 3 0 0 1 5.2 0L45.3 39.200a3 3 0 0 1-2.6 4.500H5.300a3 3 0 0 1-2.6-4.500Z",
  diamond:
    "M21.9 2.600a3 3 0 0 1 4.2 0L45.4 21.900a3 3 0 0 1 0 4.200L26.1 45.400a3 3 0 0 1-4.2 0L2.6 26.100a3 3 0 0 1 0-4.200Z",
  hexagon:
    "M22.5 2.900a3 3 0 0 1 3 0L41.5 12a3 3 0 0 1 1.5 2.600V33.400a3 3 0 0 1-1.5 2.600L25.5 45.100a3 3 0 0 1-3 0L6.5 36A3 3 0 0 1 5 33.400V14.600A3 3 0 0 1 6.5 12Z",
  cross:
    "M17 4h14a2 2 0 0 1 2 2v9h9a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-9v9a2 2 0 0 1-2 2H17a2 2 0 0 1-2-2v-9H6a2 2 0 0 1-2-2V17a2 2 0 0 1 2-2h9V6a2 2 0 0 1 2-2Z",
  drop: "M22.4 3.200a2 2 0 0 1 3.2 0C32 12 41 20.5 41 29a17 17 0 0 1-34 0C7 20.5 16 12 22.4 3.200Z",
};
/** Where the middle of the letter stands, from the top of 48. */
const MIDDLES = { triangle: 29.5, drop: 28.5 };
const LEAST_LETTER = 13;

/** The shape that stands for a seat. */
export const shapeOf = (seat) => SHAPES[seat % SHAPES.length];

/** A seat's shape with the first letter of its name: `dead` is struck through, `you` is framed. */
export const token = copied((seat, name, size = 34, { dead = false, you = false } = {}) => {
  const colour = `var(--seat-${(seat % SHAPES.length) + 1})`;
  const shape = shapeOf(seat);
  const scale = (size / 48) * (you ? 0.78 : 1);
  const inset = you ? size * 0.11 : 0;
  const look = dead ? { fill: "var(--surface)", stroke: colour, "stroke-width": 3 } : { fill: colour };
  const parts = [
    you && box(1, 1, size - 2, size - 2, 4, { fill: "none", stroke: colour, "stroke-width": 2 }),
    path(OUTLINES[shape], { ...look, transform: `translate(${inset} ${inset}) scale(${scale})` }),
    letter(name, shape, size, inset, scale, dead ? "var(--ink2)" : "var(--surface)"),
    dead &&
      path(`M${size * 0.08} ${size * 0.92}L${size * 0.92} ${size * 0.08}`, {
        stroke: "var(--surface)",
        "stroke-width": 5,
      }),
    dead &&
      path(`M${size * 0.08} ${size * 0.92}L${size * 0.92} ${size * 0.08}`, {
        stroke: colour,
        "stroke-width": 2.2,
        "stroke-linecap": "round",
      }),
  ];
  const picked = picture(size, size, [size, size], "", parts);
  picked.setAttribute("data-shape", shape);
  return picked;
});

function letter(name, shape, size, inset, scale, fill) {
  const first = (characters(name)[0] ?? "").toLocaleUpperCase("en");
  const high = Math.max(LEAST_LETTER, 21 * scale);
  const y = inset + (MIDDLES[shape] ?? 24) * scale + high * 0.36;
  const style = { "font-family": "var(--title)", "font-size": high, "text-anchor": "middle", fill };
  // What is several characters wide without its font (a family, a flag) is drawn as wide as one.
  const filled = uncertain(first) ? { textLength: high, lengthAdjust: "spacingAndGlyphs" } : {};
  return first && draw("text", { x: size / 2, y, ...style, ...filled }, first);
}

/** A revolver from above, chambers clockwise from the top: full, fired, and at the end the live one. */
export function revolver(fired, chambers, dead = false, size = 34, label = "") {
  const each = Array.from({ length: chambers }, (_, at) => {
    const angle = (at / chambers) * 2 * Math.PI;
    const kind = at >= fired ? "full" : dead && at === fired - 1 ? "live" : "fired";
    return chamber(kind, 24 + 14.6 * Math.sin(angle), 24 - 14.6 * Math.cos(angle), Math.min(5.8, 36 / chambers));
  });
  const ring = { fill: "none", stroke: "var(--edge)", "stroke-width": 1.5 };
  return picture(size, size, [48, 48], label, disc(24, 24, 22.6, ring), disc(24, 24, 3.2, ring), each);
}

function chamber(kind, x, y, r) {
  const across = r * 0.55;
  if (kind === "full") {
    return draw(
      "g",
      { class: "full" },
      disc(x, y, r, { fill: "var(--brass)" }),
      disc(x, y, r * 0.36, { fill: "var(--surface)", opacity: 0.75 }),
    );
  }
  const slash = `M${x - across} ${y + across}l${2 * across} ${-2 * across}`;
  if (kind === "fired") {
    return draw(
      "g",
      { class: "fired", fill: "none", stroke: "var(--ink2)", "stroke-width": 1.6 },
      disc(x, y, r - 0.6),
      path(slash),
    );
  }
  const cross = `${slash}M${x - across} ${y - across}l${2 * across} ${2 * across}`;
  return draw(
    "g",
    { class: "live" },
    disc(x, y, r + 0.8, { fill: "var(--bad)" }),
    path(cross, { stroke: "var(--surface)", "stroke-width": 1.8 }),
  );
}

const MARKS = {
  call: () => [pole(), path("M5 3h12l-3.5 4L17 11H5Z", { fill: "var(--brass)" })],
  house: () => [pole(), path("M5 3.500h10.500l-2.8 3.5 2.8 3.500H5", open("var(--brass)"))],
  empty: () => [path("M10 2 17 6v8l-7 4-7-4V6Z", open("var(--ink2)"))],
  death: () => [
    path("M10 1.5 17.5 5.800v8.400L10 18.5 2.5 14.200V5.800Z", { fill: "var(--bad)" }),
    path("M6.8 6.800l6.4 6.400m0-6.4-6.4 6.4", { stroke: "var(--bg)", "stroke-width": 2.2, "stroke-linecap": "round" }),
  ],
  forced: () => [
    path(
      "M4.5 2.500h11M4.5 17.500h11M6 2.500c0 4.5 2.5 5.5 4 7.5 1.5-2 4-3 4-7.500M6 17.500c0-4.5 2.5-5.5 4-7.5 1.5 2 4 3 4 7.5",
      open("var(--ink2)"),
    ),
  ],
  zap: () => [path("M12 1.500 4 11h5l-1.500 7.500L16 9h-5Z", { fill: "var(--brass)" })],
  clean: () => [path("M10 2c3.4 4.200 5.5 6.800 5.5 9.700a5.5 5.5 0 0 1-11 0C4.500 8.800 6.600 6.200 10 2Z", open("var(--brass)"))],
  stunted: () => [path("M10 6c-2-1.500-7-1-7 4.500 0 4.500 3 7.500 5 7.500.8 0 1.200-.4 2-.4s1.200.4 2 .4c2 0 5-3 5-7.500C17 5 12 4.500 10 6Zm0 0c0-2 .6-3 2-4", open("var(--ink2)")), path("M2.5 17.500 17.5 3", open("var(--bad)"))],
  growing: () => [path("M10 18.500V9.500C10 6 7.500 4 3.500 4c0 4 2.500 6 6.500 6m0 2c0-3 2-5 6.500-5 0 3.500-2.500 5.500-6.500 5.500", open("var(--good)"))],
  hit: () => [disc(10, 10, 7.4, { ...open("var(--ink2)"), "stroke-dasharray": "3 2.200", "stroke-linecap": "butt" }), path("M11.500 4.500 7 11h3.500l-1 4.500L14 9h-3.500Z", { fill: "var(--ink2)" })],
  taken: () => [path("M3 7h12m-4-4 4 4-4 4M17 13.500H5m4-4-4 4 4 4", open("var(--ink2)"))],
  offer: () => [path("M2 5h16v11H2Z", open("var(--under)")), path("m2.5 5.5 7.5 6 7.5-6", open("var(--under)"))],
  accepted: () => [
    disc(10, 10, 8.4, { fill: "var(--under)" }),
    path("m6 10.3 2.8 2.900 5.2-6", { ...open("var(--bg)"), "stroke-width": 2.4 }),
  ],
  refused: () => [disc(10, 10, 7.4, open("var(--under)")), path("M6 10h8", open("var(--under)"))],
  agreed: () => [disc(7, 10, 5, open("var(--under)")), disc(13, 10, 5, open("var(--under)"))],
  message: () => [path("M2.5 3.500h15v10H9l-4 4v-4H2.500Z", open("var(--under)"))],
  unclear: () => [path("M3.5 3.500h13v13h-13Z", { ...open("var(--under)"), "stroke-dasharray": "3 2.200", "stroke-linecap": "butt" })],
  announced: () => [path("M2 5h16v11H2Z", open("var(--brass)")), path("m2.5 5.5 7.5 6 7.5-6", open("var(--brass)"))],
  won: () => [
    path("M10 1.800l2.5 5.3 5.8.7-4.3 4 1.1 5.700L10 14.700l-5.1 2.800L6 11.800l-4.3-4 5.8-.7Z", {
      fill: "var(--brass)",
    }),
  ],
};

const pole = () => path("M5 18.500V2.5", { stroke: "var(--brass)", "stroke-width": 2.2, "stroke-linecap": "round" });
const open = (stroke) => ({
  fill: "none",
  stroke,
  "stroke-width": 2,
  "stroke-linejoin": "round",
  "stroke-linecap": "round",
});

/** What happened, as a sign: call, house, empty, death, zap, hit, clean, stunted, growing, forced, taken, won, and in violet what was secret. Shape and filling tell, not only colour. */
export function mark(kind, size = 18) {
  return picture(size, size, [20, 20], "", draw("g", { class: `mark-${kind}` }, MARKS[kind]()));
}
