// How to leave a table: for now, for good, or so that it ends for everybody.

import { dialog, el } from "./dom.js";

/** The ways to leave a table; nothing is given up by one press. `stop` is only for whoever has opened it. */
export function leaving(host, words, { seated, home, resign, stop }) {
  const box = dialog(host, words, words.leave_title);
  const press = (kind, label, onclick) => el("button", { type: "button", class: kind, onclick }, label);

  function ways() {
    box.name(words.leave_title);
    box.body.replaceChildren(
      el("p", {}, seated ? words.leave_about : words.leave_watched),
      el(
        "div",
        { class: "choices" },
        el("a", { class: "button main", href: home }, seated ? words.leave_now : words.leave_watching),
        seated && press("bad", words.resign, () => (box.close(), resign())),
        stop && press("bad", words.stop, question),
      ),
    );
  }

  function question() {
    const no = press("main", words.stop_no, ways);
    const yes = press("bad", words.stop_yes, () => (box.close(), stop()));
    box.name(words.stop);
    box.body.replaceChildren(el("p", {}, words.stop_about), el("div", { class: "choices" }, no, yes));
    no.focus();
  }

  return {
    open() {
      ways();
      box.open();
    },
  };
}
