// What one person is asked and told in private: an offer, an invitation, a message, and what stands between two.

import { consent } from "./consent.js";
import { attribute, el, shown, text } from "./dom.js";
import { icon, token } from "./marks.js";
import { whisper } from "./whisper.js";

const TOKEN = 24;
const ANSWERS = ["offer", "invitation"];

/**
 * `words` are those of the private side. `send(decision, action, reason)` gives an answer and returns its click, or ""
 * where nothing could be sent. `draft` keeps what is typed and chosen through reloads; `say(sentence)` tells the person.
 */
export function secret(words, { draft, send, say }) {
  const title = el("h2", { tabindex: "-1", id: "private-title" });
  const voice = el("div", { class: "voice" });
  const seen = el("span", { class: "chip" }, icon("lock", 15), words.only_you);
  const side = el("div", { class: "answering" });
  const place = el("div", { class: "held" });
  const letter = el("div", { class: "letter" }, title, voice);
  const sides = el("div", { class: "sides" }, letter, el("div", { class: "column" }, side, place));
  const ask = el("section", { class: "secret-note", "aria-labelledby": "private-title", hidden: true });
  const between = panel("between");
  const open = panel("open");
  const told = el("p", { class: "unseen", role: "status" });
  const standing = el("div", { class: "standing" }, between.node, open.node);
  let now = null; // what is asked
  let form = null;
  let sent = "";

  function kept() {
    const old = draft.read();
    return old && old.decision === now.decision ? old : {};
  }

  const keep = (value) => draft.write({ ...value, decision: now.decision });

  function give(action, reason = "") {
    if (sent || !now) return;
    const click = send(now.decision, action, reason);
    if (!click) return;
    sent = click;
    say("");
    form.busy(true);
  }

  function build() {
    title.textContent = now.title;
    voice.replaceChildren(...now.text.map((one) => el("p", {}, one)));
    const part = ANSWERS.includes(now.kind) ? consent : whisper;
    form = part(words, now, { kept: kept(), keep, give });
    side.replaceChildren(form.node);
    attribute(ask, "data-kind", now.kind);
    shown(seen, now.kind !== "letter");
    ask.replaceChildren(seen, sides);
  }

  return {
    ask,
    standing,
    told,
    /** Where the hand lies while something is asked. */
    place,
    /** Whether something is asked now. */
    get asking() {
      return now !== null;
    },
    /** Whether the focus is in what is asked. */
    get focused() {
      return ask.contains(ask.getRootNode().activeElement);
    },
    /** `own` is the private part of a frame, null for whoever takes no part. Gives whether it asks something new. */
    show(own) {
      const before = now?.decision ?? null;
      const had = now !== null;
      now = own?.ask ?? null;
      const fresh = now !== null && now.decision !== before;
      if (fresh) {
        sent = "";
        build();
      }
      if (!now && had) {
        draft.clear();
        side.replaceChildren();
        ask.replaceChildren();
      }
      shown(ask, now);
      text(told, now ? now.title : "");
      between.show(own?.between);
      open.show(own?.open);
      return fresh;
    },
    focus: () => title.focus({ preventScroll: true }),
    /** The answer was not taken: everything stays as it was chosen and typed. */
    refused({ click }) {
      if (click !== sent) return;
      sent = "";
      form?.busy(false);
    },
  };
}

const messages = (said) =>
  el(
    "ul",
    { class: "said" },
    ...said.map((one) => el("li", {}, token(one.seat, one.name, TOKEN), el("span", {}, el("b", {}, one.name), " ", one.text))),
  );

/** Text that stands as long as a tool works; what is new comes last and is in sight. */
function panel(kind) {
  const title = el("h3");
  const body = el("div", { class: "voice", tabindex: "0", role: "group" });
  const node = el("section", { class: `told ${kind}`, hidden: true }, title, body);
  let drawn = "";
  return {
    node,
    show(what) {
      const sign = what ? JSON.stringify(what) : "";
      if (sign === drawn) return;
      drawn = sign;
      shown(node, what);
      text(title, what?.title ?? "");
      attribute(body, "aria-label", what?.title ?? null);
      attribute(node, "aria-label", what?.title ?? null);
      body.replaceChildren(...(what?.text ?? []).map((one) => el("p", {}, one)), messages(what?.messages ?? []));
      body.scrollTop = body.scrollHeight;
    },
  };
}
