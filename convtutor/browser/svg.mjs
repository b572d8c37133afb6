// Parts of drawings that are made of lines and planes.

const SVG = "http://www.w3.org/2000/svg";

/** Make a part of a drawing: attributes by name, then what lies in it. */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
