// The newest showdown, to be read again as it stood at its end.

import { dialog, el, shown } from "./dom.js";

/** `stand(root, showdown)` draws one. */
export function worth(host, words, stand) {
  const box = dialog(host, words, words.last_round);
  box.node.classList.add("wide");
  const node = el("button", { type: "button", class: "ghost reread", hidden: true, onclick: reread }, words.worth);
  let last = null;

  function reread() {
    box.body.replaceChildren();
    box.open();
    stand(box.body, last);
  }

  return {
    node,
    /** There is a newer one, if there is one. */
    newest(showdown) {
      last = showdown ?? last;
      shown(node, last);
    },
  };
}
