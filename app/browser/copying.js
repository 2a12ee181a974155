// A button that copies an address, and what to do where a browser does not allow it.

import { el, shown, text } from "./dom.js";
import { icon } from "./marks.js";

/** Milliseconds that a message stands. */
const READ = 5000;

/** The nodes of it, in order; `href()` is the address, `label` what the button says. */
export function copying(words, label, href) {
  const button = el("button", { type: "button", class: "copy", title: label, onclick: copy }, icon("link", 20), el("span", {}, label));
  const copied = el("p", { class: "copied", role: "status" });
  const byHand = el("input", { readonly: true, "aria-label": label, hidden: true });

  async function copy() {
    try {
      await navigator.clipboard.writeText(href());
      text(copied, words.copied);
    } catch {
      // Not allowed, or a page without TLS: then it can be copied by hand.
      byHand.value = href();
      shown(byHand, true);
      byHand.select();
      text(copied, words.copy_by_hand);
    }
    setTimeout(() => text(copied, ""), READ);
  }

  return [byHand, button, copied];
}
