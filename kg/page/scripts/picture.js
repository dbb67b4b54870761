// The view as an SVG drawing, built from what the canvas shows.

import { drawing } from "./dom.js";
import { drawnRadius, eachLine } from "./paint.js";
import { colour, DASHES, outlineOf, quadColour, typeColour } from "./style.js";

/** The drawing as it is seen now, as SVG text. */
export function svgOf(view) {
  const canvas = view.canvas();
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = view.scale();
  const places = new Map(view.nodes().map((node) => [node.id, { node, ...view.project(node) }]));
  const root = drawing(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      "font-family": "sans-serif",
    },
    drawing("rect", { width, height, fill: colour("paper") }),
    view.lines().map((line) => svgLine(line, places, scale)),
    [...places.values()].map((place) => svgNode(place, scale)),
    view.labels().map(svgLabel),
  );
  return new XMLSerializer().serializeToString(root);
}

function svgLine({ a, b, quad, factuality, width }, places, scale) {
  const [from, to] = [places.get(a), places.get(b)];
  const dashes = DASHES[factuality].map((length) => length * scale).join(" ");
  return drawing("line", {
    x1: from.x,
    y1: from.y,
    x2: to.x,
    y2: to.y,
    stroke: quadColour(quad),
    "stroke-width": width * scale,
    "stroke-dasharray": dashes || null,
  });
}

function svgNode({ node, x, y }, scale) {
  const radius = drawnRadius(node, scale) * scale;
  const fill = node.community ? colour("community") : typeColour(node.type);
  const outline = node.community ? outlineOf("Person") : outlineOf(node.type);
  return drawing("path", {
    d: outline,
    transform: `translate(${x} ${y}) scale(${radius})`,
    fill,
    stroke: colour("outline"),
    "stroke-width": 1.2 / radius,
  });
}

function svgLabel({ x, y, node }) {
  const look = {
    "font-size": node.size,
    "font-weight": node.bold ? 600 : 400,
    "text-anchor": "middle",
    "dominant-baseline": "central",
  };
  const lines = [];
  eachLine(node, y, (line, at) => lines.push(drawing("tspan", { x, y: at }, line)));
  return drawing(
    "text",
    { ...look, fill: colour("ink"), stroke: colour("paper"), "stroke-width": 3, "paint-order": "stroke" },
    lines,
  );
}
