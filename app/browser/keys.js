// The keyboard of the table: one letter an act, and none of them while somebody types.

const TYPING = "input, textarea, select, [contenteditable]";
const PRESSED = "button:not([role=checkbox]), a, summary, dialog";

/**
 * `does` has card(i), call, pass, lay, say, skip and help; each returns whether it had anything to do.
 * `root` is the component's own element: a dialog that is open there keeps all keys for itself.
 */
export function keys(root, does) {
  function act(event) {
    const [from] = event.composedPath();
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.isComposing) return false;
    if (root.querySelector("dialog[open]") || (from instanceof Element && from.closest(TYPING))) return false;
    const key = event.key.toLowerCase();
    if (key === "?") return does.help();
    if (event.repeat) return false;
    // On a button that can be pressed, Space and Enter press it.
    const button = from instanceof Element ? from.closest(PRESSED) : null;
    const free = button === null || button.getAttribute("aria-disabled") === "true";
    if (key === " ") return (free || button.matches(".answer")) && does.skip();
    if (key === "enter") return free && does.lay();
    if (/^[1-9]$/.test(key)) return does.card(Number(key) - 1);
    const letters = { c: does.call, p: does.pass, l: does.lay, s: does.say };
    return Object.hasOwn(letters, key) && letters[key]();
  }

  // Before the page's own keys: Streamlit has some of the same letters.
  function pressed(event) {
    if (!act(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  window.addEventListener("keydown", pressed, true);
  return { close: () => window.removeEventListener("keydown", pressed, true) };
}
