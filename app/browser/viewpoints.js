// The switch between viewpoints: the table, each seat, everything; and in words what the chosen one shows.

import { attribute, el, text } from "./dom.js";
import { icon, token } from "./marks.js";

const TOKEN = 24;
/** From so many on, a phone shows them in one row. */
const MANY = 7;

/** `choose(at)` is called with the viewpoint that somebody wants. */
export function viewpoints(words, choose) {
  const options = el("div", { class: "seg", role: "group", "aria-label": words.seen_by });
  const about = el("p", { class: "about" });
  const element = el("div", { class: "viewpoints" }, el("span", { class: "label", "aria-hidden": "true" }, words.seen_by), options, about);
  let listed = "";

  function option({ at, label, seat }) {
    const sign = seat === undefined ? at === "all" && icon("eye", TOKEN - 4) : token(seat, label, TOKEN);
    const name = el("span", { class: "name" }, label);
    return el("button", { type: "button", title: label, "data-at": at, onclick: () => choose(at) }, sign, name);
  }

  return {
    element,
    /** What may be chosen, the one that is shown, and what it shows. Buttons stay where they are, and keep the focus. */
    show(list, at, what) {
      if (JSON.stringify(list) !== listed) options.replaceChildren(...list.map(option));
      listed = JSON.stringify(list);
      options.classList.toggle("many", list.length >= MANY);
      for (const button of options.children) attribute(button, "aria-pressed", String(button.dataset.at === at));
      text(about, what);
    },
  };
}
