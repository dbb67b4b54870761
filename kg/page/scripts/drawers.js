// Filters and panel beside the drawing; on narrow screens one of them over it.

import { byId } from "./dom.js";

const narrow = matchMedia("(max-width: 899px)");
const phone = matchMedia("(max-width: 560px)");
const NAMES = ["filters", "panel"];

/** Connects the buttons that open and close them. */
export function createDrawers() {
  const set = (name, open) => {
    byId(name).classList.toggle("open", open);
    byId(`${name}-open`).setAttribute("aria-expanded", String(open));
  };
  const isOpen = (name) => byId(name).classList.contains("open");
  const open = (name) => {
    if (!narrow.matches) return;
    for (const other of NAMES) set(other, other === name);
  };
  for (const name of NAMES) {
    byId(`${name}-open`).addEventListener("click", () => (isOpen(name) ? set(name, false) : open(name)));
    byId(`${name}-close`).addEventListener("click", () => {
      set(name, false);
      byId(`${name}-open`).focus();
    });
    set(name, false);
  }
  phone.addEventListener("change", placeTime);
  placeTime();
  return {
    open,
    closeAll() {
      const any = narrow.matches && NAMES.some(isOpen);
      for (const name of NAMES) set(name, false);
      return any;
    },
  };
}

/** On a phone the time slider stands with the filters, to leave the screen to the drawing. */
function placeTime() {
  if (phone.matches) byId("facets").before(byId("time"));
  else byId("middle").append(byId("time"));
}
