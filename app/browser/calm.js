// Keeps Streamlit from laying a dialog over the table when its own line drops: the table says that itself, and whoever
// is typing goes on typing. Streamlit gives the focus back when its dialog closes.

const CLOSE = '[data-testid="stDialog"] button[aria-label="Close"]';

export function calm() {
  const watch = new MutationObserver(() => document.querySelector(CLOSE)?.click());
  watch.observe(document.body, { childList: true });
  return { close: () => watch.disconnect() };
}
