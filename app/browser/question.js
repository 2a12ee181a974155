// What just happened, what is asked of this person now, and how much time there is for it.

import { countdown } from "./countdown.js";
import { el, shown, text } from "./dom.js";
import { brief } from "./long.js";

/** Nothing of it is rebuilt while a question stands, so the focus stays. */
export function question(words) {
  const news = el("p", { class: "news" });
  const now = el("p", { class: "now", tabindex: "-1", "aria-live": "polite" });
  const notes = el("p", { class: "notes" });
  const time = countdown(words);
  const node = el("div", { class: "question" }, news, el("div", { class: "asking" }, now, time.node), notes);

  /** What only this seat was told is told apart. Nothing is touched that stands there: a selection survives. */
  function tell(lines) {
    const spans = lines.flatMap((one) => [el("span", { "data-secret": one.secret }, brief(one.text)), " "]);
    const fresh = el("p", {}, ...spans);
    if (fresh.innerHTML !== news.innerHTML) news.replaceChildren(...fresh.childNodes);
    shown(news, lines.length);
  }

  return {
    node,
    /** `told`: {now, notes}, the sentence of the moment and what to know; `hidden`: something else is asked. */
    show({ lines, told, clock, hidden }) {
      tell(lines);
      text(now, told.now);
      text(notes, told.notes.join(" "));
      shown(notes, told.notes.length);
      time.show(clock);
      shown(node, !hidden);
    },
    focus: () => now.focus({ preventScroll: true }),
    close: time.close,
  };
}
