// The view as an SVG drawing, made by the same painting that fills the canvas.

import { drawing } from "./dom.js";
import { paintFan } from "./fan.js";
import { drawnRadius, eachLine, paintMarks } from "./paint.js";
import { colour, DASHES, outlineOf, quadColour, typeColour } from "./style.js";

const FONT = /^(\d+) ([\d.]+)px/;

/** The drawing as it is seen now, as SVG text. */
export function svgOf(view) {
  const canvas = view.canvas();
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = view.scale();
  const places = new Map(view.nodes().map((node) => [node.id, placeOf(view, node, scale)]));
  const lines = view.lines().filter(({ a, b }) => a !== b);
  const marks = painted(canvas, (context) => {
    paintMarks(context, view.marks());
    for (const line of lines.filter(({ opened }) => opened))
      paintFan(context, line, places.get(line.a), places.get(line.b));
  });
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
    lines.filter(({ opened }) => !opened).flatMap((line) => svgLine(line, places, scale, view.opacityOf(line))),
    [...places.values()].map(svgNode),
    marks,
    view.labels().map(svgLabel),
  );
  return new XMLSerializer().serializeToString(root);
}

function placeOf(view, node, scale) {
  return { node, ...view.project(view.position(node.id)), radius: drawnRadius(node, scale) * scale };
}

function svgLine({ a, b, quad, mixed, factuality, width, forward, backward }, places, scale, opacity) {
  const [from, to] = [places.get(a), places.get(b)];
  const stroke = (shown, across, dashes) =>
    drawing("line", {
      x1: from.x,
      y1: from.y,
      x2: to.x,
      y2: to.y,
      stroke: quadColour(shown),
      "stroke-width": across * scale,
      "stroke-dasharray": dashes.map((length) => length * scale).join(" ") || null,
      "stroke-opacity": opacity,
    });
  const shown = mixed ? "verbal conflict" : quad;
  return [
    mixed && stroke("verbal cooperation", width, []),
    stroke(shown, mixed ? 0.4 * width : width, DASHES[factuality]),
    forward && arrowHead(from, to, quadColour(shown), opacity),
    backward && arrowHead(to, from, quadColour(shown), opacity),
  ].filter(Boolean);
}

/** A triangle that ends at the border of `to`. */
function arrowHead(from, to, fill, opacity) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const tip = [to.x - to.radius * Math.cos(angle), to.y - to.radius * Math.sin(angle)];
  const corner = (turn) => [tip[0] - 7 * Math.cos(angle + turn), tip[1] - 7 * Math.sin(angle + turn)];
  const points = [tip, corner(0.4), corner(-0.4)].map((point) => point.join(",")).join(" ");
  return drawing("polygon", { points, fill, "fill-opacity": opacity });
}

function svgNode({ node, x, y, radius }) {
  return drawing("path", {
    d: outlineOf(node.community ? "Person" : node.type),
    transform: `translate(${x} ${y}) scale(${radius})`,
    fill: node.community ? colour("community") : typeColour(node.type),
    stroke: colour("outline"),
    "stroke-width": 1.2 / radius,
    opacity: node.faded ? 0.15 : null,
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

/** What a function paints on a canvas, as SVG elements: it knows the few commands that marks and fans are made of. */
function painted(canvas, paint) {
  const measuring = canvas.getContext("2d");
  const found = [];
  let path = [];
  let dashes = [];
  const put = (attributes) => found.push(drawing("path", { d: path.join(""), ...attributes }));
  const recorder = {
    beginPath: () => (path = []),
    moveTo: (x, y) => path.push(`M${x} ${y}`),
    lineTo: (x, y) => path.push(`L${x} ${y}`),
    quadraticCurveTo: (...points) => path.push(`Q${points.join(" ")}`),
    roundRect: (x, y, width, height, radius) => path.push(rounded(x, y, width, height, radius)),
    setLineDash: (lengths) => (dashes = lengths),
    fill: () => put({ fill: recorder.fillStyle }),
    stroke: () =>
      put({
        fill: "none",
        stroke: recorder.strokeStyle,
        "stroke-width": recorder.lineWidth,
        "stroke-dasharray": dashes.join(" ") || null,
      }),
    fillText: (text, x, y) => found.push(written(text, x, y, recorder)),
    measureText(text) {
      measuring.save();
      measuring.font = recorder.font;
      const size = measuring.measureText(text);
      measuring.restore();
      return size;
    },
  };
  paint(recorder);
  return found;
}

function rounded(x, y, width, height, radius) {
  const corner = `a${radius} ${radius} 0 0 1 `;
  const [across, down] = [width - 2 * radius, height - 2 * radius];
  return (
    `M${x + radius} ${y}h${across}${corner}${radius} ${radius}v${down}${corner}${-radius} ${radius}` +
    `h${-across}${corner}${-radius} ${-radius}v${-down}${corner}${radius} ${-radius}Z`
  );
}

function written(text, x, y, { font, fillStyle }) {
  const [, weight, size] = FONT.exec(font);
  return drawing(
    "text",
    {
      x,
      y,
      fill: fillStyle,
      "font-size": size,
      "font-weight": weight,
      "text-anchor": "middle",
      "dominant-baseline": "central",
    },
    text,
  );
}
