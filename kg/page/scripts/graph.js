// The drawing: vis-network holds the camera, the nodes and the lines; the rest is painted over it.

/* global vis */

import { graph } from "./data.js";
import { paintFan } from "./fan.js";
import { linesOf, placedLabels } from "./labels.js";
import { drawnRadius, marksOf, paintBroadSide, paintLabels, paintMarks, paintNode } from "./paint.js";
import { arrive, fit, move, spreadOut } from "./camera.js";
import { DASHES, quadColour } from "./style.js";
import { summary } from "./ties.js";

const FINGER = 18;
const FOREMOST = 12;
const MOST_NAMED = 500;

/**
 * The drawing within an element. `on` has the functions `node`, `line`, `nothing` and `moved`, called with ids, and
 * `covered`, which tells how much of the drawing lies below something else.
 */
export function createDrawing(container, on) {
  const nodes = new Map();
  const lines = new Map();
  const sets = {
    nodes: { set: new vis.DataSet(), known: new Map() },
    edges: { set: new vis.DataSet(), known: new Map() },
  };
  const network = new vis.Network(container, { nodes: sets.nodes.set, edges: sets.edges.set }, graph.options);
  const view = {
    nodes,
    lines,
    network,
    sets,
    covered: on.covered,
    ...{ focus: null, selected: null, hovered: null },
    ...{ labels: [], marks: [], thickness: 1 },
    started: false,
    changing: false,
  };
  network.renderer.allowRedraw = false; // until everything has its place
  network.on("beforeDrawing", (context) => paintBelow(view, context));
  network.on("afterDrawing", (context) => paintAbove(view, context));
  listen(view, container, on);
  return {
    ...cameraOf(view),
    show: (scene, selected) => show(view, scene, selected),
    repaint: () => restyle(view),
    canvas: () => container.querySelector("canvas"),
    nodes: () => [...nodes.values()],
    lines: () => [...lines.values()],
    labels: () => view.labels,
    marks: () => view.marks,
  };
}

/** What moves the view, and where things are in it. */
function cameraOf(view) {
  const { nodes, network } = view;
  return {
    fit: (ids, moving = true) => fit(view, ids, moving),
    zoom: (factor) => move(view, { scale: network.getScale() * factor }),
    pan: (x, y) => move(view, { offset: { x, y } }),
    centre: (id) =>
      nodes.has(id) && move(view, { position: network.getPosition(id), scale: Math.max(network.getScale(), 0.8) }),
    fitChosen: () => view.focus && fit(view, [...view.focus], true),
    spreadOut: (ids) => spreadOut(view, ids),
    scale: () => network.getScale(),
    position: (id) => network.getPosition(id),
    opacityOf: (line) => opacityOf(view, line),
    project: (point) => network.canvasToDOM(point),
    arrive: (chosen) => arrive(view, chosen),
    resized() {
      network.setSize("100%", "100%");
      network.redraw();
    },
  };
}

function listen(view, container, on) {
  const { network, nodes } = view;
  network.on("click", ({ nodes: [hit], edges: [edge], pointer, event }) => {
    const node = hit ?? (event.pointerType === "touch" ? nearest(view, pointer.DOM) : undefined);
    if (node !== undefined) on.node(nodes.get(node));
    else if (edge !== undefined) on.line(edge);
    else on.nothing();
  });
  network.on(
    "dragEnd",
    ({ nodes: dragged }) =>
      dragged.length > 0 && on.moved(dragged.map((id) => [nodes.get(id), network.getPosition(id)])),
  );
  const hover = (id) => {
    view.hovered = id;
    container.style.cursor = id === null ? "" : "pointer";
  };
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", () => (container.style.cursor = "pointer"));
  network.on("blurEdge", () => hover(null));
}

