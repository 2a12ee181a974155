// Who of the people has not come yet or is away, which models fail, and what can be done about it.

import { attribute, el, fill, shown, text } from "./dom.js";
import { token } from "./marks.js";

/**
 * `act` has stand_in(seat); `news(sentence)` is called once for each model that this person may replace. Links are made
 * absolute: they are sent to somebody else.
 */
export function people(words, act, news) {
  const list = el("ul", { class: "guests" });
  const told = el("p", { class: "told", role: "status" });
  const title = el("h2", {}, words.people);
  const node = el("section", { class: "people panel", "aria-label": words.people, hidden: true }, title, list, told);

  async function copy(input, button) {
    let done = true;
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      // No permission, or a page without TLS: the link is selected instead.
      input.select();
      done = document.execCommand("copy");
    }
    told.textContent = done ? fill(words.copied, { name: button.dataset.name }) : words.copy_by_hand;
  }

  function invitation(guest) {
    const link = new URL(guest.link, location.origin).href;
    const input = el("input", { type: "text", readonly: true, value: link, "aria-label": fill(words.link_of, guest) });
    input.addEventListener("focus", () => input.select());
    const button = el(
      "button",
      { type: "button", "data-name": guest.name, "aria-label": fill(words.copy_of, guest), onclick: () => copy(input, button) },
      words.copy,
    );
    return el("div", { class: "link" }, input, button);
  }

  function guest(one) {
    const unnamed = one.seat === null;
    const away = unnamed ? (one.away === 1 ? words.away_one : words.away_more) : words.away;
    const missing = one.joined ? away : one.link ? words.invite : words.not_come;
    const sentence = one.failing || fill(missing, one);
    const look = { type: "button", class: "stand-in" };
    const stand = one.stand_in && el("button", { ...look, onclick: () => act.stand_in(one.seat) }, fill(unnamed ? words.stand_in_unnamed : words.stand_in, one));
    return el(
      "li",
      { "data-seat": one.seat },
      el("p", { class: "guest" }, !unnamed && token(one.seat, one.name, 24), el("span", {}, sentence)),
      one.link && invitation(one),
      stand,
    );
  }

  let before = "";
  let failing = [];

  /** Where seats are anonymous, only its sentence tells one that fails from another. */
  const which = (one) => one.seat ?? one.failing;

  /** What fails is told where one looks while playing, too. */
  function tell(missing) {
    const now = missing.filter((one) => one.failing && one.stand_in);
    for (const one of now) if (!failing.includes(which(one))) news(fill(words.stand_in_told, one));
    failing = now.map(which);
  }

  function draw(missing) {
    const now = JSON.stringify(missing);
    if (now === before) return;
    before = now;
    const root = node.getRootNode();
    const had = node.contains(root.activeElement) ? root.activeElement.getAttribute("aria-label") : null;
    const heading = missing.some((one) => one.failing) ? words.people_failing : words.people;
    text(title, heading);
    attribute(node, "aria-label", heading);
    list.replaceChildren(...missing.map(guest));
    shown(node, missing.length);
    if (had) [...node.querySelectorAll("[aria-label]")].find((one) => one.getAttribute("aria-label") === had)?.focus();
  }

  return {
    node,
    /**
     * The people's seats as the table sees them, and those of models that fail, each with why; nobody is named who is
     * here. Where seats are anonymous, one row without a seat counts who is `away`. Gives the names of who never came.
     */
    show(seats, you) {
      const missing = seats.filter((one) => one.failing || one.seat === null || (one.seat !== you && !(one.joined && one.here)));
      draw(missing);
      tell(missing);
      return missing.filter((one) => !one.failing && !one.joined).map((one) => one.name);
    },
  };
}
