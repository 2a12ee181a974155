// What whoever was told nothing makes of the match, before everybody is told everything: who worked together in secret?

import { debrief } from "./debrief.js";
import { attribute, el, fill } from "./dom.js";
import { token } from "./marks.js";
import { sending } from "./sending.js";
import { way } from "./way.js";

const TOKEN = 28;
const PAIR = 2;

/**
 * What was under the table; a person at `seat` who did not know is asked first. `end`: {rows, hidden}; `kept` keeps
 * {seats}: the two that were chosen, none for nobody, null without a guess. `opened()` is called once nothing need be
 * kept back any more, at once where nobody is asked.
 */
export function guess(words, end, { seat, kept }, opened) {
  const told = debrief(words, end.hidden);
  const asked = end.hidden?.guess;
  const others = end.rows.filter((one) => one.seat !== seat).sort((a, b) => a.seat - b.seat);
  if (!asked || others.length === end.rows.length || others.length < PAIR || asked.knew.includes(seat)) {
    opened();
    return told;
  }
  const names = new Map(end.rows.map((one) => [one.seat, one.name]));
  const title = told.querySelector("h3");
  attribute(title, "tabindex", "-1");

  function open({ seats }) {
    opened();
    if (seats) title.after(el("p", { class: "guessed" }, sentence(words.guess, seats, asked.pair, names)));
    return told;
  }

  const before = kept.read();
  if (before) return open(before);

  const form = question(words.guess, others, (seats) => {
    kept.write({ seats });
    form.replaceWith(open({ seats }));
    title.focus();
  });
  return form;
}

/** `done(seats)` is called once. */
function question(words, others, done) {
  let chosen = []; // seats
  let sure = false; // that nobody did
  const pick = (seat) => () => {
    sure = false;
    if (chosen.includes(seat)) chosen = chosen.filter((one) => one !== seat);
    else if (chosen.length < PAIR) chosen = [...chosen, seat];
    else return form.say(words.two);
    form.changed();
  };
  const seats = others.map(({ seat, name }) => way("checkbox", "guess", String(seat), name, pick(seat), token(seat, name, TOKEN)));
  const nobody = way("checkbox", "guess", "nobody", words.nobody, () => {
    sure = !sure;
    chosen = [];
    form.changed();
  });
  const show = el("button", { type: "submit", class: "give" }, words.show);
  const skip = el("button", { type: "button", class: "ghost", onclick: () => done(null) }, words.skip);
  const ways = el("div", { class: "ways", role: "group", "aria-label": words.title }, ...seats.map((one) => one.node), nobody.node);
  const ready = () => sure || chosen.length === PAIR;

  function draw() {
    others.forEach(({ seat }, i) => (seats[i].input.checked = chosen.includes(seat)));
    nobody.input.checked = sure;
    attribute(show, "aria-disabled", ready() ? null : "true");
  }

  function answer() {
    if (!ready()) return words.choose;
    done([...chosen].sort((a, b) => a - b));
    return "";
  }

  const head = [el("h3", {}, words.title), el("p", {}, words.about)];
  const form = sending("under guess", words, { draw, answer }, ...head, ways, el("div", { class: "choices" }, show, skip));
  form.changed();
  return form.node;
}

/** A guess beside the truth; both are the seats of two, or nobody. `names`: by seat. */
export function sentence(words, seats, pair, names) {
  const two = (both) => fill(words.two_names, { first: names.get(both[0]), second: names.get(both[1]) });
  const shared = seats.filter((one) => pair.includes(one)).length;
  const right = shared === pair.length && seats.length === pair.length;
  const said = seats.length ? two(seats) : words.guessed_nobody;
  const was = pair.length ? fill(words.was, { pair: two(pair) }) : words.was_nobody;
  return fill(words.result[right ? "right" : shared ? "half" : "wrong"], { said, was });
}
