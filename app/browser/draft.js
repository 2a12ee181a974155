// What somebody chose and typed at one seat, kept in this browser until it is sent or the match is over.

const ROOM = "undertable:draft:";
const KEPT = 14 * 24 * 3600 * 1000;

/**
 * One draft for a seat: {decision, round, hand, picks, say, carry}. `decision` is null where nothing is asked yet;
 * `carry` marks cards that are to be laid after a pass. A browser that keeps nothing remembers it for this page only.
 */
export function draft(match, seat, storage = browserStorage("localStorage")) {
  const key = `${ROOM}${match}:${seat}`;
  let now = null;
  sweep(storage);
  return {
    read() {
      return now ?? read(storage, key);
    },
    write(value) {
      now = value;
      keep(storage, key, JSON.stringify({ ...value, when: Date.now() }));
    },
    clear() {
      now = null;
      storage?.removeItem(key);
    },
  };
}

/** `kind`: localStorage, or sessionStorage for this tab only. */
export function browserStorage(kind) {
  try {
    return window[kind];
  } catch {
    return null; // forbidden by the browser's settings
  }
}

function read(storage, key) {
  try {
    return JSON.parse(storage?.getItem(key) ?? "null");
  } catch {
    return null; // cut short or not ours
  }
}

function keep(storage, key, value) {
  try {
    storage?.setItem(key, value);
  } catch {
    // Full. The page itself still remembers.
  }
}

/** Matches that were never played to their end leave drafts behind. */
function sweep(storage) {
  for (const key of Object.keys(storage ?? {})) {
    if (key.startsWith(ROOM) && !(Date.now() - (read(storage, key)?.when ?? 0) < KEPT)) storage.removeItem(key);
  }
}
