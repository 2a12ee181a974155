// An offer or an invitation: two answers that weigh the same, a partner to name, and a reason that stays sealed.

import { counter } from "./counter.js";
import { attribute, el } from "./dom.js";
import { token } from "./marks.js";
import { sending } from "./sending.js";
import { way } from "./way.js";

const LONGEST = 400; // characters of a reason
const TOKEN = 28;

/** Nothing is chosen before the person chooses. `kept` is what was chosen before a reload. */
export function consent(words, asked, { kept, keep, give }) {
  const groups = el("div", { class: "pair", role: "radiogroup", "aria-label": words.answer });
  const accepts = asked.options.find((one) => one.accept);
  const partners = el("fieldset", { class: "partners", hidden: !accepts.partners.length }, el("legend", {}, words.partner));
  const reason = el("input", { type: "text", id: "private-reason", maxlength: LONGEST, autocomplete: "off" });
  const count = counter(reason, words.left);
  const button = el("button", { type: "submit", class: "give", "aria-disabled": "true" }, words.give);
  // All that may be chosen has its place from the beginning: nothing moves under the pointer.
  const form = sending(
    "consent",
    words,
    { draw, answer },
    el("p", { class: "label", "aria-hidden": "true" }, words.answer),
    groups,
    partners,
    el("label", { class: "label", for: "private-reason" }, words.reason, " ", count.node),
    reason,
    button,
  );
  let choice = null; // the option
  let partner = null; // the one of its partners

  const options = asked.options.map((one) => way("radio", "private-answer", String(one.accept), one.title, () => choose(one)));
  groups.append(...options.map((one) => one.node));
  const others = accepts.partners.map((one) =>
    way("radio", "private-partner", String(one.seat), one.name, () => name(one), token(one.seat, one.name, TOKEN)),
  );
  partners.append(...others.map((one) => one.node));

  function choose(option) {
    choice = option;
    changed();
  }

  function name(one) {
    partner = one;
    changed();
  }

  /** What would be sent, or null while something is missing. */
  function action() {
    if (choice === null) return null;
    return choice.partners.length ? (partner?.action ?? null) : choice.action;
  }

  function changed() {
    keep({ accept: choice?.accept ?? null, partner: partner?.seat ?? null, reason: reason.value });
    form.changed();
  }

  function draw(busy) {
    attribute(partners, "data-open", Boolean(choice?.partners.length));
    attribute(button, "aria-disabled", action() && !busy ? null : "true");
    for (const one of [...options, ...others]) one.input.disabled = busy;
    reason.readOnly = busy;
    count.draw();
  }

  function answer() {
    const wanted = action();
    if (!wanted) return choice === null ? words.choose_answer : words.choose_partner;
    give(wanted, reason.value.trim());
    return "";
  }

  reason.addEventListener("input", changed);
  // Enter ends the typing; it must not give an answer by mistake.
  reason.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());

  if (kept.accept === true || kept.accept === false) {
    choice = asked.options.find((one) => one.accept === kept.accept) ?? null;
    options[asked.options.indexOf(choice)].input.checked = true;
  }
  partner = accepts.partners.find((one) => one.seat === kept.partner) ?? null;
  if (partner) others[accepts.partners.indexOf(partner)].input.checked = true;
  reason.value = kept.reason ?? "";
  form.changed();
  return form;
}
