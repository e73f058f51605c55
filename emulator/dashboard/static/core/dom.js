// Elements made by hand: text is always text, so nothing that comes over the wire can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element. `on` holds listeners, `style` goes through CSSOM (a strict policy forbids style attributes), null is left out. */
export function h(tag, props = {}, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function s(tag, props = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

/** Words of others in a sentence of ours, apart: no right-to-left character among them turns ours round. */
export const theirs = text => h("bdi", {}, text);

function filled(element, props, children) {
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else if (name === "style") Object.assign(element.style, value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/**
 * Put children in place of what is there, without disturbing whoever is at work: where an element of the same id comes back, it
 * keeps the focus, what was typed into it, and whether it was open.
 */
export function replace(region, ...children) {
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...region.querySelectorAll("details[open][id]")].map(details => details.id);
  const typed = [...region.querySelectorAll("input[id], select[id], textarea[id]")].map(input => [input.id, input.value]);
  region.replaceChildren(...children.flat(Infinity).filter(Boolean));
  const again = id => region.querySelector(`#${CSS.escape(id)}`);
  for (const id of open) again(id)?.setAttribute("open", "");
  for (const [id, value] of typed) if (again(id)) again(id).value = value;
  if (focused) again(focused)?.focus();
}

/** Call `work` a little after the last of many calls. */
export function calmly(work, milliseconds = 150) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}
