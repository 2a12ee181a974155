// Writing nothing until the partner writes: once somebody has chosen it, this page sends the empty answer by itself.

import { el, fill, shown, text } from "./dom.js";
import { since, written } from "./standing.js";

/** `seat` is whose side it is; `draft` keeps the choice through reloads: {partner, heard}, what was written to it by then. */
export function silence(words, { seat, draft }) {
  const told = el("span");
  const node = el("p", { class: "silence", hidden: true }, told, el("button", { type: "button", class: "ghost", onclick: end }, words.write_again));
  const heard = (own) => written(own).filter((one) => one.seat !== seat);

  function end() {
    draft.clear();
    shown(node, false);
  }

  return {
    node,
    end,
    /** From now on nothing is written to the partner that `own`, the private part of a frame, asks for. */
    begin: (own) => draft.write({ partner: own.ask.partner, heard: heard(own) }),
    /** Gives whether what `own` asks is to be answered with nothing; null for whoever takes no part. */
    show(own) {
      const kept = draft.read();
      if (!kept) return false;
      if (!own || since(kept.heard, heard(own)).length) {
        end();
        return false;
      }
      text(told, fill(words.silent, { name: kept.partner }));
      shown(node, true);
      return Boolean(own.ask?.partner);
    },
  };
}
