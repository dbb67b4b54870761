// Labels of one size on the screen, as many as fit, the actors of whom most is said first; none on another.

const CELL = 60;
const LONGEST = 30;
const ALWAYS = 12;
const widths = new Map();

/** A label cut to a length that fits beside others. */
export function shortened(label) {
  const characters = [...label];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : label;
}

/** A rectangle list that can be asked quickly whether another overlaps one of its own. */
function createOccupied() {
  const cells = new Map();
  const each = ({ left, top, right, bottom }, visit) => {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1)
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) if (visit(`${x},${y}`)) return true;
    return false;
  };
  return {
    add: (box) => each(box, (cell) => void (cells.get(cell) ?? cells.set(cell, []).get(cell)).push(box)),
    touches: (box, counts = () => true) =>
      each(box, (cell) => cells.get(cell)?.some((other) => other.owner !== box.owner && counts(other) && overlap(box, other))),
  };
}

const isNoNode = ({ isNode }) => !isNode;
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Where labels go. Nodes are `{id, label, x, y, radius, rank, size, bold}` in pixels of the screen, `obstacles` boxes.
 * Each label is tried on eight sides of its node; one that fits nowhere is left out, but the first few may cover nodes.
 */
export function placedLabels(context, nodes, obstacles = []) {
  const { clientWidth: width, clientHeight: height } = context.canvas;
  const inside = ({ left, right, top, bottom }) => left >= 0 && right <= width && top >= 0 && bottom <= height;
  const occupied = createOccupied();
  for (const box of obstacles) occupied.add(box);
  for (const node of nodes) occupied.add(square(node));
  const found = [];
  for (const [place, node] of [...nodes].sort((one, other) => other.rank - one.rank).entries()) {
    const all = candidates(node, labelWidth(context, node));
    const free = all.filter((box) => !occupied.touches(box));
    const box = free.find(inside) ?? free[0] ?? (place < ALWAYS ? all.find((other) => !occupied.touches(other, isNoNode)) : null);
    if (!box) continue;
    occupied.add({ ...box, owner: null });
    found.push({ ...box, node });
  }
  return found;
}

function square({ id, x, y, radius }) {
  return { owner: id, isNode: true, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

export const fontOf = ({ size, bold }) => `${bold ? 600 : 400} ${size}px system-ui, "Segoe UI", "Liberation Sans", sans-serif`;

function labelWidth(context, node) {
  const key = `${fontOf(node)}|${node.label}`;
  if (!widths.has(key)) {
    context.font = fontOf(node);
    widths.set(key, context.measureText(node.label).width);
  }
  return widths.get(key) + 6;
}

function candidates({ id, x, y, radius, size, inside }, width) {
  const height = size * 1.35;
  const at = (centre, middle) => ({
    owner: id, x: centre, y: middle,
    left: centre - width / 2, right: centre + width / 2, top: middle - height / 2, bottom: middle + height / 2,
  });
  const aside = radius + width / 2 + 1;
  const away = radius + height / 2 + 1;
  const [right, left] = [x + width / 2, x - width / 2];
  const corners = [at(right, y + away), at(left, y + away), at(right, y - away), at(left, y - away)];
  const around = [at(x, y + away), at(x, y - away), at(x + aside, y), at(x - aside, y), ...corners];
  return inside && width < 2 * radius ? [at(x, y)] : around;
}
