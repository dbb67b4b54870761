// The drawing and the page by keys.

import { announce, byId, count } from "./dom.js";

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PAN = 80;

/** Listens to keys: anywhere for search, undo and closing; on the drawing to walk from actor to actor. */
export function createKeyboard(store, view, act) {
  document.addEventListener("keydown", (event) => anywhere(event, store, act));
  byId("stage").addEventListener("keydown", (event) => {
    const action = onDrawing(event, store, view, act);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function anywhere(event, store, act) {
  if (byId("help").open) return;
  const action = event.ctrlKey || event.metaKey ? historyAction(event, store) : pageAction(event, act);
  const typing = event.target.closest("input:not([type=checkbox], [type=range]), textarea, select");
  if (!action || (typing && event.key !== "Escape")) return;
  event.preventDefault();
  action();
}

function historyAction({ key, shiftKey }, store) {
  const actions = { z: shiftKey ? store.redo : store.undo, y: store.redo };
  return actions[key.toLowerCase()];
}

function pageAction({ key }, act) {
  const actions = { "/": () => byId("search").focus(), "?": () => byId("help").showModal(), Escape: act.close };
  return actions[key];
}

function onDrawing({ key, shiftKey, ctrlKey, metaKey }, store, view, act) {
  if (ctrlKey || metaKey) return null;
  const chosen = store.get().selected?.at(-1);
  const actions = {
    "+": () => view.zoom(1.3),
    "=": () => view.zoom(1.3),
    "-": () => view.zoom(1 / 1.3),
    0: () => view.fit(),
    h: chosen && (() => act.hide(chosen)),
    p: chosen && (() => act.pin(chosen)),
    Enter: chosen && (() => act.read()),
  };
  if (!DIRECTIONS[key]) return actions[key];
  const [x, y] = DIRECTIONS[key];
  if (shiftKey) return () => view.pan(-x * PAN, -y * PAN);
  return () => walk(store, view, act, [x, y]);
}

/** To the next actor in a direction: of those tied to the chosen one if there is any, else of all. */
function walk(store, view, act, direction) {
  const nodes = view.nodes();
  const chosen = nodes.find(({ entity }) => entity === store.get().selected?.[0]);
  if (!chosen)
    return nodes.length > 0 && act.visit(nodes.reduce((most, node) => (node.said > most.said ? node : most)));
  const tied = new Set(view.lines().flatMap(({ a, b }) => (a === chosen.id ? [b] : b === chosen.id ? [a] : [])));
  const next =
    nearest(
      chosen,
      nodes.filter(({ id }) => tied.has(id)),
      direction,
    ) ?? nearest(chosen, nodes, direction);
  if (next) return act.visit(next);
  return announce("Nobody further in this direction");
}

/** The node in a direction that is near and not far aside. */
function nearest(from, nodes, [x, y]) {
  const cost = (node) => {
    const [dx, dy] = [node.x - from.x, node.y - from.y];
    const ahead = dx * x + dy * y;
    const aside = Math.abs(dx * y) + Math.abs(dy * x);
    return ahead > aside * 0.6 ? ahead + 2 * aside : Infinity;
  };
  const best = nodes
    .filter((node) => node !== from)
    .reduce((least, node) => (cost(node) < cost(least ?? node) ? node : (least ?? node)), null);
  return best && cost(best) < Infinity ? best : null;
}

/** What a screen reader is told of an actor that was reached. */
export function introduced(node, lines) {
  const tied = lines.filter(({ a, b }) => a === node.id || b === node.id).length;
  const kind = node.community ? `community of ${node.members}` : node.type;
  return `${node.label}, ${kind}, tied to ${count(tied, "other")}`;
}
