// From where the drawing is seen.

import { linesOf } from "./labels.js";

const PADDING = 22;
const LABEL = { character: 3.8, below: 24 };
const CLOSEST = 1.5;

/**
 * The camera (position and scale) that shows these nodes with their labels in a window of this size. Labels do not
 * shrink with the drawing, so that the scale is found by halving.
 */
export function fitted(nodes, width, height) {
  const labelHalf = nodes.map(({ label }) =>
    Math.min(LABEL.character * Math.max(...linesOf(label).map(({ length }) => length)), width / 8),
  );
  const across = (scale) => reach(nodes, "x", scale, ({ radius }, index) => Math.max(radius * scale, labelHalf[index]));
  const down = (scale) => reach(nodes, "y", scale, ({ radius }) => radius * scale + LABEL.below);
  const isFitting = (scale) => size(across(scale)) <= width - 2 * PADDING && size(down(scale)) <= height - 2 * PADDING;
  let [low, high] = [0.001, CLOSEST];
  for (let round = 0; round < 24 && !isFitting(high); round += 1) {
    const middle = (low + high) / 2;
    if (isFitting(middle)) low = middle;
    else high = middle;
    if (high - low < 0.002 * high) break;
  }
  const scale = isFitting(high) ? high : low;
  return { scale, position: { x: middleOf(across(scale)) / scale, y: middleOf(down(scale)) / scale } };
}

/** From where to where nodes reach along an axis, in pixels of the screen; `half` is a node's half extent there. */
function reach(nodes, axis, scale, half) {
  let [least, most] = [Infinity, -Infinity];
  nodes.forEach((node, index) => {
    const extent = half(node, index);
    least = Math.min(least, node[axis] * scale - extent);
    most = Math.max(most, node[axis] * scale + extent);
  });
  return [least, most];
}

const size = ([least, most]) => most - least;
const middleOf = ([least, most]) => (least + most) / 2;