/** The node that a finger meant: the nearest within its breadth. */
function nearest({ nodes, network }, { x, y }) {
  const scale = network.getScale();
  const gaps = [...nodes.values()].map((node) => {
    const place = network.canvasToDOM(network.getPosition(node.id));
    return { id: node.id, gap: Math.hypot(place.x - x, place.y - y) - drawnRadius(node, scale) * scale };
  });
  return gaps.filter(({ gap }) => gap <= FINGER).sort((one, other) => one.gap - other.gap)[0]?.id;
}

/** Draws a scene; `selected` are the ids of its selected node, or of both ends of a selected line. */
function show(view, scene, selected) {
  view.selected = selected;
  view.focus = focusOf(scene, selected);
  view.thickness = thickness(scene.nodes);
  view.opacity = Math.min(0.85, Math.max(0.25, 14 / Math.sqrt(scene.lines.length)));
  replace(
    view.nodes,
    scene.nodes.map((node) => ({ ...node, faded: view.focus !== null && !view.focus.has(node.id) })),
  );
  replace(
    view.lines,
    scene.lines.map((tie) => lineOf(view, tie)),
  );
  view.changing = true;
  update(
    view.sets.nodes,
    [...view.nodes.values()].map((node) => visNode(view, node)),
  );
  update(
    view.sets.edges,
    [...view.lines.values()].map((line) => visEdge(view, line)),
  );
  view.changing = false;
  view.network.redraw();
}

function replace(map, items) {
  map.clear();
  for (const item of items) map.set(item.id, item);
}

/** The nodes that stay bright: the selected and whoever it is tied to. Null if nothing is selected. */
function focusOf({ nodes, lines }, selected) {
  if (!selected || !nodes.some(({ id }) => selected.includes(id))) return null;
  if (selected.length === 2) return new Set(selected);
  const near = lines.filter(({ a, b }) => selected.includes(a) || selected.includes(b));
  return new Set([...selected, ...near.flatMap(({ a, b }) => [a, b])]);
}

/** Lines are broader in a wide drawing, which is seen from further away. */
function thickness(nodes) {
  const extent = Math.max(...["x", "y"].map((axis) => spread(nodes.map((node) => node[axis]))));
  return Math.min(12, Math.max(1, extent / 1400));
}

const spread = (values) =>
  values.reduce((most, value) => Math.max(most, value), -Infinity) -
  values.reduce((least, value) => Math.min(least, value), Infinity);

function lineOf(view, tie) {
  const { a, b, said } = tie;
  const { selected } = view;
  const opened = selected?.length === 2 && selected.includes(a) && selected.includes(b);
  const near =
    !selected || !view.focus || opened || (selected.length === 1 && selected.some((id) => id === a || id === b));
  const width = (1.8 + 1.2 * Math.log2(said.length)) * view.thickness;
  return {
    ...tie,
    ...summary(tie),
    count: said.length,
    width: Math.min(width, 9 * view.thickness),
    faded: !near,
    opened,
  };
}

function visNode(view, node) {
  const ctxRenderer = ({ ctx, id, x, y }) => {
    const scale = view.network.getScale();
    const current = view.nodes.get(id);
    const size = 1.85 * drawnRadius(current, scale);
    const state = {
      x,
      y,
      scale,
      faded: current.faded,
      selected: view.selected?.includes(id),
      hovered: view.hovered === id,
    };
    return { drawNode: () => paintNode(ctx, current, state), nodeDimensions: { width: size, height: size } };
  };
  return { id: node.id, x: node.x, y: node.y, shape: "custom", size: node.radius, ctxRenderer };
}

function visEdge(view, line) {
  const { id, a, b, quad, mixed, factuality, forward, backward, width, opened } = line;
  const arrow = Math.max(0.25, 0.62 * view.thickness - width / 15);
  return {
    id,
    from: a,
    to: b,
    width: mixed ? 0.4 * width : width,
    hidden: opened && a !== b,
    color: { color: quadColour(mixed ? "verbal conflict" : quad), opacity: opacityOf(view, line), inherit: false },
    dashes: DASHES[factuality].length > 0 && DASHES[factuality].map((length) => length * view.thickness),
    arrows: { to: { enabled: forward, scaleFactor: arrow }, from: { enabled: backward, scaleFactor: arrow } },
  };
}

