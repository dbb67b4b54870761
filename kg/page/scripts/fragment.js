// The state as the fragment of the address, so that a view can be sent to somebody. Values that the graph lacks are ignored.

import { graph, entityById, FACTUALITIES, sourceOf } from "./data.js";
import { INITIAL } from "./state.js";

/** All values of each list of filters. */
export const FACET_VALUES = {
  type: mostFirst(graph.entities.filter(({ drawn }) => drawn).map(({ type }) => type)),
  relation: graph.predicates.map(({ name }) => name),
  factuality: FACTUALITIES.map(({ id }) => id),
  source: mostFirst(graph.assertions.map((assertion) => sourceOf(assertion).key)),
  document: graph.documents.map(({ id }) => id),
};

function mostFirst(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || one.localeCompare(other));
}

const VIEWS = ["graph", "table", "timeline"];

/** The state in the form `type-not=Person&hide=country/russia`; empty for the initial state. */
export function encoded(state) {
  const query = new URLSearchParams();
  for (const [name, value] of [...choices(state), ...lists(state)]) query.append(name, value);
  for (const [facet, off] of Object.entries(state.without)) putFacet(query, facet, off);
  return query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/** What has one value, where it is not the usual one. */
function choices({ view, confidence, from, to, clock, undated, text, disputed, around, path }) {
  const all = [
    ["view", view, "graph"],
    ["confidence", confidence, 0],
    ["from", from, null],
    ["to", to, null],
    ["clock", clock, "event"],
    ["undated", Number(undated), 1],
    ["words", text, ""],
    ["disputed", Number(disputed), 0],
    ["around", around && `${around.steps},${around.actor}`, null],
    ["path-from", path?.[0], undefined],
    ["path-to", path?.[1], undefined],
  ];
  return all.filter(([, value, usual]) => value !== usual);
}

function lists({ hidden, pinned, opened, moved, selected }) {
  return [
    ...hidden.map((id) => ["hide", id]),
    ...pinned.map((id) => ["pin", id]),
    ...opened.map((number) => ["open", number]),
    ...Object.entries(moved).map(([id, [x, y]]) => ["at", `${x},${y},${id}`]),
    ...(selected ?? []).map((id) => ["selected", id]),
  ];
}

function putFacet(query, facet, off) {
  if (off.length === 0) return;
  const on = FACET_VALUES[facet].filter((value) => !off.includes(value));
  const [suffix, list] = off.length <= on.length || on.length === 0 ? ["not", off] : ["only", on];
  for (const value of list) query.append(`${facet}-${suffix}`, value);
}

/** The state that a fragment stands for. */
export function decoded(fragment) {
  const query = new URLSearchParams(fragment.replace(/^#/, ""));
  const actors = (name) => query.getAll(name).filter((id) => entityById.get(id)?.drawn);
  const path = [...actors("path-from").slice(0, 1), ...actors("path-to").slice(0, 1)];
  return {
    ...INITIAL,
    view: VIEWS.includes(query.get("view")) ? query.get("view") : "graph",
    without: Object.fromEntries(Object.keys(FACET_VALUES).map((facet) => [facet, facetOff(query, facet)])),
    confidence: Math.min(1, Math.max(0, Number(query.get("confidence")) || 0)),
    from: day(query.get("from")),
    to: day(query.get("to")),
    clock: query.get("clock") === "published" ? "published" : "event",
    undated: query.get("undated") !== "0",
    text: query.get("words") ?? "",
    disputed: query.get("disputed") === "1",
    hidden: actors("hide"),
    pinned: actors("pin"),
    opened: query
      .getAll("open")
      .map(Number)
      .filter((number) => graph.clusters[number]),
    moved: Object.fromEntries(
      query
        .getAll("at")
        .map(movedPlace)
        .filter(([id]) => entityById.has(id)),
    ),
    around: neighbourhood(query.get("around")),
    path: path.length === 2 ? path : null,
    selected: selection(query.getAll("selected").filter((id) => entityById.has(id) || isCluster(id))),
  };
}

function facetOff(query, facet) {
  const all = FACET_VALUES[facet];
  const only = query.getAll(`${facet}-only`);
  if (only.length > 0) return all.filter((value) => !only.includes(value));
  return query.getAll(`${facet}-not`).filter((value) => all.includes(value));
}

const day = (text) => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? text : null);

function movedPlace(text) {
  const [, x, y, id] = /^(-?\d+),(-?\d+),(.*)$/s.exec(text) ?? [];
  return [id, [Number(x), Number(y)]];
}

function neighbourhood(text) {
  const [, steps, actor] = /^([1-9]),(.*)$/s.exec(text ?? "") ?? [];
  return entityById.get(actor)?.drawn ? { actor, steps: Number(steps) } : null;
}

const isCluster = (id) => /^c\d+$/.test(id) && Number(id.slice(1)) < graph.clusters.length;
const selection = (ids) => (ids.length > 0 ? ids.slice(0, 2) : null);
