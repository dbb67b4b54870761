// Elements made without parsing HTML: whatever a text holds, it is shown as text.

const SVG = "http://www.w3.org/2000/svg";

/** The element with this id; the template has it. */
export const byId = (id) => document.getElementById(id);

/** An HTML element. Attributes that are functions listen to the event of that name; false, null and undefined are left out. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function drawing(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

/** Text from an article: its own direction, and kept from turning the words around it. */
export function words(text, attributes = {}) {
  return element("bdi", attributes, String(text));
}

/** Texts with something between them, each kept to itself; those that are missing are left out. */
export function joined(texts, between) {
  return texts.filter(Boolean).flatMap((text, at) => (at === 0 ? [words(text)] : [between, words(text)]));
}

/** A push button. */
export function button(text, onClick, attributes = {}) {
  return element("button", { type: "button", click: onClick, ...attributes }, text);
}

/** A link to a web page in a window of its own, or just its text where the address is not one of the web. */
export function webLink(address, ...children) {
  const url = webAddress(address);
  if (!url) return element("span", {}, ...children);
  return element(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" },
    ...children,
  );
}

/** The address in normal form if it is http or https, else null. */
export function webAddress(address) {
  if (!address) return null;
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * Gives a container other children. If the focus was on a control in it, it goes to the control of the same name (not if
 * all is `other`), else to the first that fits `fallback`: a keyboard's user never falls back to the top of the page.
 */
export function refilled(container, children, fallback, other = false) {
  const focused = container.contains(document.activeElement) ? document.activeElement : null;
  container.replaceChildren(...children);
  if (!focused) return;
  const same = [...container.querySelectorAll(focused.localName)].find(
    (control) => !other && nameOf(control) === nameOf(focused) && !control.disabled,
  );
  (same ?? document.querySelector(fallback))?.focus();
}

const nameOf = (control) => control.getAttribute("aria-label") ?? control.textContent;

/** Says something to users of screen readers without moving the focus. */
export function announce(text) {
  byId("live").textContent = text;
}

/** "1 actor", "2 actors": with thousands separated. */
export function count(number, singular, plural = `${singular}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? singular : plural}`;
}

/** Calls a function once, after its last call is `delay` milliseconds old. */
export function delayed(action, delay) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), delay);
  };
}
