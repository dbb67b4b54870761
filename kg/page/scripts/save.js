// What can be taken away: the table as CSV, the view as a picture, the address of the view.

import { announce, byId, count } from "./dom.js";
import { svgOf } from "./picture.js";
import { colour } from "./style.js";
import { tableContents } from "./table.js";
import { turtleOf } from "./turtle.js";

const FORMULA = /^[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets a quote before it. */
export function csvOf(rows) {
  const cell = (value) => {
    const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join(",")).join("\r\n");
}

/** Connects the buttons of the menu "Take away". */
export function createSaving(view, sceneNow) {
  const actions = {
    "copy-link": () => copied(location.href, "Address of this view"),
    "copy-csv": () => copied(csvOf(tableContents()), count(tableContents().length - 1, "row")),
    "save-csv": () => saved(new Blob(["\ufeff", csvOf(tableContents())], { type: "text/csv" }), "table.csv"),
    "save-png": () => picture(view.canvas()).toBlob((blob) => saved(blob, "graph.png")),
    "save-svg": () => saved(new Blob([svgOf(view)], { type: "image/svg+xml" }), "graph.svg"),
    "save-turtle": () => saved(new Blob([turtleOf(sceneNow().assertions)], { type: "text/turtle" }), "graph.ttl"),
    print: () => window.print(),
  };
  for (const [id, action] of Object.entries(actions)) {
    byId(id).addEventListener("click", () => {
      action();
      byId("save").open = false;
    });
  }
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

/** Puts a picture of the view in the place of the drawing while the page is printed. */
export function createPrinting(view) {
  const image = document.createElement("img");
  image.alt = "The graph as it was seen";
  image.id = "printed";
  window.addEventListener("beforeprint", () => {
    view.resized();
    image.src = picture(view.canvas()).toDataURL();
    byId("graph").append(image);
  });
  window.addEventListener("afterprint", () => image.remove());
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
