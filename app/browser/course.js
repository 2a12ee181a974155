// How a whole match went, for games whose seats go from place to place: a chart over time, who cleaned and who ate, and
// where each seat was.

import { chart } from "./chart.js";
import { dilemma } from "./dilemma.js";
import { el, fill, shown } from "./dom.js";
import { hasCourse } from "./boards.js";
import { token } from "./marks.js";
import { placeOf } from "./terrain.js";
import { visits, worn } from "./visits.js";
import { walled } from "./walled.js";

const TOKEN = 24;

/** `go(step)` is called with the step at which somebody pressed into the chart. */
export function course(words, go) {
  const plot = el("div", { class: "plot", onclick: pressed });
  const maps = el("ul", { class: "maps" });
  const where = el("section", { "aria-label": words.where }, el("h3", {}, words.where), maps, el("p", { class: "quiet" }, words.where_note));
  const plane = el("div");
  const element = el("section", { class: "course", "aria-label": words.title, hidden: true }, el("h2", {}, words.title), plot, plane, where);
  let story = null;
  let drawn = null; // the chart as it stands there
  let step = 1;

  function draw() {
    const width = Math.floor(plot.clientWidth);
    if (!story || width < 1) return;
    drawn = chart(words, story.frames, width);
    plot.replaceChildren(drawn.picture);
    drawn.show(step);
  }

  function pressed({ clientX }) {
    go(drawn.at((clientX - plot.getBoundingClientRect().left) / plot.currentCSSZoom));
  }

  /** Through a window nobody sees what the others have done. */
  function compared(scene) {
    if (scene.look === "window") return null;
    const seats = scene.seats.map(({ cleaned, ...seat }) => ({ ...seat, removed: cleaned }));
    return dilemma(words.dilemma, { seats, walled: walled(scene) });
  }

  function map(seat, most, steps) {
    const told = { name: seat.name, n: seat.most.n, steps, water: seat.water, place: placeOf(seat.most.row, seat.most.column) };
    const label = fill(words.map, told);
    const note = fill(words.water, told);
    const head = el("p", {}, token(seat.seat, seat.name, TOKEN), el("b", {}, seat.name));
    return el("li", { "data-seat": seat.seat }, head, worn(seat, most, label), el("p", { class: "quiet", "aria-hidden": "true" }, note));
  }

  const sized = new ResizeObserver(draw);
  sized.observe(plot);
  return {
    element,
    load({ frames }) {
      const there = frames.length > 1 && frames.every(({ scene }) => hasCourse(scene?.game));
      shown(element, there);
      story = there ? { frames } : null;
      plot.replaceChildren();
      if (!there) return;
      plane.replaceChildren(...[compared(frames.at(-1).scene)].filter(Boolean));
      const { seats, most, steps } = visits(frames);
      shown(where, seats.length && steps);
      maps.replaceChildren(...seats.map((seat) => map(seat, most, steps)));
      draw();
    },
    show(to) {
      step = to;
      drawn?.show(step);
    },
    close: () => sized.disconnect(),
  };
}
