// The table itself, drawn to the width there is, and the place where a reveal plays over it.

import { el, shown } from "./dom.js";
import { boards, height } from "./boards.js";
import { ABOVE } from "./layout_sizes.js";
import { reveal } from "./reveal.js";

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
/** How long a reveal stands at its end, in milliseconds, before the table goes on by itself: less if more has come. */
const READ = 3200;
const READ_SHORT = 2000;
/** Room below a map that is only watched, in pixels. */
const BELOW = 10;

/** `plays(data)` is told what plays, null at its end; `waits()` says whether anything is to be shown after it. */
export function stage(words, { sound, plays, waits }) {
  const table = el("div", { class: "canvas" });
  const show = el("div", { class: "showdown", hidden: true });
  const button = el("button", { type: "button", class: "skip", hidden: true, onclick: () => skip() });
  const node = el("div", { class: "stage" }, table, show, button);
  const board = boards();
  let scene = null;
  let drawn = 0;
  let playing = null;

  /** `fresh`: what was just laid slides onto the table. */
  function draw(fresh = false) {
    drawn = Math.floor(table.clientWidth);
    if (scene === null || drawn < 1) return table.replaceChildren();
    const picture = board(scene, drawn, low());
    picture.classList.toggle("fresh", fresh);
    if (table.firstChild !== picture) table.replaceChildren(picture);
  }

  /** A map that is only watched is seen with all that is told of it; `height` says how low that makes it. */
  function low() {
    if (scene.look !== "map" || scene.you !== null) return 0;
    const [live, top] = [node.closest(".live-table"), table].map((one) => one.getBoundingClientRect().top);
    const room = Math.floor(innerHeight - ABOVE - (top - live) - BELOW);
    return height(scene, drawn) > room ? Math.max(1, room) : 0;
  }

  const redraw = () => draw();
  window.addEventListener("resize", redraw);
  const sized = new ResizeObserver(() => Math.floor(table.clientWidth) !== drawn && draw());
  sized.observe(table);

  /** The first press ends the movement, the second one goes on. */
  function skip() {
    if (playing === null) return false;
    playing.skip();
    return true;
  }

  function stood() {
    button.textContent = words.go_on;
    return new Promise((done) => {
      const timer = setTimeout(done, waits() ? READ_SHORT : READ);
      playing.skip = () => (clearTimeout(timer), done());
    });
  }

  /** Play a showdown to its end. `skip` and `hurry` end it before. */
  async function play(data) {
    node.style.minHeight = `${node.offsetHeight}px`;
    const shows = reveal(show, data, { words, still: STILL.matches, sound });
    playing = { skip: () => shows.skip(), hurried: false };
    button.textContent = words.skip;
    shown(show, true);
    shown(button, true);
    table.classList.add("behind");
    plays(data);
    await shows.done;
    if (!playing.hurried) await stood();
    playing = null;
    shown(show, false);
    shown(button, false);
    show.replaceChildren();
    table.classList.remove("behind");
    node.style.minHeight = "";
    plays(null);
  }

  show.addEventListener("click", () => skip());
  return {
    node,
    skip,
    play,
    /** To the button that skips. */
    focus: () => button.focus({ preventScroll: true }),
    /** End a reveal at once, without its last pause. */
    hurry() {
      if (playing === null) return;
      playing.hurried = true;
      playing.skip();
    },
    show(now, fresh = false) {
      scene = now;
      shown(node, scene !== null);
      draw(fresh);
    },
    /** A showdown as it stood at its end, to be read again. */
    stand(root, data) {
      const shows = reveal(root, data, { words, still: true, sound: null });
      shows.skip();
    },
    close() {
      sized.disconnect();
      window.removeEventListener("resize", redraw);
    },
  };
}
