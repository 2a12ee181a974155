// One thought: whose, its words in the voice that was not said aloud, and how they were obtained. Long ones are folded.

import { attribute, el, shown, text } from "./dom.js";
import { plain, write as pieces } from "./long.js";

/** Characters that are laid out of a folded text, beside the current step and in passing: far more than show. */
const NEAR = 2400;
const FAR = 320;
/** About so many characters show beside the current step; whether that is all is known once they are laid out. */
const SHOWS = 600;

/** `dress` is that of long.js: what stands in a part of the text. */
export function thought(words, { title, text: whole, provenance }, dress = plain(whole)) {
  const voice = el("p", { class: "voice" });
  const more = el("button", { type: "button", class: "quiet", hidden: whole.length < SHOWS, onclick: turn });
  const element = el("div", { class: "thought" }, el("h3", {}, title), voice, more, el("p", { class: "tag" }, provenance));
  let close = true; // beside the current step
  let open = false;

  function write() {
    voice.replaceChildren(...(open ? [] : dress(0, Math.min(whole.length, close ? NEAR : FAR))));
    if (open) pieces(voice, whole, dress);
    voice.classList.toggle("open", open);
    attribute(more, "aria-expanded", String(open));
    text(more, open ? words.read_less : words.read_all);
  }

  function turn() {
    open = !open;
    write();
  }

  write();
  return {
    element,
    voice,
    /** Whether it stands beside the current step; in passing it is short. */
    near(yes) {
      if (close === yes) return;
      close = yes;
      open = false;
      write();
    },
    /** Look whether there is more than shows, and give what is to be changed then. */
    measured() {
      const long = open || whole.length > (close ? NEAR : FAR) || voice.scrollHeight > voice.clientHeight + 2;
      return () => shown(more, long);
    },
  };
}
