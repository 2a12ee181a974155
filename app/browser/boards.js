// By the name of a game: how its board is drawn, what of a step is seen happening, and how a whole match went.

import { boards as cleanup, height as cleanup_high } from "./cleanup.js";
import { boards as liars_bar, height as liars_bar_high } from "./liars_bar.js";

/**
 * boards: gives a function of a scene and a width that draws one scene after another in one picture
 * high: how high that picture is
 * news: what a frame has that is seen happening: {sound}, null for nothing
 * course: whether its seats go from place to place, so that there is something to draw of a whole match
 */
const BOARDS = {
  cleanup: { boards: cleanup, high: cleanup_high, news: ({ scene }) => (scene?.did.length ? {} : null), course: true },
  liars_bar: { boards: liars_bar, high: liars_bar_high, news: ({ lines }) => (lines.some(({ kind }) => kind === "Laid") ? { sound: "card" } : null) },
};

/** How high the picture of a scene is; `low`: how high it may be, if that is less than it would be. */
export const height = (scene, width, low) => BOARDS[scene.game].high(scene, width, low);

/** The picture of a scene. */
export const board = (scene, width, low) => BOARDS[scene.game].boards()(scene, width, low);

/** The same for one scene after another of one match: what stays as it is, is not drawn anew. */
export function boards() {
  let drawn = null;
  return (scene, width, low) => {
    drawn ??= BOARDS[scene.game].boards();
    return drawn(scene, width, low);
  };
}

export const news = (game, frame) => BOARDS[game]?.news(frame) ?? null;

/** Whether a match of this game can be drawn as a whole. */
export const hasCourse = (game) => Boolean(BOARDS[game]?.course);
