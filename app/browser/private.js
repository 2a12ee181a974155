// What one person is asked and told in private: an offer, an invitation, a message, and what stands between two.

import { consent } from "./consent.js";
import { attribute, el, shown, text } from "./dom.js";
import { icon } from "./marks.js";
import { silence } from "./silence.js";
import { messages, standing, written } from "./standing.js";
import { whisper } from "./whisper.js";

const ANSWERS = ["offer", "invitation"];
const SIMULTANEOUS = ["message", "letter"]; // a reply quotes itself what it replies to
const NOTHING = ["Write", { text: "" }];
const SCROLL = [" ", "arrowup", "arrowdown", "arrowleft", "arrowright"];
const MEANT = 1000; // milliseconds for which such a key is still meant for the game

/**
 * `words` are those of the private side, and `offline`. `send(decision, action, reason)` gives an answer and returns its
 * click, or "" where nothing could be sent; `seat` is whose side it is. `draft` keeps what is typed and chosen through reloads,
 * `quiet` that nothing is to be written for a while; `asks()` is called when that cannot be done, and `pass` gives the question
 * back. `beside`: the table is to be seen also while one writes.
 */
export function secret(words, { seat, draft, quiet, send, asks, beside = false }) {
  const title = el("h2", { tabindex: "-1", id: "private-title" });
  const voice = el("div", { class: "voice" });
  const note = el("p", { class: "quiet" });
  const place = el("div", { class: "held" });
  const last = el("div", { class: "voice last" });
  const end = el("p", { class: "end-of-letter" });
  const more = el("p", { class: "more", "aria-hidden": "true" }, icon("down", 18), words.goes_on, el("span", { class: "below" }, words.answer_below));
  const seen = el("span", { class: "chip" }, icon("lock", 15), words.only_you);
  // Where it scrolls by itself, one must get there with the keyboard.
  const read = { class: "letter", tabindex: "0", role: "group", "aria-labelledby": "private-title" };
  const letter = el("div", read, title, last, voice, note, place, end, more);
  const side = el("div", { class: "answering" });
  const ask = el("section", { class: "secret-note", "aria-labelledby": "private-title", hidden: true });
  const told = el("p", { class: "unseen", role: "status" });
  const stands = standing(words, seat);
  const reading = new IntersectionObserver(([entry]) => attribute(more, "data-shown", !entry.isIntersecting));
  const silent = silence(words, { seat, draft: quiet });
  let part = null; // the private part of the frame
  let now = null; // what is asked
  let form = null;
  let sent = "";
  let passed = null; // {decision, click}: what was answered with nothing without being shown
  let opened = null; // when the question was shown; null once a key was pressed for it

  function kept() {
    const old = draft.read();
    return old && old.decision === now.decision ? old : {};
  }

  const keep = (value) => draft.write({ ...value, decision: now.decision });

  function give(action, reason = "") {
    if (sent || !now) return;
    sent = send(now.decision, action, reason);
    if (sent) form.busy(true);
    else form.say(words.offline);
  }

  const nothing = () => give(NOTHING);

  function wait() {
    nothing();
    if (!sent) return;
    passed = { decision: now.decision, click: sent };
    silent.begin(part);
  }

  function build() {
    title.textContent = now.title;
    voice.replaceChildren(...now.text.map((one) => el("p", {}, one)));
    text(note, now.note ?? "");
    const answer = ANSWERS.includes(now.kind) ? consent : whisper;
    form = answer(words, now, { kept: kept(), keep, give, nothing, wait });
    side.replaceChildren(form.node);
    attribute(ask, "data-kind", now.kind);
    ask.classList.toggle("long", beside || answer === consent);
    shown(seen, now.kind !== "letter");
    const theirs = SIMULTANEOUS.includes(now.kind) ? written(part).findLast((one) => one.seat !== seat) : null;
    last.replaceChildren(messages(theirs ? [theirs] : []));
    ask.replaceChildren(seen, letter, side);
    reading.observe(end);
  }

  return {
    ask,
    standing: stands.node,
    told,
    silence: silent.node,
    /** Where the hand lies while one writes; beside an offer it stays where it is. */
    get place() {
      return now === null || ANSWERS.includes(now.kind) ? null : place;
    },
    /** Whether the focus is in what is asked. */
    get focused() {
      return ask.contains(ask.getRootNode().activeElement);
    },
    /** What of the private part of a frame is to be shown: nothing is asked where nothing is to be written for a while. */
    pass(own) {
      if (!own?.ask) passed = null;
      if (!silent.show(own)) return own;
      const { decision } = own.ask;
      if (decision !== passed?.decision) {
        const click = send(decision, NOTHING, "");
        passed = click ? { decision, click } : null;
      }
      return { ...own, ask: null };
    },
    /** See `sides.js`: a key that was pressed for the game scrolls nothing that comes meanwhile, and Escape writes nothing. */
    press(key, { free, repeat }) {
      if (!now) return false;
      if (!repeat && performance.now() - opened > MEANT) opened = null;
      if (key === "escape" && !repeat) return form.leave?.() ?? false;
      return opened !== null && SCROLL.includes(key) && (free || repeat);
    },
    /** `own` is the private part of a frame, null for whoever takes no part. Gives whether it asks something new. */
    show(own) {
      const before = now?.decision ?? null;
      const had = now !== null;
      part = own;
      now = own?.ask ?? null;
      const fresh = now !== null && now.decision !== before;
      if (fresh) {
        sent = "";
        opened = performance.now();
        build();
      }
      if (!now && had) {
        draft.clear();
        reading.disconnect();
        side.replaceChildren();
        ask.replaceChildren();
      }
      shown(ask, now);
      text(told, now ? now.title : "");
      stands.show(own);
      return fresh;
    },
    focus: () => title.focus({ preventScroll: true }),
    /** The answer was not taken: everything stays as it was chosen and typed. Gives whether it was one of these. */
    refused({ click, text: sentence }) {
      if (!click) return false;
      if (click === passed?.click) {
        passed = null;
        silent.end();
        asks();
      }
      if (click !== sent) return false;
      sent = "";
      form?.busy(false);
      form?.say(sentence);
      return true;
    },
    close: () => reading.disconnect(),
  };
}
