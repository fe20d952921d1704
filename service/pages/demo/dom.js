// Makes elements. Words go in as text nodes alone, so that nothing in an article can become an element.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (true stands for an empty one, null and false for none) and children. */
export function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for the inside of a picture. */
export function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A real button with what it does. */
export function button(words, action, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", action);
  return made;
}

/** What stands under an id of the page itself. */
export function part(id) {
  return document.getElementById(id);
}

/** Whether motion is unwanted. */
export function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}
