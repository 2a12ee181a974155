// Plays: asks for the next step again and again, at a speed, until there is none.

export const SPEEDS = [0.5, 1, 2, 4];
/** Milliseconds that one plain step stands at speed 1, and before the first one when somebody presses play. */
const STEP = 1600;
const START = 350;

/** Whether this person asked for less movement. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * `next()` shows the next step and gives, perhaps later, how long it is to stand: 1 for a plain step, 0 after the last.
 * `changed()` is called whenever it starts or stops.
 */
export function clock(next, changed) {
  let speed = 1;
  let timer = 0;
  let playing = false;
  let play = 0; // what an earlier play was waiting for is no longer wanted

  function wait(time) {
    clearTimeout(timer);
    timer = setTimeout(tick, time, play);
  }

  async function tick(mine) {
    const weight = await next();
    if (mine !== play) return;
    if (weight) wait((STEP * weight) / speed);
    else stop();
  }

  function start() {
    if (playing) return;
    playing = true;
    play += 1;
    wait(START);
    changed();
  }

  function stop() {
    if (!playing) return;
    playing = false;
    play += 1;
    clearTimeout(timer);
    changed();
  }

  return {
    start,
    stop,
    get playing() {
      return playing;
    },
    get speed() {
      return speed;
    },
    set speed(to) {
      speed = to;
      changed();
    },
  };
}
