// Plays a showdown in four beats: the call, the cards, the trigger, the points. It can be ended at any moment.

import { stage } from "./reveal_stage.js";

const CALL = 400;
const CARD = 500;
const HOLD = 700;
const TURN = 520;
const REST = 280;
const LONGEST = 3400;
/** The beats, by their place among the four. */
const BEAT = { call: 0, cards: 1, trigger: 2, points: 3 };

/**
 * Draw `data` into `root` and play it. `words`: worth, standing. `sound`: what `sounds()` gave, or nothing. `after`: what
 * it was worth, and how it stands now, is told below it.
 * Where nothing may move, or `still` is set, the last state stands at once. `done` is kept when it stands.
 */
export function reveal(root, data, { words = {}, still = false, sound = null, after = true } = {}) {
  const section = stage(data, words, after);
  const quiet = still || matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.replaceChildren(section);
  let finish;
  const done = new Promise((resolve) => (finish = resolve));
  const timers = quiet ? [] : schedule(section, data, sound, end);
  if (quiet) end();
  if (quiet) sound?.play(ending(data));

  function end() {
    timers?.forEach(clearTimeout);
    last(section, data);
    finish();
  }

  function skip() {
    section.classList.add("still");
    end();
  }

  return { skip, done };
}

/** What happens when, in milliseconds; never longer than 3.5 seconds, however many cards there are. */
export function timetable(data) {
  const count = data.cards.length;
  const each = Math.min(CARD, (LONGEST - CALL - HOLD - TURN - REST) / Math.max(1, count));
  const up = data.cards.map((_, number) => ({
    at: CALL + number * each,
    beat: BEAT.cards,
    card: number,
    told: number === count - 1,
    sound: "card",
  }));
  const pulled = CALL + count * each + HOLD;
  const trigger = { at: pulled, beat: BEAT.trigger, sound: data.shot ? "cylinder" : null };
  const stop = {
    at: pulled + TURN,
    beat: BEAT.trigger,
    stopped: true,
    told: true,
    sound: data.shot ? ending(data) : null,
  };
  return [
    { at: 0, beat: BEAT.call, told: true, sound: "knock" },
    ...up,
    trigger,
    stop,
    { at: pulled + TURN + REST, beat: BEAT.points },
  ];
}

const ending = ({ shot }) => (shot === null ? "card" : shot.dead ? "thud" : "click");

function schedule(section, data, sound, end) {
  return timetable(data).map((moment) =>
    setTimeout(() => {
      if (moment.sound) sound?.play(moment.sound);
      if (moment.beat === BEAT.points) end();
      else show(section, moment);
    }, moment.at),
  );
}

/** Bring the stage to a moment. What a beat came to is told once it is over, so that nothing is given away. */
function show(section, { beat, card, stopped = false, told = false }) {
  section.dataset.beat = beat;
  section.classList.toggle("stopped", stopped);
  if (card !== undefined) section.querySelectorAll("figure")[card].classList.add("up");
  section.querySelectorAll(".beats li").forEach((item, number) => {
    item.classList.toggle("on", number === beat);
    item.classList.toggle("known", number < beat || (number === beat && told));
    if (number === beat) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
}

/** Everything turned up, stopped and counted. */
function last(section, data) {
  if (section.dataset.beat === undefined) section.classList.add("still");
  data.cards.forEach((_, card) => show(section, { beat: BEAT.points, card, stopped: true }));
  show(section, { beat: BEAT.points, stopped: true, told: true });
}
