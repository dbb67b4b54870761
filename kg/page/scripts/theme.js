// Dark or light: as the system has it, until the reader chooses.

import { byId } from "./dom.js";

/** Applies the theme and listens to the button; `changed` is called when colours are others. */
export function createTheme(changed) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const apply = () => {
    document.documentElement.dataset.theme = chosen ?? (dark.matches ? "dark" : "light");
    byId("theme").setAttribute("aria-pressed", String(document.documentElement.dataset.theme === "dark"));
    changed();
  };
  dark.addEventListener("change", apply);
  byId("theme").addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    apply();
  });
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.theme = "light";
    changed();
  });
  window.addEventListener("afterprint", apply);
  apply();
}
