// What stands as long as a tool works: what its two are told and have written, and what everybody is told.

import { attribute, el, shown, text } from "./dom.js";
import { token } from "./marks.js";

const TOKEN = 24;
const ASKS_BACK = ["message", "letter"]; // what is written so that the other replies

/** `seat` is whose page it is. */
export function standing(words, seat) {
  const panels = { between: panel("between"), open: panel("open") };
  const node = el("div", { class: "standing" }, panels.between.node, panels.open.node);
  let before = null; // the private part of the frame before
  let silent = false; // the other was asked for a reply, and wrote nothing

  function heard(own) {
    const fresh = since(written(before), written(own));
    const asked = ASKS_BACK.includes(before?.ask?.kind) || (before?.waiting && told(before) === told(own));
    if (asked && own && !own.ask && !own.waiting) silent = fresh.every((one) => one.seat === seat);
    else if (own?.ask || fresh.length) silent = false;
  }

  return {
    node,
    /** `own` is the private part of a frame, null for whoever takes no part. */
    show(own) {
      heard(own);
      const where = own?.open?.messages.length || !own?.between ? "open" : "between";
      for (const [name, each] of Object.entries(panels)) each.show(own?.[name], silent && name === where ? words.no_reply : "");
      before = own;
    },
  };
}

const all = (own) => [own?.between, own?.open].filter(Boolean);
/** All that was written, oldest first. */
export const written = (own) => all(own).flatMap((one) => one.messages);
const told = (own) => JSON.stringify(all(own).map((one) => one.text));

/** What was written after `old`, of which the first may be gone by now. */
export function since(old, now) {
  let gone = 0;
  while (JSON.stringify(old.slice(gone)) !== JSON.stringify(now.slice(0, old.length - gone))) gone += 1;
  return now.slice(old.length - gone);
}

/** Text with the messages below it; of those the newest are in sight. */
function panel(kind) {
  const title = el("h3");
  const body = el("div", { class: "voice", tabindex: "0", role: "group" });
  const node = el("section", { class: `told ${kind}`, hidden: true }, title, body);
  let drawn = "";

  const scrolled = () => attribute(body, "data-above", body.scrollTop > 0);

  body.addEventListener("scroll", scrolled);
  return {
    node,
    show(what, remark) {
      const sign = what ? JSON.stringify([what, remark]) : "";
      if (sign === drawn) return;
      drawn = sign;
      shown(node, what);
      text(title, what?.title ?? "");
      attribute(body, "aria-label", what?.title ?? null);
      attribute(node, "aria-label", what?.title ?? null);
      const lines = (what?.text ?? []).map((one) => el("p", {}, one));
      body.replaceChildren(...lines, messages(what?.messages ?? []), el("p", { class: "quiet remark" }, remark));
      body.scrollTop = body.scrollHeight;
      scrolled();
    },
  };
}

export const messages = (said) =>
  el(
    "ul",
    { class: "said" },
    ...said.map((one) => el("li", {}, token(one.seat, one.name, TOKEN), el("span", {}, el("b", {}, one.name), " ", one.text))),
  );
