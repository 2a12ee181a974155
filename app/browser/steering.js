// The keyboard of the player. It works wherever one is on the page, but never takes a key from what has the focus.

const TYPING = "input, textarea, select, [contenteditable]";
const PRESSED = "button, a, summary";
const KEYS = { " ": "toggle", ArrowLeft: "back", ArrowRight: "on", Home: "first", End: "last", "[": "round_back", "]": "round_on" };

/** `act` is what controls.js has; `ready()` says whether there is anything to steer. */
export function steering(act, ready) {
  function pressed(event) {
    const [from] = event.composedPath();
    const over = (what) => from instanceof Element && from.closest(what) !== null;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!Object.hasOwn(KEYS, event.key) || !ready() || over(TYPING) || (event.key === " " && over(PRESSED))) return;
    event.preventDefault();
    if (event.key !== " " || !event.repeat) act[KEYS[event.key]]();
  }

  window.addEventListener("keydown", pressed);
  return { close: () => window.removeEventListener("keydown", pressed) };
}
