// Where one is stands in the address, so that a link leads back there.

/** Milliseconds: browsers refuse to change the address hundreds of times in a row. */
const WAIT = 250;

/** The address of a match; parameters that are not ours are kept. */
export function address(match) {
  let timer = 0;

  function url(seat, step) {
    const here = new URL(location.href);
    here.searchParams.set("match", match);
    here.searchParams.set("seat", seat);
    here.searchParams.set("step", step);
    return here.href;
  }

  function write(seat, step) {
    // Another page may be there already, and its address is its own.
    if (new URLSearchParams(location.search).get("match") === match) history.replaceState(history.state, "", url(seat, step));
  }

  return {
    url,
    /** Not at once, and never as a new entry: Back leads to the page before. */
    write(seat, step) {
      clearTimeout(timer);
      timer = setTimeout(write, WAIT, seat, step);
    },
    close: () => clearTimeout(timer),
  };
}
