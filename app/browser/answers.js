// The answers there are at Liar's Bar, each with what it risks.

import { attribute, el, fill, shown, text } from "./dom.js";
import { icon } from "./marks.js";

/** `act` has call, pass and lay. Nothing of it is rebuilt while a question stands, so the focus stays. */
export function answers(words, act) {
  const buttons = {
    call: answer("call", "flag", "C", act.call),
    pass: answer("pass", "lay", "P", act.pass),
    lay: answer("lay", "lay", "L", act.lay),
  };
  const node = el("div", { class: "acts" }, ...Object.values(buttons).map((button) => button.node));

  /** What goes down with a pass, and what it is worth together. */
  function going(cards) {
    const lies = cards.filter((face) => !face.true).length;
    const [n, names] = [cards.length, cards.map((face) => face.name)];
    const listed = [names.slice(0, -1).join(words.comma), names.at(-1)].filter(Boolean).join(words.and);
    const one = lies ? "it_lies" : "it_is_true";
    const several = !lies ? "all_true" : lies === n ? "all_lie" : lies === 1 ? "one_lies" : "some_lie";
    return [fill(n === 1 ? words.goes_down : words.go_down, { cards: listed }), fill(words[n === 1 ? one : several], { lies })];
  }

  function respond(ask, held) {
    const cards = ask.then_lay ? held : [];
    buttons.call.show(ask.call && { title: words.call, lines: ask.call.risks });
    buttons.pass.show({
      title: cards.length ? fill(words.pass_lay, { n: cards.length }) : words.pass,
      lines: cards.length ? going(cards) : [ask.pass.risk],
      main: cards.length > 0,
    });
    buttons.lay.show(null);
  }

  function lay(ask, cards) {
    const lies = cards.filter((face) => !face.true).length;
    const which = !cards.length ? "lay_none" : !lies ? "lay_true" : lies < cards.length ? "lay_some" : "lay_lies";
    buttons.call.show(null);
    buttons.pass.show(null);
    const numbers = { n: cards.length, true: cards.length - lies, lies };
    buttons.lay.show({ title: fill(words[which], numbers), lines: [ask.lay.risk], main: true });
  }

  return {
    node,
    /** `held` are the chosen cards; `open` says whether an answer can be given now. */
    show({ ask, held, open }) {
      if (ask?.kind === "respond") respond(ask, held);
      else if (ask) lay(ask, held);
      shown(node, ask);
      for (const button of Object.values(buttons)) attribute(button.node, "aria-disabled", open ? null : "true");
      if (ask?.kind === "lay" && !held.length) attribute(buttons.lay.node, "aria-disabled", "true");
    },
  };
}

/** A button with a title, and under it what pressing it risks. */
function answer(kind, picture, key, act) {
  const title = el("span", { class: "title" });
  const risks = el("span", { class: "risks" });
  const node = el(
    "button",
    { type: "button", class: `answer ${kind}`, "aria-keyshortcuts": key, onclick: act },
    el("span", { class: "head" }, icon(picture, 20), title),
    risks,
  );
  return {
    node,
    show(what) {
      shown(node, what);
      if (!what) return;
      text(title, what.title);
      while (risks.children.length > what.lines.length) risks.lastChild.remove();
      what.lines.forEach((line, i) => text(risks.children[i] ?? risks.appendChild(el("span")), line));
      node.classList.toggle("main", Boolean(what.main));
    },
  };
}
