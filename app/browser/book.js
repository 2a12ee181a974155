// The ledger as a view of its own: every step, by rounds; filters show only the lines in which something was found.

import { headings, line as drawn } from "./book_line.js";
import { attribute, el, fill, shown, text } from "./dom.js";
import { icon } from "./marks.js";
import { Refused } from "./stories.js";

/** In how many frames a line is brought into sight. */
const FRAMES = 6;
/** The filter in an address. */
const FILTER = "find";

/**
 * `act`: get() is the promise of the ledger of this viewpoint, leave() goes back to the table, go(step) to a step there,
 * href(step) is its address; `copy`: the way to copy the address.
 */
export function book(words, act, copy) {
  const own = words.book;
  const title = el("h1", { tabindex: "-1" }, own.title);
  const back = el("button", { type: "button", class: "back", onclick: act.leave }, icon("chevron", 18), own.back);
  const options = el("div", { class: "filters", role: "group", "aria-label": own.filters });
  const about = el("p", { class: "why" });
  const found = el("p", { class: "found", role: "status" });
  const steps = [-1, 1].map((by) => el("button", { type: "button", onclick: () => find(by) }, by < 0 ? own.previous : own.next));
  const note = el("p", { class: "note" });
  const list = el("div", { class: "rounds" });
  const ways = el("div", { class: "walking" }, ...steps, found, el("span", { class: "by-key" }, own.keys));
  const over = el("div", { class: "over" }, ways);
  const body = el("div", { class: "told" }, options, about, note, over, list);
  const wait = el("div", {});
  const element = el("section", { class: "book", "aria-label": own.title, hidden: true }, el("header", { class: "head" }, title, ...copy, back), wait, body);
  let told = null;
  let nodes = new Map(); // step -> its line
  let chosen = new URLSearchParams(location.search).get(FILTER) ?? ""; // the key of a filter; empty: every step
  let now = 0; // the step that is current at the table
  let here = 0; // the step that one has come to
  let open = false;
  let asked = 0; // only what was asked for last is shown
  let moves = 0; // and only what was looked for last comes into sight

  async function load() {
    const mine = ++asked;
    told = null;
    shown(body, false);
    wait.replaceChildren(el("p", { role: "status" }, own.loading));
    try {
      const answer = await act.get();
      if (mine === asked) draw(answer);
    } catch (error) {
      if (mine !== asked) return;
      if (!(error instanceof Refused)) console.error(error);
      const why = error instanceof Refused ? error.message : own.failed;
      wait.replaceChildren(el("div", { class: "trouble", role: "alert" }, el("p", {}, why), el("button", { type: "button", onclick: load }, words.again)));
    }
  }

  function draw(answer) {
    told = answer;
    wait.replaceChildren();
    shown(body, true);
    const every = told.filters.length ? [{ key: "", title: own.every }] : [];
    options.replaceChildren(...[...every, ...told.filters].map(option));
    shown(options, every.length);
    text(note, told.note);
    over.replaceChildren(ways, headings(told.columns));
    nodes = new Map(told.rows.map((row) => [row.step, made(row)]));
    const rounds = [...new Set(told.rows.map((row) => row.round))];
    list.replaceChildren(...rounds.map(section));
    choose(told.filters.some(({ key }) => key === chosen) ? chosen : "");
    seek(now);
  }

  function option({ key, title: name, count }) {
    const searched = count !== null;
    const label = key ? fill(searched ? own.count : own.unsearched, { title: name, n: count }) : name;
    const said = searched ? null : fill(own.unsearched_said, { title: name });
    return el("button", { type: "button", "data-key": key, "aria-label": said, onclick: () => choose(key) }, label);
  }

  /** How often a filter found something, and in how many lines: one case may stand in several. */
  function counted(filter, all) {
    if (!all) return filter?.none ?? "";
    if (!filter) return fill(own.finds, { of: all });
    const form = filter.count > 1 ? own.lines : all > 1 ? own.lines_once : own.line_once;
    return fill(form, { n: filter.count, of: all });
  }

  function section(round) {
    const name = round ? fill(own.round, { round }) : own.before;
    const lines = told.rows.filter((row) => row.round === round).map((row) => nodes.get(row.step));
    return el("section", { "aria-label": name }, el("h2", {}, name), el("ol", {}, ...lines));
  }

  const marks = (row) => row.marks.filter((mark) => !chosen || mark.filter === chosen);
  const finds = () => told.rows.filter((row) => marks(row).length);
  const made = (row) => drawn(words, told.columns, row, marks(row), { ...act, land });

  function choose(key) {
    chosen = key;
    here = 0;
    const filter = told.filters.find((one) => one.key === key);
    const all = finds().length;
    for (const button of options.children) attribute(button, "aria-pressed", String(button.dataset.key === key));
    text(about, filter?.about ?? "");
    for (const row of told.rows) {
      if (row.marks.length) renew(row);
      shown(nodes.get(row.step), !filter || marks(row).length);
    }
    for (const part of list.children) shown(part, part.querySelector("li:not([hidden])"));
    text(found, counted(filter, all));
    for (const one of [...steps, ways.lastChild]) shown(one, all);
    shown(over.lastChild, !filter || all);
  }

  /** Its words are marked as the filter wants them. */
  function renew(row) {
    const fresh = made(row);
    attribute(fresh, "aria-current", row.step === now ? "step" : null);
    nodes.get(row.step).replaceWith(fresh);
    nodes.set(row.step, fresh);
  }

  /** To the next line of what was found, or the one before, from where one is; and round again. */
  function find(by) {
    const all = told ? finds() : [];
    const to = all.filter((row) => (row.step - here) * by > 0).at(by > 0 ? 0 : -1) ?? all.at(by > 0 ? 0 : -1);
    if (!to) return;
    land(to.step);
    text(found, fill(own.found, { n: all.indexOf(to) + 1, of: all.length }));
  }

  /** A line comes into sight, and the focus with it. */
  function land(step) {
    if (nodes.get(step).hidden) choose("");
    here = step;
    const node = nodes.get(step);
    into(node);
    node.querySelector("a").focus({ preventScroll: true });
  }

  /** Whether as much of it can be read as fits: then nothing moves. */
  function insight(node) {
    const { top, bottom, height } = node.getBoundingClientRect();
    return Math.min(bottom, innerHeight) - Math.max(top, over.getBoundingClientRect().bottom) >= Math.min(height, innerHeight / 2);
  }

  /** Lines get their height only when they come into sight, so it takes some frames until this is the right place. */
  function into(node) {
    const mine = ++moves;
    const there = (left) => {
      if (mine !== moves) return;
      if (!insight(node)) node.scrollIntoView({ block: "center" });
      if (left) requestAnimationFrame(() => there(left - 1));
    };
    there(FRAMES);
  }

  /** The step that is current at the table. */
  function seek(step) {
    now = here = step;
    if (!open || !told) return;
    for (const [one, node] of nodes) attribute(node, "aria-current", one === now ? "step" : null);
    if (nodes.has(now)) into(nodes.get(now));
  }

  return {
    element,
    find,
    seek,
    /** This address, with the filter. */
    link(url) {
      const there = new URL(url);
      if (chosen) there.searchParams.set(FILTER, chosen);
      else there.searchParams.delete(FILTER);
      return there.href;
    },
    /** Another viewpoint, or a match that has grown. */
    load: () => open && load(),
    show(yes) {
      if (Boolean(yes) === open) return;
      open = Boolean(yes);
      shown(element, open);
      asked += 1;
      list.replaceChildren();
      if (!open) return;
      title.focus({ preventScroll: true });
      load();
    },
  };
}
