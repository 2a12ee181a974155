// A sentence above the table with the ways on from here: to a new table, or away from one that will not answer.

import { el, shown } from "./dom.js";

export function offer(words, { home, table }) {
  const node = el("p", { class: "offer", role: "status", hidden: true });

  function show(sentence, ...ways) {
    const link = ([label, href, kind = ""]) => el("a", { class: `button ${kind}`.trim(), href }, label);
    node.replaceChildren(el("span", {}, sentence), ...ways.filter(Boolean).map(link));
    shown(node, true);
  }

  return {
    node,
    /** The table has moved on without this person. */
    follow: (sentence, url) => show(sentence, [words.follow, url, "main"]),
    /** This person has given up the seat, and may watch. */
    left: () => show(words.resigned, [words.watch_live, table], [words.home, home]),
    /** The line is closed for good; `why` names the reason. */
    gone: (why) => show(words.gone[why], (why === "not_yours" || why === "given_up") && [words.watch_live, table], [words.home, home]),
  };
}
