// The row above the table: what round it is, what is known of it, the rules, the keys, the sound, the way out.

import { attribute, dialog, el, shown, text } from "./dom.js";
import { help } from "./help.js";
import { icon } from "./marks.js";

/** `host` holds the dialogs; `sound` is one of sound.js; `leave` is called by the last button. */
export function bar(words, { host, rules, sound, leave, seated }) {
  const title = el("h1", {}, words.opening);
  const chips = el("span", { class: "chips" });
  const book = dialog(host, words, words.rules);
  book.body.append(...rules.split("\n").filter(Boolean).map((line) => el("p", {}, line)));
  const keys = help(host, words);
  const noise = square("", toggle);
  const node = el(
    "header",
    { class: "bar" },
    el("div", { class: "titles" }, title, chips),
    el(
      "div",
      { class: "tools" },
      square(words.rules, book.open, icon("book", 20)),
      seated && square(words.keys, keys.open, el("span", { "aria-hidden": "true" }, "?"), "keys-button"),
      noise,
      el("button", { type: "button", class: "ghost leave", onclick: leave }, icon("leave", 20), el("span", {}, words.leave)),
    ),
  );

  function toggle() {
    sound.toggle();
    draw();
  }

  function draw() {
    noise.replaceChildren(icon(sound.muted ? "muted" : "sound", 20));
    attribute(noise, "aria-label", sound.muted ? words.sound_off : words.sound_on);
    attribute(noise, "aria-pressed", String(!sound.muted));
  }

  draw();
  return {
    node,
    keys,
    show(scene) {
      text(title, scene?.title ?? words.table);
      const now = scene?.chips ?? [];
      if (chips.children.length !== now.length) chips.replaceChildren(...now.map(() => el("span", { class: "chip" })));
      now.forEach((chip, i) => text(chips.children[i], chip));
      shown(chips, now.length);
    },
  };
}

function square(label, onclick, picture = null, kind = "") {
  const look = { type: "button", class: `ghost square ${kind}`.trim(), "aria-label": label, title: label };
  return el("button", { ...look, onclick }, picture);
}
