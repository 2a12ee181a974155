// What can stand in place of the table: the Offer Room and the ledger, the ways in and out, and where the focus goes.

import { book } from "./book.js";
import { copying } from "./copying.js";
import { attribute, el, shown } from "./dom.js";
import { icon } from "./marks.js";
import { offerRoom } from "./room.js";

/**
 * `now()` is {kept, where, story, step} of the player, `host` its element once it is there, `deck` what stays above.
 * `act`: stop() what plays, show(step) anew, seek(step), watch(at, step) a viewpoint, and ask(about) how something was asked.
 */
export function instead(words, now, { host, deck }, act) {
  let part = ""; // offer or invitation, two parts of the Offer Room, or ledger
  let opener = null; // what had the focus when that was opened

  const href = () => now().where.url(now().story.viewpoint, now().step, part);
  const copied = (label, address = href) => (now().where.leads ? copying(words, label, address) : []);
  const keys = {
    room: () => enter(moment.at ? "" : "offer"),
    book: () => enter(part === "ledger" ? "" : "ledger"),
    find_on: () => lines.find(1),
    find_back: () => lines.find(-1),
    leave: () => enter(""),
  };
  const way = (kind, sign, label, letter) => {
    const look = { type: "button", class: `way-${kind}`, hidden: true, title: `${label} (${letter})` };
    return el("button", { ...look, onclick: keys[kind] }, icon(sign, 20), el("span", {}, label));
  };
  const [toRoom, toBook] = [way("room", "eye", words.room.open, "O"), way("book", "book", words.book.button, "L")];
  const moment = offerRoom(
    words,
    {
      get: () => now().kept.room(),
      leave: keys.leave,
      lead,
      href: (step) => now().where.url("all", step),
      away: (match) => now().where.room(match),
      ask: (step, number, title) => act.ask({ at: "all", step, number, decision: { title }, thoughts: [] }),
    },
    copied(words.room.copy),
  );
  const lines = book(
    words,
    { get: () => now().kept.ledger(now().story.viewpoint), leave: keys.leave, go, href: (step) => now().where.url(now().story.viewpoint, step) },
    copied(words.book.copy, () => lines.link(href())),
  );

  /** Into one of them, or out of it with an empty word; `there`: the address says so already. */
  function enter(wanted, there = false) {
    const { where, story, step } = now();
    const to = wanted && (["invitation", "ledger"].includes(wanted) ? wanted : "offer");
    if (to === part || !step) return;
    act.stop();
    const { activeElement } = host().getRootNode();
    if (!part) opener = host().contains(activeElement) ? activeElement : null;
    const button = part === "ledger" ? toBook : toRoom;
    part = to;
    attribute(host(), "data-room", to || null);
    moment.show(to === "ledger" ? "" : to);
    lines.show(to === "ledger");
    if (!there) where.enter(story.viewpoint, step, to);
    if (to) return;
    act.show(step);
    // The edge has been drawn anew meanwhile.
    const back = opener?.isConnected ? opener : (deck().querySelector(".moment[aria-current]") ?? button);
    back.focus({ preventScroll: true });
    host().scrollIntoView({ block: "nearest" });
  }

  /** To a step at the table. */
  function go(step) {
    enter("");
    act.seek(step);
  }

  /** From the Offer Room to a step, as analysts count. */
  function lead(step) {
    enter("");
    act.watch("all", step);
  }

  return {
    ways: [toRoom, toBook],
    panels: [moment.element, lines.element],
    keys,
    href,
    enter,
    go,
    /** A moment on the edge that somebody chose: that of the offer is shown in its room. */
    choose(step, one = null) {
      if (part === "ledger" && !one?.room) return act.seek(step);
      if (!now().story.room || !one?.room) return go(step);
      act.seek(step);
      enter(one.room);
    },
    /** Whether a key may do what it does: those of the replay work at the edge only. */
    ready(name, from) {
      if (name === "leave") return Boolean(part);
      if (name === "book") return Boolean(now().kept.ledger);
      if (name === "find_on" || name === "find_back") return part === "ledger";
      if (name === "room") return Boolean(moment.at || now().story.room);
      return !part || deck().contains(from);
    },
    /** Another viewpoint. */
    load() {
      const { kept, story } = now();
      shown(toRoom, story.room);
      shown(toBook, story.frames.length && kept.ledger);
      lines.load();
    },
    seek: (step) => lines.seek(step),
    close: () => moment.close(),
  };
}
