// Filters and panel beside the drawing; on narrow screens one of them over it.

import { byId } from "./dom.js";

const narrow = matchMedia("(max-width: 1099px)");
const phone = matchMedia("(max-width: 560px)");
const BUTTONS = 44;
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
    isOpen,
    closeAll() {
      const opened = narrow.matches && NAMES.find(isOpen);
      for (const name of NAMES) set(name, false);
      if (opened) byId(`${opened}-open`).focus();
      return Boolean(opened);
    },
    covered: () => coveredBy(NAMES.filter(isOpen).map(byId), byId("stage").getBoundingClientRect()),
  };
}

/** How much of the drawing lies below drawers (on a phone, below the camera's buttons too), in pixels from each of its sides. */
function coveredBy(drawers, stage) {
  const sides = { left: 0, right: 0, bottom: phone.matches ? BUTTONS : 0 };
  for (const drawer of narrow.matches ? drawers : []) {
    const { left, right, top } = drawer.getBoundingClientRect();
    if (phone.matches) sides.bottom = Math.max(0, stage.bottom - top);
    else if (left <= stage.left) sides.left = Math.max(0, right - stage.left);
    else sides.right = Math.max(0, stage.right - left);
  }
  return sides;
}

/** On a phone the time slider stands with the filters, to leave the screen to the drawing. */
function placeTime() {
  if (phone.matches) byId("facets").before(byId("time"));
  else byId("middle").append(byId("time"));
}