/** Brings a data set to these items, touching only what differs from what it was given before (`known`). */
function update({ set, known }, items) {
  const wanted = new Set(items.map(({ id }) => id));
  const gone = [...known.keys()].filter((id) => !wanted.has(id));
  for (const id of gone) known.delete(id);
  if (gone.length > 0) set.remove(gone);
  const changed = items.filter((item) => differs(known, item));
  if (changed.length > 0) set.update(changed);
}

function differs(known, item) {
  const text = JSON.stringify(item);
  if (known.get(item.id) === text) return false;
  known.set(item.id, text);
  return true;
}

function restyle(view) {
  update(
    view.sets.edges,
    [...view.lines.values()].map((line) => visEdge(view, line)),
  );
  view.network.redraw();
}

/** Below vis-network's lines and nodes. */
function paintBelow(view, context) {
  if (view.changing) return;
  for (const line of view.lines.values()) {
    if (!line.mixed || line.opened || line.a === line.b) continue;
    const [from, to] = [line.a, line.b].map((id) => view.network.getPosition(id));
    paintBroadSide(context, { from, to, width: line.width, opacity: opacityOf(view, line) });
  }
}

const opacityOf = (view, { faded }) => (faded ? 0.1 : view.opacity);

function paintAbove(view, context) {
  if (view.changing) return;
  const { network } = view;
  const scale = network.getScale();
  const project = (id) => network.canvasToDOM(network.getPosition(id));
  const lines = [...view.lines.values()].filter(({ a, b }) => a !== b);
  const closed = lines.filter(({ opened }) => !opened);
  context.save();
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  const onScreen = (id) => ({ ...project(id), radius: drawnRadius(view.nodes.get(id), scale) * scale });
  const { foremost, others, unnamed } = labelled(view, scale, project);
  const fans = lines
    .filter(({ opened }) => opened)
    .flatMap((line) => paintFan(context, line, onScreen(line.a), onScreen(line.b)));
  const nodes = [...view.nodes.keys()].map(onScreen);
  const first = placedLabels(context, foremost, fans, [...others, ...unnamed]);
  view.marks = marksOf(closed, onScreen, nodes, first);
  const rest = placedLabels(context, others, [...view.marks, ...fans, ...first], [...foremost, ...unnamed], true);
  view.labels = [...first, ...rest];
  paintMarks(context, view.marks);
  paintLabels(context, view.labels);
  context.restore();
}

/** The size of a name: larger for whom much is said of, less so where there is little room. */
const sizeOf = (said, isNarrow) => (isNarrow ? 11 + Math.min(2, said / 10) : 12 + Math.min(4, said / 5));

/** The nodes in view that may get a label: the few that must, and the others; of very many, the rest stays `unnamed`. */
function labelled(view, scale, project) {
  const { canvas } = view.network.canvas.frame;
  const onScreen = ({ x, y }) => x > -80 && y > -40 && x < canvas.clientWidth + 80 && y < canvas.clientHeight + 40;
  const all = [...view.nodes.values()]
    .map((node) => ({ ...node, ...project(node.id), radius: drawnRadius(node, scale) * scale }))
    .filter((node) => !node.faded && onScreen(node))
    .map((node) => ({
      ...node,
      lines: linesOf(node.label),
      rank: view.hovered === node.id || view.selected?.includes(node.id) ? Number.MAX_VALUE : node.said,
      size: node.community ? 13 : sizeOf(node.said, canvas.clientWidth < 500),
      bold: node.community || node.said >= 8 || view.selected?.includes(node.id),
      inside: node.community,
    }))
    .sort((one, other) => other.rank - one.rank);
  return { foremost: all.slice(0, FOREMOST), others: all.slice(FOREMOST, MOST_NAMED), unnamed: all.slice(MOST_NAMED) };
}
