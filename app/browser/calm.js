// Keeps Streamlit from laying a dialog over the table when its own line drops: the table says that itself, and whoever
// is typing goes on typing.

const DIALOG = '[data-testid="stDialog"]';
const SOON = 1000; // milliseconds within which a lost focus is given back

/** `node` is the table's own element. */
export function calm(node) {
  let held = null; // {node, at}: what had the focus when it was taken away

  function left(event) {
    held = event.relatedTarget === null ? { node: event.target, at: performance.now() } : null;
  }

  function back() {
    if (held === null || performance.now() - held.at > SOON || document.activeElement !== document.body) return;
    held.node.focus({ preventScroll: true });
  }

  const watch = new MutationObserver(() => {
    const close = document.querySelector(`${DIALOG} button[aria-label="Close"]`);
    if (close === null) return;
    close.click();
    setTimeout(back);
    requestAnimationFrame(() => requestAnimationFrame(back));
  });
  watch.observe(document.body, { childList: true });
  node.addEventListener("focusout", left);
  return { close: () => watch.disconnect() };
}
