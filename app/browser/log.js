// What one saw, line by line, newest last; it can be searched.

import { el, fill, shown, text } from "./dom.js";
import { icon, token } from "./marks.js";

const NEAR = 40; // pixels from the end within which the log follows what is new

/** `title` says whose eyes these are. */
export function log(words, title) {
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
  let names = [];

  function open() {
    shown(finder, finder.hidden);
    toggle.setAttribute("aria-expanded", String(!finder.hidden));
    input.value = "";
    look();
    if (!finder.hidden) input.focus();
  }

  function look() {
    const wanted = input.value.trim().toLocaleLowerCase();
    let count = 0;
    for (const line of list.children) {
      const fits = line.textContent.toLocaleLowerCase().includes(wanted);
      shown(line, fits);
      count += fits ? 1 : 0;
    }
    if (!wanted) box.scrollTop = box.scrollHeight;
    text(found, wanted ? fill(words.found, { n: count, all: list.children.length }) : "");
  }

  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => event.key === "Escape" && (open(), toggle.focus()));

  function line({ seat, text: sentence, kind, secret }) {
    const known = seat !== null && seat !== undefined && names[seat] !== undefined;
    return el(
      "li",
      { "data-kind": kind, "data-secret": secret ? "" : null },
      el("span", { class: "sign", "aria-hidden": "true" }, known ? token(seat, names[seat], 22) : null),
      el("span", {}, sentence),
    );
  }

  function add(lines) {
    const follows = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    list.append(...lines.map(line));
    if (!finder.hidden) look();
    if (follows) box.scrollTop = box.scrollHeight;
  }

  return {
    node,
    add,
    /** All lines anew, without reading them aloud. */
    reset(lines, seats) {
      names = seats;
      box.setAttribute("aria-live", "off");
      list.replaceChildren();
      add(lines);
      box.scrollTop = box.scrollHeight;
      requestAnimationFrame(() => box.setAttribute("aria-live", "polite"));
    },
  };
}
