// The keyboard of the table: one letter an act, and none of them while somebody types.

const TYPING = "input, textarea, select, [contenteditable]";
const PRESSED = "button:not([role=checkbox]), a, summary, dialog";
const SCROLLED = "[tabindex='0']";

/**
 * `does` has skip, help and press(key, {free, repeat, scrolls, shift}), as `sides.js` says; each returns whether it had anything
 * to do. `root` is the component's own element: a dialog that is open there keeps all keys for itself.
 */
export function keys(root, does) {
  // What scrolls goes up and down by keys for whoever came to it by keys; a click anywhere takes none from the game.
  let clicked = false;

  function act(event) {
    const [from] = event.composedPath();
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.isComposing) return false;
    const within = (what) => (from instanceof Element ? from.closest(what) : null);
    if (root.querySelector("dialog[open]") || within(TYPING)) return false;
    const key = event.key.toLowerCase();
    if (key === "?") return does.help();
    // On a button that can be pressed, Space and Enter press it.
    const button = within(PRESSED);
    const free = button === null || button.getAttribute("aria-disabled") === "true";
    if (key === " " && !event.repeat && (free || button.matches(".answer")) && does.skip()) return true;
    return does.press(key, { free, repeat: event.repeat, scrolls: !clicked && root.contains(within(SCROLLED)), shift: event.shiftKey });
  }

  // Before the page's own keys: Streamlit has some of the same letters.
  function pressed(event) {
    if (event.key === "Tab") clicked = false;
    if (!act(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  const pointed = () => (clicked = true);
  const heard = { keydown: pressed, pointerdown: pointed };
  for (const [kind, does] of Object.entries(heard)) window.addEventListener(kind, does, true);
  return {
    close() {
      for (const [kind, does] of Object.entries(heard)) window.removeEventListener(kind, does, true);
    },
  };
}
