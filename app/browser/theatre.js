// What there is to see of a step: the table after it, or the showdown that it was.

import { still } from "./clock.js";
import { arrange, attribute, el, shown, text } from "./dom.js";
import { boards, height } from "./boards.js";
import { kept } from "./kept.js";
import { WIDE } from "./layout.js";
import { ABOVE } from "./layout_sizes.js";
import { reveal } from "./reveal.js";

const chip = (label) => el("span", { class: "chip" }, label);

export function theatre(words) {
  const title = el("h2", { class: "title" });
  const chips = el("span", { class: "chips" });
  const views = [
    ["showdown", false],
    ["table", true],
  ].map(([name, to]) => el("button", { type: "button", onclick: () => prefer(to), "data-view": name }, words[name]));
  const choice = el("div", { class: "seg", role: "group", "aria-label": words.stage }, ...views);
  const table = el("div", { class: "picture" });
  const board = boards();
  const labels = kept();
  const show = el("div", { class: "showdown" });
  const plain = el("p", { class: "plain" });
  const names = el("div", { class: "names" }, title, chips);
  const scenery = el("div", { class: "scenery" }, names, table);
  const element = el("section", { class: "theatre", "aria-label": words.stage }, plain, scenery, show, choice);
  let story = { frames: [] };
  let frame = null;
  let drawn = 0;
  let low = 0; // how high the board may be, if that is less than it would be
  let bare = false; // somebody would rather see the table than the showdown
  let playing = null;
  let heading = "";

  function draw(fresh = false) {
    if (!frame?.scene || !drawn) return;
    const drawing = board(frame.scene, drawn, low);
    drawing.classList.toggle("fresh", fresh);
    arrange(table, [drawing]);
  }

  const highest = () => Math.max(0, ...story.frames.map(({ scene }) => (scene && drawn ? height(scene, drawn, low) : 0)));

  /**
   * As high as the highest table of this match, so that what lies below never moves; and lower where the window is low. On
   * a phone, where the deck stays in sight by itself, as high as it is.
   */
  function fit() {
    drawn = Math.floor(table.clientWidth);
    low = 0;
    const [whole, room] = [highest(), free()];
    if (whole > room) low = Math.max(1, room);
    table.style.minHeight = drawn < WIDE ? "" : `${highest()}px`;
  }

  /** What is left of the window for the table, if the edge below it is to be in sight too: on a phone it lies over the end of it. */
  function free() {
    const [player, deck] = [element.closest(".player"), element.nextElementSibling].map((node) => node.getBoundingClientRect());
    if (drawn < WIDE) return Math.floor(innerHeight - ABOVE - (table.getBoundingClientRect().top - player.top) - deck.height);
    return Math.floor((innerHeight - ABOVE - (deck.bottom - player.top)) / element.currentCSSZoom + table.offsetHeight);
  }

  function refit() {
    fit();
    draw();
  }

  function prefer(to) {
    bare = to;
    set(frame, false);
  }

  function skip() {
    playing?.skip();
    playing = null;
  }

  /**
   * `moving`: a showdown is played, if anything may move; then there is a promise, kept when it has come to its end.
   * `over` stands over the table instead of the title of the scene.
   */
  function set(to, moving, over = heading) {
    heading = over;
    skip();
    const fresh = frame !== null && to.number === frame.number + 1;
    frame = to;
    const seen = frame.scene !== null;
    const revealed = seen && frame.reveal !== null && !bare;
    shown(scenery, seen);
    shown(choice, seen && frame.reveal !== null);
    shown(plain, !seen);
    if (!seen) return null;
    text(title, heading || frame.scene.title);
    arrange(chips, labels(frame.scene.chips.map((label, i) => [chip, label, i])));
    for (const view of views) attribute(view, "aria-pressed", String((view.dataset.view === "table") === bare));
    // What a showdown covers is drawn once it is to be seen.
    if (!revealed) draw(fresh);
    shown(show, revealed);
    scenery.classList.toggle("behind", revealed);
    fits.disconnect();
    show.replaceChildren();
    if (!revealed) return null;
    const stands = !moving || still();
    // Points stand in the ledger, and how it stands now on the table.
    playing = reveal(show, frame.reveal, { words, still: stands, after: false });
    for (const node of [show, show.firstChild]) fits.observe(node);
    return stands ? null : playing.done;
  }

  show.addEventListener("click", skip);
  // What does not fit can be reached with the keyboard too. It is known once the page is laid out, for this same frame.
  const fits = new ResizeObserver(() => attribute(show, "tabindex", show.scrollHeight > show.clientHeight ? "0" : null));
  const watch = new ResizeObserver(() => {
    if (Math.floor(table.clientWidth) !== drawn) refit();
  });
  watch.observe(table);
  window.addEventListener("resize", refit);
  return {
    element,
    show: set,
    skip,
    load(to) {
      story = to;
      text(plain, story.plain ?? "");
      shown(plain, false);
      fit();
    },
    close() {
      skip();
      watch.disconnect();
      fits.disconnect();
      window.removeEventListener("resize", refit);
    },
  };
}
