// Makes and changes elements. What people wrote only ever becomes text.

/** An element with attributes, listeners (`onclick`), and children; a string among them becomes text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else attribute(node, name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Set an attribute; `true` sets it empty, `false` or null takes it away. Nothing is touched that is so already. */
export function attribute(node, name, value) {
  if (value === false || value === null || value === undefined) node.removeAttribute(name);
  else {
    const wanted = value === true ? "" : String(value);
    if (node.getAttribute(name) !== wanted) node.setAttribute(name, wanted);
  }
}

/** Set the text of an element, only if it differs: a live region is not read twice, a selection survives. */
export function text(node, to) {
  if (node.textContent !== to) node.textContent = to;
}

/** Show an element or take it out of sight and of reach. */
export function shown(node, yes) {
  if (node.hidden === Boolean(yes)) node.hidden = !yes;
}

/** Let an element hold these and nothing else, in this order. What is there already is not touched. */
export function arrange(node, children) {
  const wanted = new Set(children);
  for (const child of [...node.children]) if (!wanted.has(child)) child.remove();
  let next = node.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else node.insertBefore(child, next);
  }
}

/** A mouse or a finger presses something, and nothing has the focus after it: the keys that follow are the game's. */
export function unfocused(event) {
  event.preventDefault();
  event.currentTarget.getRootNode().activeElement?.blur();
}

/** Put values into a sentence: "{name} is late." */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A dialog with a title and a button that closes it; it belongs to `host` and gives the focus back when it closes. */
export function dialog(host, words, title) {
  const body = el("div", { class: "dialog-body" });
  const heading = el("h2", {}, title);
  const close = el("button", { type: "button", class: "ghost", onclick: () => node.close() }, words.close);
  const node = el("dialog", { "aria-label": title }, el("header", {}, heading, close), body);
  // A press beside the dialog closes it, as one expects.
  node.addEventListener("click", (event) => event.target === node && node.close());
  host.append(node);
  return {
    node,
    body,
    open: () => node.open || node.showModal(),
    close: () => node.close(),
    /** What it is about may change while it is open. */
    name(other) {
      text(heading, other);
      attribute(node, "aria-label", other);
    },
  };
}
