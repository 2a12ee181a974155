// By the name of a game, or of one of its kinds, one person's own side of its table.

import { side as cleanup } from "./cleanup_side.js";
import { side as liars_bar } from "./liars_bar_side.js";
import { side as walled } from "./walled_side.js";

/**
 * Each is called with the words of the table and {draft, send, page, board}: `send(decision, action)` gives an answer and
 * returns its click; `page` has asking(), did(done), say(sentence), redraw() and focus(); `board` is where the table is
 * drawn. It gives
 *
 * mind: what is chosen and typed, with show(frame), online(yes), done(click) and refused(click)
 * state, body, foot, panels: its nodes in the head, under the question, below it, and beside the table
 * answers, held: of those in the body, the one with the answers, and the one that is moved to where one writes in private
 * beside: the table has to be seen while one writes in private
 * show(frame, seat): another frame is shown, `seat` is the viewer's own in its scene, null for whoever watches
 * draw(frame): what is chosen may have changed
 * told(frame): {now, notes}, what is said of it
 * press(key, {free, repeat, scrolls, shift}): whether a key had anything to do; `free`: no button has it, `scrolls`: what
 *     has the focus goes up and down with it
 */
const SIDES = { cleanup, liars_bar, walled };

/** `kind` is one of the game whose side differs from what is usual there. */
export const sideOf = (game, kind) => SIDES[kind ?? game] ?? none;

/** The table of a game that is told in sentences alone. */
function none() {
  const nothing = () => {};
  return {
    mind: { show: nothing, online: nothing, done: nothing, refused: nothing },
    state: [],
    body: [],
    answers: null,
    held: null,
    foot: null,
    panels: [],
    show: nothing,
    draw: nothing,
    told: ({ waiting }) => ({ now: waiting, notes: [] }),
    press: () => false,
  };
}
