// How the steps of a match are counted for people: as they are kept, or as the game counts its own.

import { fill } from "./dom.js";

/**
 * The `step`, from 1, of these frames: its `number`, its `place` in the match in words, `told` beside the buttons with
 * its `round`, and `title` over the table, or "" where the scene has its own.
 */
export function numbering(words, frames, step) {
  const { round, scene } = frames[step - 1];
  const told = { step, steps: frames.length, round, of: scene?.steps };
  const say = (name) => fill(words[round ? `${name}_round` : name] ?? "", told);
  const title = !scene || !words.after_round ? "" : !round ? words.before : fill(scene.step < round ? words.before_round : words.after_round, told);
  return { number: say("number"), place: say("at_step"), told: say("step"), round: round ? fill(words.round, told) : "", title };
}
