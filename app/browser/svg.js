// Makes SVG elements. What people wrote only ever becomes text, never markup.

const SPACE = "http://www.w3.org/2000/svg";

/** An SVG element with attributes and children; a string among them becomes text, what is empty is left out. */
export function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, tidy(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Numbers to a hundredth of a pixel, so that the same picture is the same text. */
function tidy(value) {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
}

/** A picture that stands by itself. With a label it is an image to screen readers, without one they pass over it. */
export function picture(width, height, box, label, ...children) {
  const told = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return draw("svg", { width, height, viewBox: `0 0 ${tidy(box[0])} ${tidy(box[1])}`, ...told }, ...children);
}

/** Put a picture that stands by itself somewhere in another one. */
export function place(node, x, y) {
  node.setAttribute("x", tidy(x));
  node.setAttribute("y", tidy(y));
  return node;
}

export const box = (x, y, width, height, radius, attributes = {}) =>
  draw("rect", { x, y, width, height, rx: radius, ...attributes });

export const path = (d, attributes = {}) => draw("path", { d, ...attributes });

export const disc = (cx, cy, r, attributes = {}) => draw("circle", { cx, cy, r, ...attributes });

/** Straight lines for a path: pairs of points, each pair one stroke. */
export const strokes = (...ends) =>
  ends.map(([x1, y1, x2, y2]) => `M${tidy(x1)} ${tidy(y1)}L${tidy(x2)} ${tidy(y2)}`).join("");
