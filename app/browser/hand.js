// The cards of one person, each with what it is worth this round; they can be chosen while there is a question.

import { card } from "./cards.js";
import { attribute, el, fill, shown, text } from "./dom.js";

const WIDTH = 100; // drawn at this size; the style sheet makes it fit

/** `pick(i)` is called for the card at place `i`. Cards that stay are not built anew, so the focus stays too. */
export function hand(words, pick) {
  const cards = el("div", { class: "hand", role: "group", "aria-label": words.hand });
  const note = el("p", { class: "hand-note" });
  const node = el("div", { class: "hand-side" }, cards, note);
  let held = [];

  function slot(face, i) {
    return el(
      "button",
      {
        type: "button",
        class: "slot",
        role: "checkbox",
        "data-card": face.card,
        "aria-label": fill(words.card, face),
        "aria-keyshortcuts": i + 1,
        onclick: () => pick(i),
      },
      card(face.card, WIDTH, face.name),
      el("span", { class: face.true ? "true" : "lie" }, face.note),
    );
  }

  function lay(faces) {
    const keys = faces.map((face) => `${face.card} ${face.note}`);
    keys.forEach((key, i) => {
      if (held[i] === key) return;
      const fresh = slot(faces[i], i);
      if (cards.children[i]) cards.children[i].replaceWith(fresh);
      else cards.append(fresh);
    });
    while (cards.children.length > faces.length) cards.lastChild.remove();
    held = keys;
  }

  return {
    node,
    /** What this seat holds now, which of it is chosen, and whether choosing is possible. */
    show(mine, picks, open) {
      lay(mine?.hand ?? []);
      [...cards.children].forEach((button, i) => {
        attribute(button, "aria-checked", String(picks.includes(i)));
        attribute(button, "aria-disabled", open ? null : "true");
      });
      shown(cards, held.length);
      text(note, mine?.note ?? "");
      shown(note, mine?.note);
    },
    get focused() {
      return [...cards.children].some((button) => button.matches(":focus"));
    },
  };
}
