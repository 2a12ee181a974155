// An offer or an invitation: two answers that weigh the same, a partner to name, and a reason that stays sealed.

import { attribute, el, shown, text } from "./dom.js";
import { token } from "./marks.js";

const LONGEST = 400; // characters of a reason
const TOKEN = 28;

/** Nothing is chosen before the person chooses. `kept` is what was chosen before a reload. */
export function consent(words, asked, { kept, keep, give }) {
  const groups = el("div", { class: "pair", role: "radiogroup", "aria-label": words.answer });
  const accepts = asked.options.find((one) => one.accept);
  const partners = el("fieldset", { class: "partners", hidden: true }, el("legend", {}, words.partner));
  const reason = el("input", { type: "text", id: "private-reason", maxlength: LONGEST, autocomplete: "off" });
  const button = el("button", { type: "submit", class: "give", "aria-disabled": "true" }, words.give);
  const status = el("p", { class: "status", role: "status" });
  const node = el(
    "form",
    { class: "consent", onsubmit: answer, novalidate: true },
    el("p", { class: "label", "aria-hidden": "true" }, words.answer),
    groups,
    partners,
    el("label", { class: "label", for: "private-reason" }, words.reason),
    reason,
    button,
    status,
    el("p", { class: "quiet" }, asked.note),
  );
  let choice = null; // the option
  let partner = null; // the one of its partners
  let busy = false;
  let missing = ""; // what is to be chosen first

  const options = asked.options.map((one) => radio("private-answer", String(one.accept), one.title, () => choose(one)));
  groups.append(...options.map((one) => one.node));
  const others = accepts.partners.map((one) =>
    radio("private-partner", String(one.seat), one.name, () => name(one), token(one.seat, one.name, TOKEN)),
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
    missing = "";
    keep({ accept: choice?.accept ?? null, partner: partner?.seat ?? null, reason: reason.value });
    draw();
  }

  function draw() {
    shown(partners, choice?.partners.length);
    attribute(button, "aria-disabled", action() && !busy ? null : "true");
    for (const one of [...options, ...others]) one.input.disabled = busy;
    reason.readOnly = busy;
    text(status, busy ? words.sent : missing);
  }

  function answer(event) {
    event.preventDefault();
    const wanted = action();
    if (wanted) give(wanted, reason.value.trim());
    else {
      missing = choice === null ? words.choose_answer : words.choose_partner;
      draw();
    }
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
  draw();
  return {
    node,
    /** The answer is on its way, or it came back. */
    busy(yes) {
      busy = yes;
      draw();
    },
  };
}

function radio(group, value, name, chosen, picture = null) {
  const input = el("input", { type: "radio", name: group, value, onchange: chosen });
  const dot = el("span", { class: "dot", "aria-hidden": "true" });
  return { input, node: el("label", { class: "way" }, input, dot, picture, el("span", {}, name)) };
}
