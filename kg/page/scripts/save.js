// What can be taken away: the table as CSV, the view as a picture, the address of the view.

import { graph } from "./data.js";
import { announce, byId, count } from "./dom.js";
import { svgOf } from "./picture.js";
import { colour } from "./style.js";
import { tableContents } from "./table.js";
import { turtleOf } from "./turtle.js";

const MOST_EXTENDED = 5;
const FORMULA = /^[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets a quote before it. */
export function csvOf(rows) {
  const cell = (value) => {
    const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join(",")).join("\r\n");
}

/** Connects the buttons of the menu "Save". */
export function createSaving(view, store, sceneNow) {
  const actions = {
    "copy-link": () => copied(location.href, "Address of this view"),
    "copy-csv": () => copied(csvOf(tableContents()), count(tableContents().length - 1, "row")),
    "save-csv": () => saved(new Blob(["\ufeff", csvOf(tableContents())], { type: "text/csv" }), "table.csv"),
    "save-png": () => picture(view.canvas()).toBlob((blob) => saved(blob, "graph.png")),
    "save-svg": () => saved(new Blob([svgOf(view)], { type: "image/svg+xml" }), "graph.svg"),
    "save-turtle": () => saved(new Blob([turtleOf(chosenOf(store.get(), sceneNow()))], { type: "text/turtle" }), "graph.ttl"),
    print: () => window.print(),
  };
  for (const [id, action] of Object.entries(actions)) {
    byId(id).addEventListener("click", () => {
      action();
      closeMenu();
    });
  }
  byId("copy-link").hidden = location.protocol === "about:";
  // Not at "toggle", which comes only after the menu is seen and could be used.
  byId("save").querySelector("summary").addEventListener("click", () => offered(store.get()));
  byId("save").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !byId("save").open) return;
    event.stopPropagation();
    closeMenu();
    byId("save").querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", ({ target }) => !byId("save").contains(target) && closeMenu());
}

const closeMenu = () => (byId("save").open = false);

/** A picture can be made only while the drawing is seen; Turtle holds what is chosen, if anything is. */
function offered({ view, selected }) {
  byId("save-png").disabled = byId("save-svg").disabled = view !== "graph";
  byId("save-turtle").textContent = selected ? "Save what is chosen (Turtle)" : "Save what is shown (Turtle)";
}

/** The assertions of the actor or of the two that are chosen, else all that are shown. */
function chosenOf({ selected }, { assertions, endOf }) {
  if (!selected) return assertions;
  const isChosen = (actor, id) => graph.entities[actor].id === id || endOf(actor) === id;
  const [one, other] = selected;
  return assertions.filter(({ subject, object }) =>
    other
      ? (isChosen(subject, one) && isChosen(object, other)) || (isChosen(subject, other) && isChosen(object, one))
      : isChosen(subject, one) || isChosen(object, one),
  );
}

async function copied(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    said(`${what} copied`);
  } catch {
    saved(new Blob([text], { type: "text/plain" }), "copied.txt");
    said("This browser does not let the page copy: saved as a file");
  }
}

function said(text) {
  announce(text);
  const toast = byId("toast");
  toast.textContent = text;
  toast.hidden = false;
  setTimeout(() => (toast.hidden = true), 2500);
}

function saved(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * While the page is printed: a picture of the view in the place of the drawing, and lists as long as are read on paper.
 * `whole` and `usual` show the table so.
 */
export function createPrinting(view, whole, usual) {
  const image = document.createElement("img");
  image.alt = "The graph as it was seen";
  image.id = "printed";
  window.addEventListener("beforeprint", () => {
    extend();
    if (!byId("table").hidden) whole();
    if (byId("graph").hidden) return;
    view.resized();
    image.src = picture(view.canvas()).toDataURL();
    byId("graph").append(image);
  });
  window.addEventListener("afterprint", () => {
    image.remove();
    if (!byId("table").hidden) usual();
  });
}

/** Shows what "Show more" would; what is left after that is said by the button, which is printed too. */
function extend() {
  for (let round = 0; round < MOST_EXTENDED; round += 1)
    for (const more of document.querySelectorAll("#timeline .more:not([hidden]), #panel .more:not([hidden])")) more.click();
}

/** The canvas on the page's ground: by itself it is transparent. */
function picture(canvas) {
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = colour("paper");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
}
