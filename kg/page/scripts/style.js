// How things look: a shape and a colour for each type, a colour for each quad, a dash for each way of telling.

import { drawing } from "./dom.js";

const CIRCLE = "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z";

/** Outlines within a circle of radius 1. A type that is not here is drawn as a circle. */
const SHAPES = {
  Person: CIRCLE,
  Organization: "M-.87-.87H.87V.87H-.87Z",
  Country: "M-1 0L-.5-.9H.5L1 0L.5.9H-.5Z",
  Place: "M0 1.05L-.98-.72H.98Z",
  Agreement: "M-.75-1H.3L.78-.52V1H-.75Z",
  Event: "M0-1.05L.29-.36L1.02-.32L.45.15L.64.87L0 .46L-.64.87L-.45.15L-1.02-.32L-.29-.36Z",
  Weapon: "M0-1.05L.98.72H-.98Z",
  Measure: "M0-1.08L1.08 0L0 1.08L-1.08 0Z",
  Programme: "M-.4-1H.4V-.4H1V.4H.4V1H-.4V.4H-1V-.4H-.4Z",
  Group:
    "M-.4-.9A.55.55 0 0 1 .4-.9A.6.6 0 0 1 .85.1A.6.6 0 0 1 .35.95A.7.7 0 0 1-.35.95A.6.6 0 0 1-.85.1A.6.6 0 0 1-.4-.9Z",
};

const shapePaths = new Map();

/** The outline of a type, for a canvas scaled to its radius. */
export function shapeOf(type) {
  if (!shapePaths.has(type)) shapePaths.set(type, new Path2D(outlineOf(type)));
  return shapePaths.get(type);
}

/** The same as SVG path data. */
export const outlineOf = (type) => SHAPES[type] ?? CIRCLE;

/** Lengths of strokes and gaps by factuality; none for a full line. */
export const DASHES = { fact: [], planned: [12, 6], possible: [5, 5], alleged: [1.5, 5], denied: [] };

const slug = (text) => text.toLowerCase().replaceAll(" ", "-");

let colours = new Map();

/** A colour of the style sheet by the name of its custom property. */
export function colour(name) {
  if (!colours.has(name))
    colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return colours.get(name);
}

/** After the style sheet's colours changed (dark, light, print). */
export function forgetColours() {
  colours = new Map();
}

export const typeColour = (type) => colour(`type-${slug(type)}`) || colour("type-other");
export const quadColour = (quad) => colour(`quad-${slug(quad)}`);

/** The sign of a type, for lists. */
export function typeSign(type) {
  const outline = drawing("path", { d: outlineOf(type), class: `sign-${slug(type)}` });
  return drawing("svg", { class: "sign", viewBox: "-1.3 -1.3 2.6 2.6", "aria-hidden": "true" }, outline);
}

/** The sign of a line: its colour by quad or its dash by factuality. */
export function lineSign({ quad = "state", factuality = "fact" }) {
  const line = {
    x1: 1,
    y1: 7,
    x2: 33,
    y2: 7,
    class: `line-${slug(quad)}`,
    "stroke-dasharray": DASHES[factuality].join(" "),
  };
  const cross = factuality === "denied" && drawing("path", { d: "M13 3L21 11M21 3L13 11", class: "cross" });
  return drawing(
    "svg",
    { class: "line-sign", viewBox: "0 0 34 14", "aria-hidden": "true" },
    drawing("line", line),
    cross,
  );
}
