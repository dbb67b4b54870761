// Rows of a list of filters: each with its sign, its count and a box to take it away.

import { button, element } from "./dom.js";
import { FACET_VALUES } from "./fragment.js";
import { toggled } from "./state.js";

/** Takes these values of a list away, and no others of it. */
export function setOff(store, name, values) {
  store.change({ without: { ...store.get().without, [name]: values } });
}

/** A list with its title, which opens and closes it. */
export function group(title, all, body, open) {
  const summary = element("summary", {}, title);
  all.addEventListener("click", () => summary.focus());
  return element("details", { class: "facet", open }, summary, all, body);
}

/** A value of a list: a box with its look, and a button to keep it alone. */
export function row(store, name, value, look) {
  const box = element("input", {
    type: "checkbox",
    change: () => setOff(store, name, toggled(store.get().without[name], value)),
  });
  const number = element("span", { class: "number" });
  const others = () => FACET_VALUES[name].filter((other) => other !== value);
  const label = element("label", {}, box, element("span", { class: "look" }, look), number);
  const only = button("only", () => setOff(store, name, others()), {
    class: "only",
    "aria-label": `Only ${label.textContent}`,
  });
  return { node: element("li", {}, label, only), box, number, value };
}

/** Brings the rows of a list to what is taken away from it, and to the counts. */
export function brought(rows, all, off, counts) {
  const without = new Set(off);
  for (const { box, number, value, node } of rows) {
    box.checked = !without.has(value);
    number.textContent = (counts.get(value) ?? 0).toLocaleString("en-GB");
    node.classList.toggle("empty", !counts.get(value));
  }
  all.hidden = off.length === 0;
}

