// Labels of one size on the screen, as many as fit, the actors of whom most is said first; none on another.

const CELL = 60;
const MOST_CELLS = 4096;
const GAPS = { some: [1, 11], certain: [1, 11, 22] };
const ONE_LINE = 18;
const LONGEST_LINE = 26;
const LINE = 1.25;
const widths = new Map();
const known = new Map();

/** The one or two lines of a label, each cut to a length that fits beside others. */
export function linesOf(label) {
  if (!known.has(label)) known.set(label, halves(charactersOf(label)));
  return known.get(label);
}

function halves(characters) {
  const spaces = characters.flatMap((character, place) => (character === " " ? [place] : []));
  if (characters.length <= ONE_LINE || spaces.length === 0) return [cut(characters)];
  const offMiddle = (place) => Math.abs(2 * place - characters.length);
  const middle = spaces.reduce((best, place) => (offMiddle(place) < offMiddle(best) ? place : best));
  return [cut(characters.slice(0, middle)), cut(characters.slice(middle + 1))];
}

const cut = (characters) =>
  characters.length > LONGEST_LINE ? `${characters.slice(0, LONGEST_LINE - 1).join("").trimEnd()}…` : characters.join("");

/** What a reader takes for one character: a letter with all that is written on or below it. */
const segmenter = new Intl.Segmenter("und");
const charactersOf = (label) => [...segmenter.segment(label)].map(({ segment }) => segment);

/** A rectangle list that can be asked quickly whether another, of another `owner`, overlaps one of its own. */
export function createOccupied() {
  const cells = new Map();
  const each = ({ left, top, right, bottom }, visit) => {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1)
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) if (visit(x * MOST_CELLS + y)) return true;
    return false;
  };
  return {
    add: (box) => each(box, (cell) => void (cells.get(cell) ?? cells.set(cell, []).get(cell)).push(box)),
    touches: (box, counts = () => true) =>
      each(box, (cell) =>
        cells.get(cell)?.some((other) => other.owner !== box.owner && counts(other) && overlap(box, other)),
      ),
  };
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Where labels go. Nodes are `{id, label, lines, x, y, radius, size, bold}` in pixels of the screen, those first that
 * matter most; `obstacles` are boxes, `unnamed` nodes that get no label now. Each label is tried on eight sides of its
 * node, near and further off. One that fits nowhere may cover nodes, rather those that matter less, if it is not with
 * the rest that stand `after` those; else it is left out.
 */
export function placedLabels(context, nodes, obstacles, unnamed, after = false) {
  const { clientWidth: width, clientHeight: height } = context.canvas;
  const isInside = ({ x, y, left = x, right = x, top = y, bottom = y }) =>
    left >= 0 && right <= width && top >= 0 && bottom <= height;
  const occupied = createOccupied();
  for (const box of obstacles) occupied.add(box);
  for (const node of nodes) occupied.add(square(node));
  for (const node of unnamed) occupied.add({ ...square(node), minor: true });
  const found = [];
  for (const node of nodes) {
    const all = candidates(node, labelWidth(context, node), after ? GAPS.some : GAPS.certain);
    const within = isInside(node) ? all.filter(isInside) : all;
    const box = after
      ? within.find((candidate) => !occupied.touches(candidate))
      : certain(within, occupied, node, nodes);
    if (!box) continue;
    occupied.add({ ...box, owner: null });
    found.push({ ...box, node });
  }
  return found;
}

/** The place of a name that must stand: free and nearer to its own node than to others, or as near to that as can be. */
function certain(candidates, occupied, node, nodes) {
  const isOwn = (box) => nodes.every((other) => other === node || apart(box, other) > apart(box, node));
  const own = candidates.filter(isOwn);
  const covering = (boxes, allowed) => boxes.find((box) => !occupied.touches(box, (thing) => !allowed(thing)));
  const nothing = () => false;
  const minor = (thing) => thing.minor;
  const anyNode = (thing) => thing.isNode;
  return covering(own, nothing) ?? covering(own, minor) ?? covering(candidates, minor) ?? covering(candidates, anyNode);
}

/** How far the border of a node is from a box. */
function apart({ left, right, top, bottom }, { x, y, radius }) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) - radius;
}

function square({ id, x, y, radius }) {
  return { owner: id, isNode: true, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/** From line to line of a label. */
export const lineHeight = (size) => size * LINE;

export const fontOf = ({ size, bold }) =>
  `${bold ? 600 : 400} ${size}px system-ui, "Segoe UI", "Liberation Sans", sans-serif`;

function labelWidth(context, node) {
  const key = `${fontOf(node)}|${node.label}`;
  if (!widths.has(key)) {
    context.font = fontOf(node);
    widths.set(key, Math.max(...node.lines.map((line) => context.measureText(line).width)));
  }
  return widths.get(key) + 6;
}

function candidates({ id, x, y, radius, size, lines, inside }, width, gaps) {
  const half = { width: width / 2, height: (lineHeight(size) * lines.length) / 2 };
  const at = (centre, middle) => ({
    owner: id,
    x: centre,
    y: middle,
    left: centre - half.width,
    right: centre + half.width,
    top: middle - half.height,
    bottom: middle + half.height,
  });
  if (inside && width < 2 * radius) return [at(x, y)];
  return gaps.flatMap((gap) => {
    const [aside, away] = [radius + half.width + gap, radius + half.height + gap];
    const sides = [at(x, y + away), at(x, y - away), at(x + aside, y), at(x - aside, y)];
    const corners = [1, -1].flatMap((down) => [1, -1].map((right) => at(x + right * half.width, y + down * away)));
    return [...sides, ...corners];
  });
}
