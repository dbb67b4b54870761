// What is drawn on the canvas beside vis-network's lines: shapes, counts, crosses and labels.

import { createOccupied, fontOf, lineHeight } from "./labels.js";
import { colour, quadColour, shapeOf, typeColour } from "./style.js";

const LEAST_RADIUS = 3.5;
const MARK = 8.5;
const MOST_MARKED = 250;
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7];

/** The radius that a node is drawn with, in the canvas's units: never so small that it cannot be hit. */
export const drawnRadius = (node, scale) => Math.max(node.radius, LEAST_RADIUS / scale);

/** Draws an actor or a community around (x, y). */
export function paintNode(context, node, { x, y, scale, faded, selected, hovered }) {
  const radius = drawnRadius(node, scale);
  context.save();
  context.globalAlpha = faded ? 0.15 : 1;
  context.translate(x, y);
  if (selected || hovered) paintRing(context, radius + 5 / scale, selected ? 3 / scale : 1.5 / scale);
  context.scale(radius, radius);
  context.lineWidth = Math.min(0.3, 1.6 / scale / radius);
  context.fillStyle = node.community ? colour("community") : typeColour(node.type);
  context.strokeStyle = colour("outline");
  context.fill(shapeOf(node.community ? "Person" : node.type));
  context.stroke(shapeOf(node.community ? "Person" : node.type));
  if (node.pinned) paintPin(context);
  context.restore();
}

function paintRing(context, radius, width) {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.lineWidth = width;
  context.strokeStyle = colour("accent");
  context.stroke();
}

function paintPin(context) {
  context.beginPath();
  context.arc(0.8, -0.8, 0.35, 0, 2 * Math.PI);
  context.fillStyle = colour("ink");
  context.fill();
}

/** The cooperation side of a tie that has both: a broad line below the conflict's narrow one. */
export function paintBroadSide(context, { from, to, width, opacity }) {
  context.save();
  context.globalAlpha = opacity;
  context.strokeStyle = quadColour("verbal cooperation");
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
  context.restore();
}

/**
 * The marks on lines, as boxes on the screen that keep clear of each other: how many are said, × if denied, ≠ if
 * disputed. They keep clear of `nodes` and `labels`. Among very many lines only × and ≠ are marked until some are singled out; a number that finds no clear
 * place is left out, as it could be read as something of an actor.
 */
export function marksOf(lines, placeOf, nodes, labels) {
  const found = [];
  const bright = lines.filter(({ faded }) => !faded);
  const occupied = createOccupied();
  for (const label of labels) occupied.add({ ...label, owner: "label" });
  for (const { x, y, radius } of nodes)
    occupied.add({ owner: "node", left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  const isNoNode = ({ owner }) => owner !== "node";
  for (const line of bright) {
    const signs = [
      bright.length <= MOST_MARKED && line.count > 1 && String(line.count),
      line.disputed ? "≠" : line.factuality === "denied" && "×",
    ].filter(Boolean);
    if (signs.length === 0) continue;
    const ends = [placeOf(line.a), placeOf(line.b)];
    const urgent = line.disputed || line.factuality === "denied";
    const clear = (shown, counts) =>
      ALONG.map((share) => markBoxes(shown, share, ...ends)).find(
        (boxes) => boxes.length > 0 && !boxes.some((box) => occupied.touches(box, counts)),
      );
    const alone = urgent ? signs.slice(-1) : signs;
    const boxes = clear(signs) ?? clear(alone) ?? (urgent ? clear(alone, isNoNode) : null) ?? [];
    for (const box of boxes) occupied.add({ ...box, owner: "mark" });
    found.push(...boxes);
  }
  return found;
}

/** The boxes of signs side by side around a share of the way from one end to the other; none if the line is too short. */
function markBoxes(signs, share, from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const seen = length - from.radius - to.radius;
  if (seen < 2 * MARK * signs.length) return [];
  const centre = (from.radius + share * seen) / length;
  const y = from.y + centre * (to.y - from.y);
  let left = from.x + centre * (to.x - from.x) - signs.reduce((sum, sign) => sum + halfOf(sign) + 0.5, 0);
  return signs.map((sign) => {
    const half = halfOf(sign);
    const box = { sign, x: left + half, y, half, left, right: left + 2 * half, top: y - MARK, bottom: y + MARK };
    left = box.right + 1;
    return box;
  });
}

const halfOf = (sign) => (sign.length > 2 ? MARK + 3 * (sign.length - 2) : MARK);

/** Draws the marks, in pixels of the screen. */
export function paintMarks(context, marks) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const mark of marks) {
    const alert = mark.sign === "≠" || mark.sign === "×";
    context.beginPath();
    context.roundRect(mark.left, mark.top, 2 * mark.half, 2 * MARK, MARK);
    context.fillStyle = alert ? colour("alert") : colour("paper");
    context.strokeStyle = alert ? colour("alert") : colour("line");
    context.lineWidth = 1;
    context.fill();
    context.stroke();
    context.font = fontOf({ size: alert ? 14 : 11, bold: true });
    context.fillStyle = alert ? colour("on-alert") : colour("ink");
    context.fillText(mark.sign, mark.x, mark.y + 0.5);
  }
}

/** Draws labels where they were placed, in pixels of the screen. */
export function paintLabels(context, placed) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { x, y, node } of placed) paintLabel(context, node, x, y, node.inside && y === node.y);
}

function paintLabel(context, node, x, y, within) {
  context.font = fontOf(node);
  context.lineWidth = 3.5;
  context.strokeStyle = colour("paper");
  context.fillStyle = colour(within ? "on-community" : "ink");
  eachLine(node, y, (line, at) => {
    if (!within) context.strokeText(line, x, at);
    context.fillText(line, x, at);
  });
}

/** Visits the lines of a label with the height of their middle. */
export function eachLine({ lines, size }, middle, visit) {
  lines.forEach((line, index) => visit(line, middle + lineHeight(size) * (index - (lines.length - 1) / 2)));
}
