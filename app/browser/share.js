// The way to one file with the match: through whose eyes, without what, how large.

import { attribute, dialog, el, fill, shown, text } from "./dom.js";
import { icon } from "./marks.js";
import { Refused } from "./stories.js";

const PARTS = ["prompts", "names", "thoughts"];
const MB = 1 << 20;

/**
 * The button, and the dialog behind it. `here()` is {host, kept, story}: where the dialog belongs,
 * where the match comes from, and what is shown of it.
 */
export function sharing(words, here) {
  let box = null;
  let asked = 0; // only the size that was asked for last is told

  function open() {
    const { host, kept, story } = here();
    const list = story.viewpoints.map(({ at, label }) => el("option", { value: at }, at === "all" ? words.everything : label));
    const view = el("select", { onchange: measure }, ...list);
    view.value = (story.viewpoints.find(({ at }) => at === "all") ?? story).at ?? story.viewpoint;
    const boxes = PARTS.map((part) => el("input", { type: "checkbox", value: part, onchange: measure }));
    const labels = boxes.map((one, i) => el("label", {}, one, words[PARTS[i]]));
    const implied = el("p", { class: "tag", hidden: true }, words.implied);
    const partial = el("p", { class: "tag", hidden: true }, words.partial);
    const servers = el("p", { class: "tag", hidden: true }, words.servers);
    const size = el("p", { role: "status" });
    const link = el("a", { class: "download", download: true }, words.download);

    const without = () => boxes.filter((one) => one.checked).map((one) => one.value);

    async function measure() {
      const mine = ++asked;
      const [prompts, , thoughts] = boxes;
      if (thoughts.checked) prompts.checked = true;
      prompts.disabled = thoughts.checked;
      shown(implied, thoughts.checked);
      shown(partial, view.value !== "all");
      shown(servers, view.value === "all" && without().length === 0);
      attribute(link, "href", kept.file(view.value, without()));
      text(size, words.measuring);
      try {
        const { bytes } = await kept.size(view.value, without());
        if (mine === asked) text(size, fill(words.size, { size: (bytes / MB).toFixed(1) }));
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        if (mine === asked) text(size, error instanceof Refused ? error.message : words.failed);
      }
    }

    box?.node.remove();
    box = dialog(host, words, words.title);
    box.node.classList.add("sharing");
    const seen = el("label", { class: "view" }, words.seen_by, view);
    const left = el("fieldset", {}, el("legend", {}, words.without), ...labels, implied);
    box.body.append(el("p", {}, words.about), seen, partial, left, servers, size, link);
    box.open();
    measure();
  }

  return el("button", { type: "button", class: "share", "aria-haspopup": "dialog", onclick: open }, icon("share", 20), el("span", {}, words.button));
}
