// Where one is stands in the address, so that a link leads back there.

/** Milliseconds: browsers refuse to change the address hundreds of times in a row. */
const WAIT = 250;

/** The address of a match; parameters that are not ours are kept. */
export const address = (match) =>
  // Another page may be there already, and its address is its own.
  keeping({ match }, (here) => here.searchParams, () => new URLSearchParams(location.search).get("match") === match);

/** In a file of its own: behind the #, for which no server is asked. */
export const fragment = () => keeping({}, null, () => true);

/** What an address shows in place of the table: a part of the Offer Room, the ledger, or nothing. */
export const partOf = ({ room, view }) => (view === "ledger" ? view : room);

/** `where(url)`: the parameters of an address, `ours()`: whether it may be changed. */
function keeping(also, where, ours) {
  let timer = 0;
  const parameters = (here) => where?.(here) ?? new URLSearchParams(here.hash.slice(1));

  function url(seat, step, part = "") {
    const here = new URL(location.href);
    const query = parameters(here);
    for (const [name, value] of Object.entries({ ...also, seat, step })) query.set(name, value);
    for (const name of ["room", "view"]) query.delete(name);
    if (part) query.set(part === "ledger" ? "view" : "room", part);
    if (!where) here.hash = query;
    return here.href;
  }

  /** The room of another match. */
  function room(match) {
    const here = new URL(location.href);
    here.search = new URLSearchParams({ match, room: "offer" });
    return here.href;
  }

  function read() {
    const query = parameters(new URL(location.href));
    const there = Object.fromEntries(["seat", "step", "room", "view"].map((name) => [name, query.get(name)]));
    return { seat: there.seat, step: there.step, part: partOf(there) };
  }

  function write(seat, step) {
    if (ours()) history.replaceState(history.state, "", url(seat, step, read().part));
  }

  return {
    /** Whether it leads anybody else here, too: nobody has the file that one has. */
    leads: where !== null,
    url,
    room,
    /** Not at once, and never as a new entry: Back leads to the page before. */
    write(seat, step) {
      clearTimeout(timer);
      timer = setTimeout(write, WAIT, seat, step);
    },
    /** Into what stands in place of the table, or out of it, as a new entry: Back leads back. */
    enter(seat, step, part) {
      clearTimeout(timer);
      if (ours()) history.pushState(history.state, "", url(seat, step, part));
    },
    /** What the address says, each null where it says nothing; null where it is not ours. */
    read: () => (ours() ? read() : null),
    close: () => clearTimeout(timer),
  };
}
