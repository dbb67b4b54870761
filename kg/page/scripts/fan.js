// An opened tie: what is said alike of two actors as a line of its own, side by side with the others.

import { graph, quadOf } from "./data.js";
import { fontOf } from "./labels.js";
import { colour, DASHES, quadColour } from "./style.js";
import { strands } from "./ties.js";

const MOST = 9;
const APART = 30;
const LONG_ENOUGH = 200;
const FONT = { size: 13, bold: false };
const HEIGHT = 18;

/**
 * Draws the strands of a line between two places on the screen (`{x, y, radius}`); returns the boxes of their words.
 * Words that find no room are left out: the panel has them.
 */
export function paintFan(context, line, from, to) {
  const all = strands(line).slice(0, MOST);
  const boxes = [];
  const apart = APART * Math.min(1, Math.hypot(to.x - from.x, to.y - from.y) / LONG_ENOUGH);
  all.forEach((strand, index) => {
    const curve = bent(from, to, (index - (all.length - 1) / 2) * apart);
    paintStrand(context, strand, curve, endOf(line, strand.subject) === line.a);
    const box = placeWords(context, wordsOf(strand), curve, boxes);
    if (box) boxes.push(box);
  });
  for (const box of boxes) paintWords(context, box);
  return boxes;
}

const endOf = (line, actor) => (line.endOf ? line.endOf(actor) : actor);

/** A curve from border to border whose middle is `aside` pixels beside the straight line. */
function bent(from, to, aside) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const middle = { x: (from.x + to.x) / 2 - 2 * aside * y, y: (from.y + to.y) / 2 + 2 * aside * x };
  return [border(from, middle), middle, border(to, middle)];
}

function border({ x, y, radius }, towards) {
  const length = Math.hypot(towards.x - x, towards.y - y) || 1;
  return { x: x + ((towards.x - x) * (radius + 3)) / length, y: y + ((towards.y - y) * (radius + 3)) / length };
}

/** The point of a curve at a share of its way. */
function pointOf([start, middle, end], share) {
  const rest = 1 - share;
  const mix = (axis) => rest * rest * start[axis] + 2 * rest * share * middle[axis] + share * share * end[axis];
  return { x: mix("x"), y: mix("y") };
}

function paintStrand(context, { predicate, factuality }, curve, forward) {
  const [start, middle, end] = curve;
  context.strokeStyle = context.fillStyle = quadColour(quadOf(predicate));
  context.lineWidth = 2;
  context.setLineDash(DASHES[factuality]);
  context.beginPath();
  context.moveTo(start.x, start.y);
  context.quadraticCurveTo(middle.x, middle.y, end.x, end.y);
  context.stroke();
  context.setLineDash([]);
  if (!graph.predicates[predicate].symmetric) paintArrow(context, forward ? end : start, middle);
}

function paintArrow(context, tip, from) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = (turn) => [tip.x - 11 * Math.cos(angle + turn), tip.y - 11 * Math.sin(angle + turn)];
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(...corner(0.4));
  context.lineTo(...corner(-0.4));
  context.fill();
}

function wordsOf({ predicate, factuality, said }) {
  const told = factuality === "fact" ? "" : factuality === "denied" ? " – denied ×" : ` – ${factuality}`;
  return `${graph.predicates[predicate].label}${told}${said.length > 1 ? ` (${said.length})` : ""}`;
}

function placeWords(context, text, curve, others) {
  context.font = fontOf(FONT);
  const half = context.measureText(text).width / 2 + 5;
  const boxAt = (share) => {
    const { x, y } = pointOf(curve, share);
    return { text, x, y, half, left: x - half, right: x + half, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
  };
  const shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];
  const free = (box) =>
    others.every(
      (other) => box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top,
    );
  return shares.map(boxAt).find(free);
}

function paintWords(context, { text, x, y, half, left, top }) {
  context.fillStyle = colour("paper");
  context.strokeStyle = colour("hair");
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(left, top, 2 * half, HEIGHT, 5);
  context.fill();
  context.stroke();
  context.font = fontOf(FONT);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colour("ink");
  context.fillText(text, x, y + 0.5);
}
