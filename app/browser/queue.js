// Plays frames one after another, so that nothing is shown before the reveal that leads to it.

/** More waiting frames than this, and the table catches up at once. */
const MOST = 6;

/**
 * `play(frame)` shows one frame and gives a promise where that takes time; `hurry()` ends what is being played;
 * `jump(frames)` shows the last of several frames at once.
 * `gap` is the least time, in milliseconds, between two frames that are both worth seeing.
 */
export function queue({ play, hurry, jump, gap = 0 }) {
  let waiting = [];
  let busy = false;
  let closed = false;
  let wake = null;

  const behind = () => document.hidden || waiting.length > MOST;

  async function run() {
    if (busy) return;
    busy = true;
    try {
      while (waiting.length && !closed) await next();
    } finally {
      busy = false; // a frame that cannot be drawn must not keep the others from being seen
    }
  }

  async function next() {
    if (behind()) {
      const frames = waiting;
      waiting = [];
      await jump(frames);
      return;
    }
    await play(waiting.shift());
    if (waiting.length && gap && !behind()) await pause();
  }

  function pause() {
    return new Promise((done) => {
      const timer = setTimeout(() => wake(), gap);
      wake = () => {
        clearTimeout(timer);
        wake = null;
        done();
      };
    });
  }

  function rush() {
    hurry();
    wake?.();
  }

  const turned = () => document.hidden && rush();
  document.addEventListener("visibilitychange", turned);
  return {
    push(frame) {
      waiting.push(frame);
      if (behind()) rush();
      run();
    },
    /** Forget what waits for this: it tells where the match stands now. */
    reset(snapshot) {
      waiting = [snapshot];
      rush();
      run();
    },
    get waiting() {
      return waiting.length;
    },
    close() {
      closed = true;
      document.removeEventListener("visibilitychange", turned);
      rush();
    },
  };
}
