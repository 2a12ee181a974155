// How a model was asked for a decision: what was sent, what came back, try by try. Fetched when somebody wants to know.

import { dialog, el, fill } from "./dom.js";
import { folded, long } from "./long.js";
import { Refused } from "./stories.js";

/** The way to one decision of a step, beside its thoughts. `open()` shows it. */
export function way(words, { name, summary }, open) {
  const button = { type: "button", "aria-haspopup": "dialog", "aria-label": fill(words.button_of, { name, summary }), onclick: open };
  return el("div", { class: "way" }, el("button", button, words.button), el("span", { class: "tag" }, summary));
}

/** `get(at, step)` is the promise of all that is kept of a step as a viewpoint may read it. */
export function asked(host, words, get) {
  let box = null;

  function close() {
    box?.close();
    box = null;
  }

  /** `number`: which decision of the step. `thoughts` are what stands beside it in the ledger. */
  function open({ at, step, number, decision, thoughts }) {
    close();
    const mine = dialog(host, words, decision.title);
    box = mine;
    mine.node.classList.add("asked");
    mine.node.addEventListener("close", () => mine.node.remove());
    mine.open();
    load();

    async function load() {
      mine.body.replaceChildren(el("p", { role: "status" }, words.loading));
      try {
        const { decisions } = await get(at, step);
        const told = decisions[number];
        const voices = thoughts.map((one) => voice(words, one));
        mine.body.replaceChildren(el("p", { class: "tag" }, told.summary), ...told.tries.map((one) => attempt(words, one, told.tries)), ...voices);
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        const why = error instanceof Refused ? error.message : words.failed;
        mine.body.replaceChildren(el("p", { role: "alert" }, why), el("button", { type: "button", onclick: load }, words.again));
      }
    }
  }

  return { open, close };
}

function attempt(words, { title, wrong, detail, same, messages, schema, reply, no_reply: missing, facts, checks }, all) {
  return el(
    "section",
    { class: "try", "aria-label": title },
    all.length > 1 && el("h3", {}, title),
    wrong && el("p", { class: "wrong" }, el("b", {}, words.wrong), " ", wrong),
    detail && long(words, detail, "raw"),
    el("h4", {}, words.question),
    same && el("p", {}, same),
    ...messages.map(({ role, text }) => folded(words, role, text, "raw")),
    schema && folded(words, words.schema, schema, "raw", 0),
    el("h4", {}, words.reply),
    reply ? long(words, reply, "raw reply") : el("p", {}, missing),
    figures(facts),
    checks.length > 0 && el("details", {}, el("summary", {}, words.checks), figures(checks)),
  );
}

function figures(facts) {
  return el("dl", { class: "figures" }, ...facts.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))));
}

function voice(words, { title, text, provenance }) {
  return el("section", { class: "heard" }, el("h3", {}, title), long(words, text, "voice"), el("p", { class: "tag" }, provenance));
}
