// A message that only a partner reads, or a note to oneself: with its words counted, and never sent by the Enter key.

import { attribute, el, fill, text } from "./dom.js";
import { sending } from "./sending.js";

const LONGEST = 8000; // characters that the table takes
const ENDING = 3; // words by which one finds where a message will end

const EAST_ASIAN = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
const WORD = new RegExp(`[${EAST_ASIAN}]|[^\\s${EAST_ASIAN}]+`, "gu");

/** The words of a text as the table counts them: where they have no spaces between them, every character is one. */
const wordsOf = (typed) => [...typed.matchAll(WORD)];

/** `nothing()` gives an empty one; `wait()` as well, and goes on to do so until the partner writes. */
export function whisper(words, asked, { kept, keep, give, nothing, wait }) {
  const input = el("textarea", { id: "private-text", rows: "4", "aria-describedby": "private-count" });
  const counted = el("p", { id: "private-count", class: "counted", "aria-live": "polite" });
  const send = el("button", { type: "submit", class: "give" }, asked.send);
  const key = el("kbd", { class: "by-key", "aria-hidden": "true" }, words.nothing_key);
  const none = el("button", { type: "button", class: "ghost", "aria-keyshortcuts": "Escape", onclick: nothing }, el("span", {}, asked.nothing), key);
  const until = asked.partner && el("button", { type: "button", class: "ghost until", onclick: wait }, fill(words.until, { name: asked.partner }));
  const form = sending(
    "whisper",
    words,
    { draw, answer },
    el("label", { class: "label", for: "private-text" }, asked.label),
    input,
    counted,
    el("div", { class: "gives" }, send, none),
    until,
  );

  const fits = () => input.value.trim().length <= LONGEST;

  /** How long it is, and where it will be cut: nobody finds out only afterwards. */
  function length(written) {
    const n = written.length;
    if (!fits()) return fill(words.too_long, { most: LONGEST });
    if (n <= asked.limit) return fill(words.words, { n, limit: asked.limit });
    const [from, last] = [written[Math.max(0, asked.limit - ENDING)], written[asked.limit - 1]];
    const end = input.value.slice(from.index, last.index + last[0].length);
    return fill(words.too_many, { n, limit: asked.limit, end });
  }

  function draw(busy) {
    const written = wordsOf(input.value);
    text(counted, length(written));
    counted.classList.toggle("over", written.length > asked.limit || !fits());
    attribute(send, "aria-disabled", written.length && fits() && !busy ? null : "true");
    for (const one of [none, until]) if (one) attribute(one, "aria-disabled", busy ? "true" : null);
    input.readOnly = busy;
  }

  function answer() {
    if (!wordsOf(input.value).length) return words.empty;
    if (fits()) give(["Write", { text: input.value.trim() }]);
    return "";
  }

  input.addEventListener("input", () => {
    keep({ text: input.value });
    form.changed();
  });
  // Enter in an empty field has nothing else to do.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.repeat || event.isComposing || input.value) return;
    event.preventDefault();
    nothing();
  });
  input.value = kept.text ?? "";
  form.changed();
  /** Away from it with a key: nothing is given, unless something was typed. */
  const leave = () => !input.value && (nothing(), true);
  return { ...form, leave };
}
