// The keyboard of the player. It works wherever one is on the page, but never takes a key from what has the focus.

const TYPING = "input, textarea, select, [contenteditable]";
const PRESSED = "button, a, summary";
const KEYS = { " ": "toggle", ArrowLeft: "back", ArrowRight: "on", Home: "first", End: "last", "[": "round_back", "]": "round_on", o: "room", l: "book", "?": "help", n: "find_on", p: "find_back", Escape: "leave" };
/** Held down, these are pressed once. */
const ONCE = new Set([" ", "o", "l", "?"]);

/** `act` is what controls.js has, with room, book, leave, help and those of the ledger; `ready(name, from)`: whether one of these may be done by a key. */
export function steering(act, ready) {
  function pressed(event) {
    const [from] = event.composedPath();
    const over = (what) => from instanceof Element && from.closest(what) !== null;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!Object.hasOwn(KEYS, event.key) || !ready(KEYS[event.key], from) || over(TYPING) || (event.key === " " && over(PRESSED))) return;
    event.preventDefault();
    if (!ONCE.has(event.key) || !event.repeat) act[KEYS[event.key]]();
  }

  window.addEventListener("keydown", pressed);
  return { close: () => window.removeEventListener("keydown", pressed) };
}
