// Where each seat of a match was, step by step, and that as small maps of one scale. Pure.

import { box, draw, path, picture } from "./svg.js";
import { colourOf } from "./pieces.js";
import { kindsOf } from "./walled_ground.js";

const HIGH = 22;
const WIDE = 30;
/** Maps with more columns than this have square tiles. */
const COLUMNS = 8;
const GROUND = { river: "var(--river)", orchard: "var(--grass)", ground: "var(--earth)", wall: "var(--wall)" };

/** Of every seat whose places are told: {seat, name, rows of how many steps it ended there, water: of those in the river,
 * most: {row, column, n}}; `most`: the largest number there is, `steps`: how many steps were counted. */
export function visits(frames) {
  // A window turns with its seat: its places are none on the map.
  if (frames.some(({ scene }) => scene.look === "window")) return { seats: [], most: 1, steps: 0 };
  const after = new Map(); // the last frame of each step
  for (const { scene } of frames) if (scene.step > 0) after.set(scene.step, scene);
  const scenes = [...after.values()];
  const { seats, tiles } = frames.at(-1).scene;
  const kinds = kindsOf(tiles);
  const counted = seats.filter(({ seat }) => scenes.some((scene) => scene.seats[seat].at)).map(({ seat, name }) => {
    const rows = kinds.map((row) => row.map(() => 0));
    for (const scene of scenes) {
      const at = scene.seats[seat].at;
      if (at) rows[at[0]][at[1]] += 1;
    }
    const each = rows.flatMap((row, r) => row.map((n, c) => ({ row: r, column: c, n, water: kinds[r][c] === "river" })));
    const water = each.reduce((all, one) => all + (one.water ? one.n : 0), 0);
    return { seat, name, rows, kinds, water, most: each.reduce((a, b) => (b.n > a.n ? b : a)) };
  });
  return { seats: counted, most: Math.max(1, ...counted.map((one) => one.most.n)), steps: scenes.length };
}

/** A map in which a place is the stronger, the more often the seat was there. `label` says it in words. */
export function worn({ seat, rows, kinds }, most, label) {
  const w = rows[0].length > COLUMNS ? HIGH : WIDE;
  const [wide, high] = [rows[0].length * w, rows.length * HIGH];
  const tiles = (kind) => kinds.flatMap((row, r) => row.flatMap((one, c) => (one === kind ? [rounded(c * w + 0.5, r * HIGH + 0.5, w - 1, HIGH - 1)] : [])));
  const ground = Object.entries(GROUND).map(([kind, fill]) => path(tiles(kind).join(""), { fill }));
  const cell = (n, r, c) => n > 0 && box(c * w + 0.5, r * HIGH + 0.5, w - 1, HIGH - 1, 3, { class: "visited", "data-n": n, fill: colourOf(seat), "fill-opacity": 0.18 + (0.82 * n) / most });
  return picture(wide, high, [wide, high], label, draw("g", { class: "worn" }, ground, rows.map((row, r) => row.map((n, c) => cell(n, r, c)))));
}

const rounded = (x, y, w, h) => `M${x + 3} ${y}h${w - 6}a3 3 0 0 1 3 3v${h - 6}a3 3 0 0 1-3 3h${6 - w}a3 3 0 0 1-3-3v${6 - h}a3 3 0 0 1 3-3z`;
