// Small elements. What comes from data is set as text, never as markup.

export function text(tag, content, attributes = {}) {
  const node = document.createElement(tag);
  node.textContent = content;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes, children = []) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const SMALL = /(?<=\s)(de|del|la|las|los|el|y|e|en)(?=\s)/giu;

/** A name that its source shouts, in the letters that people write. */
export function calm(name) {
  if (name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s("-])\p{L}/gu, (start) => start.toUpperCase())
    .replace(SMALL, (word) => word.toLowerCase());
}
