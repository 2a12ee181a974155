// Makes a drawing of the page stand by itself: no variable, no class, its fonts within it; as SVG and as PNG.

import { draw } from "./svg.js";

/** The first of a list of families is the one that a picture brings along. */
const FIRST = /^\s*["']?([^"',]+)/;
const SHORT = /^rgb\((\d+), (\d+), (\d+)\)$/;
/** Characters that no XML may hold. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const fonts = new Map();

/** `drawing` as a text; `host` is where it would stand on the page, so that its colours are those shown there. */
export async function svgOf(drawing, host) {
  const copy = drawing.cloneNode(true);
  resolve(copy, host);
  const faces = await facesFor(copy, host);
  copy.prepend(draw("style", {}, faces.join("\n")));
  return new XMLSerializer().serializeToString(copy).replace(NOT_XML, "");
}

/** The same as a PNG with so many pixels for each of its own. */
export async function pngOf(svg, width, height, by = 2) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: by * width, height: by * height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Every variable gets the value that it has there; what only sheets of style and scripts read is gone. */
function resolve(root, host) {
  const probe = document.createElement("span");
  host.append(probe);
  const values = new Map();
  const value = (name, text) => {
    const property = name === "font-family" ? name : "color";
    if (!values.has(text)) {
      probe.style.setProperty(property, text);
      const [, ...parts] = SHORT.exec(getComputedStyle(probe)[property]) ?? [];
      values.set(text, parts.length ? `#${parts.map((n) => Number(n).toString(16).padStart(2, "0")).join("")}` : getComputedStyle(probe)[property]);
    }
    return values.get(text);
  };
  for (const node of [root, ...root.querySelectorAll("*")]) {
    for (const { name, value: text } of [...node.attributes]) {
      if (name === "class" || name === "style" || name.startsWith("data-")) node.removeAttribute(name);
      else if (text.includes("var(")) node.setAttribute(name, value(name, text));
    }
  }
  probe.remove();
}

/** The font faces of the page that a picture uses, each with its font in it. */
async function facesFor(root, host) {
  const used = new Set([...root.querySelectorAll("[font-family]")].map((node) => FIRST.exec(node.getAttribute("font-family"))[1]));
  const sheets = [...document.styleSheets, ...host.getRootNode().styleSheets];
  const found = sheets.flatMap((sheet) => rulesOf(sheet).filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => [rule, sheet.href]));
  const wanted = found.filter(([{ style }]) => used.has(FIRST.exec(style.getPropertyValue("font-family"))?.[1]));
  return Promise.all(wanted.map(([rule, base]) => embedded(rule, base)));
}

function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return []; // a sheet from somewhere else: none of ours
  }
}

async function embedded({ style }, base) {
  const address = /url\(["']?([^"')]+)/.exec(style.getPropertyValue("src"))?.[1];
  if (!address) return "";
  const rest = ["font-family", "font-weight", "font-style", "unicode-range"].map((name) => [name, style.getPropertyValue(name)]);
  const told = rest.filter(([, value]) => value).map(([name, value]) => `${name}: ${value};`).join(" ");
  try {
    return `@font-face { ${told} src: url(${await data(new URL(address, base ?? document.baseURI).href)}); }`;
  } catch (error) {
    // Without it the next family of the list is drawn, in the same place.
    console.error(error);
    return "";
  }
}

/** A font as an address that holds it; each is fetched once. */
async function data(address) {
  if (address.startsWith("data:")) return address;
  if (!fonts.has(address)) fonts.set(address, await fetched(address));
  return fonts.get(address);
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const blob = await answer.blob();
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}
