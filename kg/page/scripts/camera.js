// From where the drawing is seen.

import { linesOf } from "./labels.js";

const PADDING = 22;
const LABEL = { character: 3.8, below: 24 };
const CLOSEST = 1.5;
const SPREAD_TO = 300;
const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * The camera (position and scale) that shows these nodes with their labels in a window of this size. Labels do not
 * shrink with the drawing, so that the scale is found by halving.
 */
function fitted(nodes, width, height) {
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

/** Moves the camera: to a `position` in the middle of what nothing covers, or by an `offset`. */
export function move(view, options) {
  view.network.moveTo({
    ...(options.position && { offset: windowOf(view).middle }),
    ...options,
    animation: still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" },
  });
}

/** Moves the camera so that these nodes (all if none are named) and their labels are seen. */
export function fit(view, ids, moving) {
  const seen = [...view.nodes.values()].filter(({ id }) => !ids || ids.includes(id));
  const { width, height, middle } = windowOf(view);
  if (seen.length === 0 || width <= 0) return;
  const camera = fitted(seen, width, height);
  if (moving) move(view, camera);
  else view.network.moveTo({ ...camera, offset: middle });
}

/** The part of the drawing that nothing covers: its size, where its middle lies from that of the whole, and whether it is the whole. */
function windowOf(view) {
  const { clientWidth, clientHeight } = view.network.canvas.frame.canvas;
  const { left, right, bottom } = view.covered();
  return {
    width: clientWidth - left - right,
    height: clientHeight - bottom,
    middle: { x: (left - right) / 2, y: -bottom / 2 },
    whole: left + right === 0 && bottom < clientHeight / 4,
  };
}

/** Moves closer to the ends of an opened line if they are too near to each other for what is between them. */
export function spreadOut(view, ids) {
  const [from, to] = ids.map((id) => view.nodes.get(id) && view.network.getPosition(id));
  if (!from || !to) return;
  const distance = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const { width, height, whole } = windowOf(view);
  const wanted = Math.min(SPREAD_TO, 0.62 * width, Math.max(90, 0.62 * height));
  if (whole && distance * view.network.getScale() >= wanted * 0.8) return;
  move(view, {
    position: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
    scale: Math.min(4, wanted / distance),
  });
}

/** vis-network leaves out of a drawing what lies out of view, and takes what it has not measured yet to lie at (0, 0). */
function measure({ network }) {
  const context = network.canvas.getContext();
  for (const node of Object.values(network.body.nodes)) node.updateBoundingBox(context, false);
}

/** The drawing comes into view, where it gets its size: at first with everything in it, later as it was left. */
export function arrive(view, chosen) {
  view.network.setSize("100%", "100%");
  if (view.started) return view.network.redraw();
  view.started = true;
  measure(view);
  view.network.renderer.allowRedraw = true;
  fit(view, chosen && view.focus ? [...view.focus] : null, false);
}
