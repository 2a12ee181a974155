// The Offer Room: what one of them was offered, knew, answered and thought at that moment, and what followed.

import { attribute, el, shown, text } from "./dom.js";
import { followed } from "./followed.js";
import { legend, named, reply, voice } from "./heard.js";
import { icon, token } from "./marks.js";
import { offerSlide } from "./offer_slide.js";
import { figures, knew, offered } from "./offered.js";
import { fileName, picturing } from "./picture.js";
import { Refused } from "./stories.js";
import { sign, verdict } from "./verdict.js";

const TOKEN = 34;

/**
 * `act`: get() is the promise of the room, leave() goes back to the table, lead(step) goes to a step there and href(step)
 * is its address, away(match) is that of another match's room, ask(step, number, title) shows how it was asked;
 * `copy`: the way to copy the address.
 */
export function offerRoom(words, act, copy) {
  const title = el("h1", { tabindex: "-1" }, words.room.open);
  const chips = el("ul", { class: "chips" });
  const back = el("button", { type: "button", class: "back", onclick: act.leave }, icon("chevron", 18), words.room.back);
  const picture = picturing(words.picture, () => {
    const part = at === "invitation" ? (now.partner ?? now.asked) : now.asked;
    return { host: element, drawing: offerSlide(now, part, words.picture), name: fileName(now.id, part.role) };
  });
  const head = el("header", { class: "head" }, title, chips, picture, ...copy, back);
  const body = el("div", { class: "told" });
  const element = el("section", { class: "offer-room", "aria-label": words.room.open, hidden: true }, head, body);
  let now = null; // what is told
  let parts = []; // what has to be closed
  let voices = [];
  let at = ""; // offer or invitation, while it is open
  let hidden = false;
  let asked = 0; // only what was asked for last is shown

  /** All is measured before anything is changed. */
  const watch = new ResizeObserver(() => {
    for (const change of voices.map((one) => one.measured())) change();
  });
  watch.observe(body);

  async function load() {
    const mine = ++asked;
    clear(el("p", { role: "status" }, words.loading));
    try {
      const told = await act.get();
      if (mine === asked && at) draw(told);
    } catch (error) {
      if (mine !== asked || !at) return;
      if (!(error instanceof Refused)) console.error(error);
      const why = error instanceof Refused ? error.message : words.failed;
      clear(el("div", { class: "trouble", role: "alert" }, el("p", {}, why), el("button", { type: "button", onclick: load }, words.again)));
    }
  }

  function clear(...nodes) {
    for (const part of parts) part.close();
    [parts, voices] = [[], []];
    body.replaceChildren(...nodes);
    shown(picture, false);
  }

  function draw(told) {
    clear();
    now = told;
    shown(picture, true);
    text(title, told.title);
    chips.replaceChildren(...told.chips.map((one) => el("li", { class: one.secret ? "chip secret" : "chip" }, one.text)));
    const { asked: first, partner } = told;
    const last = told.followed && followed(words, told, act);
    if (last) parts.push(last);
    const read = (one) => one.offered && el("div", { class: "two" }, offered(one.offered), knew(words, one.knew, (step, number) => act.ask(step, number, one.offered.title)));
    body.append(
      ...[
        told.walk.length > 0 && walk(told.walk),
        above(told),
        el("div", { class: "rim" }),
        el(
          "div",
          { class: "under-table" },
          read(first),
          verdict(first, told.same && el("p", { class: "counted" }, told.same.sentence)),
          ...heard(first, told.same?.runs.length ? runs(told.same) : null),
          partner && verdict(partner),
          ...(partner ? heard(partner) : []),
          partner?.offered && el("details", {}, el("summary", {}, partner.offered.title), read(partner), how(partner)),
          told.no_partner && el("p", { class: "nobody" }, told.no_partner),
          last?.element,
          how(first),
        ),
      ].filter(Boolean),
    );
    land();
  }

  /** Where one has come to, and where a screen reader begins. */
  function land() {
    const invited = at === "invitation" && body.querySelector(".invited .big");
    const to = invited || title;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: invited ? "start" : "nearest" });
  }

  /** The seat, as everybody saw it at that moment. */
  function above({ seat, saw, step }) {
    const who = seat && el("div", { class: "plate" }, token(seat.seat, seat.name, TOKEN), el("p", {}, el("b", {}, seat.name), el("span", {}, seat.who)));
    const told = el("div", { class: "plate" }, el("p", {}, el("span", {}, saw.title), saw.text));
    const see = step !== null && el("button", { type: "button", onclick: () => act.lead(step) }, words.room.see);
    return el("div", { class: "above" }, who, told, see);
  }

  function heard(one, more = null) {
    const [reason, thinking] = one.voices.map((each) => voice(words, each));
    voices.push(reason, thinking);
    const hide = one.voices[1].text && el("button", { type: "button", class: "quiet hide", "aria-pressed": String(hidden), onclick: turn }, words.hide);
    const key = el("div", { class: "beside-key" }, legend(words, one.voices), hide);
    const thoughts = el("div", {}, thinking.element, el("p", { class: "hidden-note" }, words.room.hidden), key);
    const counted = named(words, one.named, one.judge);
    if (!more) thoughts.append(counted);
    const both = el("div", { class: "two uneven" }, el("div", {}, reply(one.reply), reason.element), thoughts);
    return more ? [both, el("div", { class: "two uneven" }, counted, more)] : [both];
  }

  /** Thoughts are hidden, and what is counted in them. */
  function turn() {
    hidden = !hidden;
    element.classList.toggle("thoughtless", hidden);
    for (const one of body.querySelectorAll(".hide")) attribute(one, "aria-pressed", String(hidden));
  }

  function runs({ title: same, runs: list }) {
    const run = (one) =>
      el("li", {}, sign(one.verdict, "offer", 24), el("p", {}, el("span", { class: "unseen" }, `${words.room.verdict[one.verdict]}: `), one.text, " ", el("a", { href: act.away(one.match) }, one.label)));
    return el("section", { class: "runs" }, el("h3", {}, same), el("ul", {}, ...list.map(run)));
  }

  /** From offer to offer: by player, by wording, by answer. */
  function walk(list) {
    const way = (there, look) => {
      if (!there) return el("span", { class: look, "aria-hidden": "true" }, icon("chevron", 16));
      return el("a", { class: look, href: act.away(there.match), title: there.label, "aria-label": there.label }, icon("chevron", 16));
    };
    const pair = ({ text: place, previous, next }) => el("li", {}, way(previous, "way-back"), el("span", {}, place), way(next, "way-on"));
    return el("nav", { class: "walk", "aria-label": words.room.walk }, el("ul", {}, ...list.map(pair)));
  }

  function how({ how: told }) {
    return el("details", { class: "how" }, el("summary", {}, told.title), figures(told.facts));
  }

  return {
    element,
    /** Which part is open; empty if none is. */
    get at() {
      return at;
    },
    /** Open it at the offer or at the invitation; close it with an empty word. */
    show(to) {
      const fresh = !at;
      at = to;
      shown(element, at);
      if (!at) clear();
      else if (fresh) load();
      else land();
    },
    close() {
      clear();
      watch.disconnect();
    },
  };
}
