// What there is to see of a step: the table after it, or the showdown that it was.

import { still } from "./clock.js";
import { attribute, el, shown, text } from "./dom.js";
import { board, height } from "./liars_bar.js";
import { reveal } from "./reveal.js";

export function theatre(words) {
  const title = el("h2", { class: "title" });
  const chips = el("span", { class: "chips" });
  const views = [
    ["showdown", false],
    ["table", true],
  ].map(([name, to]) => el("button", { type: "button", onclick: () => prefer(to), "data-view": name }, words[name]));
  const choice = el("div", { class: "seg", role: "group", "aria-label": words.stage }, ...views);
  const table = el("div", { class: "picture" });
  const show = el("div", { class: "showdown" });
  const plain = el("p", { class: "plain" });
  const names = el("div", { class: "names" }, title, chips);
  const scenery = el("div", { class: "scenery" }, names, table);
  const element = el("section", { class: "theatre", "aria-label": words.stage }, plain, scenery, show, choice);
  let story = { frames: [] };
  let frame = null;
  let drawn = 0;
  let bare = false; // somebody would rather see the table than the showdown
  let playing = null;

  function draw(fresh = false) {
    if (!frame?.scene || !drawn) return;
    const drawing = board(frame.scene, drawn);
    drawing.classList.toggle("fresh", fresh);
    table.replaceChildren(drawing);
  }

  /** As high as the highest table of this match, so that what lies below never moves. */
  function fit() {
    drawn = Math.floor(table.clientWidth);
    const highest = Math.max(0, ...story.frames.map(({ scene }) => (scene && drawn ? height(scene, drawn) : 0)));
    table.style.minHeight = `${highest}px`;
  }

  function prefer(to) {
    bare = to;
    set(frame, false);
  }

  function skip() {
    playing?.skip();
    playing = null;
  }

  /** `moving`: a showdown is played, if anything may move; then there is a promise, kept when it has come to its end. */
  function set(to, moving) {
    skip();
    const fresh = frame !== null && to.number === frame.number + 1;
    frame = to;
    const seen = frame.scene !== null;
    const revealed = seen && frame.reveal !== null && !bare;
    shown(scenery, seen);
    shown(choice, seen && frame.reveal !== null);
    shown(plain, !seen);
    if (!seen) return null;
    text(title, frame.scene.title);
    chips.replaceChildren(...frame.scene.chips.map((chip) => el("span", { class: "chip" }, chip)));
    for (const view of views) attribute(view, "aria-pressed", String((view.dataset.view === "table") === bare));
    draw(fresh);
    shown(show, revealed);
    scenery.classList.toggle("behind", revealed);
    show.replaceChildren();
    if (!revealed) return null;
    const stands = !moving || still();
    playing = reveal(show, frame.reveal, { words, still: stands, sound: null });
    // What does not fit can be reached with the keyboard too.
    attribute(show, "tabindex", show.scrollHeight > show.clientHeight ? "0" : null);
    return stands ? null : playing.done;
  }

  show.addEventListener("click", skip);
  const watch = new ResizeObserver(() => {
    if (Math.floor(table.clientWidth) === drawn) return;
    fit();
    draw();
  });
  watch.observe(table);
  return {
    element,
    show: set,
    skip,
    load(to) {
      story = to;
      text(plain, story.plain ?? "");
      fit();
    },
    close() {
      skip();
      watch.disconnect();
    },
  };
}
