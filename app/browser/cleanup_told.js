// What stands above one person's buttons in Cleanup, on every board.

const late = (scene) => scene?.did.some(({ kind, seat }) => kind === "late" && scene.seats[seat]?.you);

/** {now, notes} of a frame. `chosen`: the move that is, or null; `instead`: what is asked in place of the question, if anything. */
export function told(words, { ask, scene, waiting, mine }, chosen, instead = "") {
  return {
    now: ask === null ? mine?.note || waiting : instead || (chosen === null ? ask.question : words.chosen),
    notes: [...(ask?.notes ?? []), chosen === null && late(scene) && words.late_own, ask && chosen !== null && words.chosen_note].filter(Boolean),
  };
}
