// What one saw, line by line, newest first. As many lines are drawn as are looked at; all of them can be searched.

import { arrange, attribute, el, fill, shown, text } from "./dom.js";
import { filled } from "./filled.js";
import { kept } from "./kept.js";
import { unfolding } from "./long.js";
import { icon, token } from "./marks.js";

/** With this begins what all did at once. */
const HEAD = "Stepped";
/** So many lines are drawn at first, and come with every step towards the end; pixels that are drawn below what is in sight. */
const FEW = 60;
const AHEAD = 600;

/** What was done at once is one group, in its order and under its head; that of the first may have been `cut` off. */
function grouped(lines, cut = false) {
  const groups = [];
  let open = cut && lines.some(({ kind }) => kind === HEAD);
  for (const one of lines) {
    const within = open && one.kind !== HEAD && !one.secret;
    if (within && groups.length) groups.at(-1).push(one);
    else groups.push([one]);
    open = within || one.kind === HEAD;
  }
  return groups;
}

const numbered = (lines, from) => lines.map((one, i) => ({ ...one, number: from + i }));
const same = (some, others) => JSON.stringify(some) === JSON.stringify(others);

/** `title` says whose eyes these are; `ask(before)` has the lines before that number sent, which come to `older`. */
export function log(words, title, ask) {
  const list = el("ol");
  const box = el("div", { class: "lines", role: "log", "aria-live": "polite", "aria-label": title, tabindex: "0" }, list);
  const found = el("p", { class: "found", role: "status" });
  const input = el("input", { type: "search", class: "search", "aria-label": words.search, placeholder: words.search });
  const finder = el("div", { class: "finder", hidden: true }, input, found);
  const toggle = el(
    "button",
    { type: "button", class: "ghost square", "aria-label": words.search, "aria-expanded": "false", onclick: open },
    icon("search", 18),
  );
  const head = el("header", {}, el("h2", {}, title), toggle);
  const node = el("section", { class: "log panel", "aria-label": title }, head, finder, box);
  const keep = kept();
  let groups = []; // the oldest first; each stays as it is, or what is read would change its place
  let earlier = 0; // lines before these, which have not come yet
  let asked = false; // ... and are on their way
  let listed = []; // what fits what is searched for, the newest first
  let many = FEW; // of these are drawn, at most
  let viewer; // whose lines these are
  let names = [];

  function open() {
    shown(finder, finder.hidden);
    toggle.setAttribute("aria-expanded", String(!finder.hidden));
    input.value = "";
    search();
    if (!finder.hidden) input.focus();
  }

  function search() {
    many = FEW;
    quietly(look);
    extend();
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => event.key === "Escape" && (open(), toggle.focus()));
  box.addEventListener("scroll", extend, { passive: true });

  function look() {
    const wanted = input.value.trim().toLocaleLowerCase();
    const all = [...groups].reverse().flat();
    listed = wanted ? all.filter((one) => one.text.toLocaleLowerCase().includes(wanted)) : all;
    text(found, wanted ? fill(earlier ? words.found_newest : words.found, { n: listed.length, all: all.length }) : "");
    put();
  }

  function put() {
    arrange(list, keep(listed.slice(0, many).map((one) => [line, one, names[one.seat]])));
  }

  /** More lines as one nears the end, and those that have not come, which a search has to look through too. */
  function extend() {
    if (!finder.hidden) want();
    filled(box, AHEAD, () => {
      if (many >= listed.length) return want();
      many += FEW;
      quietly(put);
      return true;
    });
  }

  function want() {
    if (earlier && !asked) ask(earlier);
    asked = earlier > 0;
    return false;
  }

  /** Nothing that comes now is read aloud. */
  function quietly(change) {
    attribute(box, "aria-live", "off");
    change();
    requestAnimationFrame(() => attribute(box, "aria-live", "polite"));
  }

  function line({ seat, text: sentence, kind, secret }, name) {
    return el(
      "li",
      { "data-kind": kind, "data-secret": secret ? "" : null },
      el("span", { class: "sign", "aria-hidden": "true" }, name === undefined ? null : token(seat, name, 22)),
      unfolding(words, sentence),
    );
  }

  return {
    node,
    /** What has just happened. */
    add(lines) {
      const all = groups.flat();
      groups.push(...grouped(numbered(lines, earlier + all.length)));
      // Whoever reads further down goes on with the same lines.
      many = box.scrollTop > 0 ? many + lines.length : FEW;
      look();
    },
    /** How things stand: the newest lines, to which those that are here already lead if they are of the same telling. */
    reset({ log: lines, earlier: before, names: seats, you, ending }) {
      const all = groups.flat();
      const [here, told] = [all.filter(({ number }) => number >= before), numbered(lines, before)];
      const leads = you === viewer && !ending && here.length > 0 && same(here, told.slice(0, here.length));
      groups = leads ? [...groups, ...grouped(told.slice(here.length))] : grouped(told, before > 0);
      [names, viewer, asked] = [seats, you, false];
      if (!leads) [earlier, many] = [before, FEW];
      quietly(look);
      if (!leads) box.scrollTop = 0;
      extend();
    },
    /** The lines before those that are here. */
    older({ before, lines }) {
      if (before !== earlier) return;
      // The first step that is here may have begun there.
      const [first = [], ...rest] = groups;
      groups = [...grouped([...numbered(lines, 0), ...first]), ...rest];
      [earlier, asked] = [0, false];
      quietly(look);
      extend();
    },
    /** What was asked for may not come: whoever reads on or searches asks again. */
    failed() {
      asked = false;
    },
  };
}
