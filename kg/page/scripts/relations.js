// The relations by quad, and within a quad by PLOVER type: a box for each, and one for each relation.

import { graph, QUADS, quadOf } from "./data.js";
import { button, count, element, words } from "./dom.js";
import { FACET_VALUES } from "./fragment.js";
import { lineSign } from "./style.js";
import { brought, group, row, setOff } from "./facetrows.js";

const predicateOf = new Map(
  graph.predicates.map((predicate, number) => [predicate.name, { ...predicate, quad: quadOf(number) }]),
);

/** The list of relations; `update` brings it to a state. */
export function relations(store) {
  const all = button("all", () => setOff(store, "relation", []), { class: "all", "aria-label": "Relations: all" });
  const quads = QUADS.map((quad) => quadList(store, quad)).filter(Boolean);
  const list = element(
    "ul",
    { class: "quads" },
    quads.map(({ node }) => node),
  );
  const update = ({ without }, counts) => {
    for (const quad of quads) quad.update(without.relation, counts.relation, all);
  };
  return { node: group("Relations", all, list, true), update };
}

function quadList(store, { id, label }) {
  const names = FACET_VALUES.relation.filter((name) => predicateOf.get(name).quad === id).sort(byType);
  if (names.length === 0) return null;
  const head = bundle(store, names, label, lineSign({ quad: id }));
  const plover = [...new Set(names.map(typeOf))];
  const types = plover.map((type) => {
    const own = names.filter((name) => typeOf(name) === type);
    return own.length > 1 && plover.length > 1 ? typeList(store, type, own) : plainList(store, own);
  });
  const node = element("li", { class: "quad" }, head.label, head.only, typeRows(names, types, label));
  const update = (off, counts, all) => {
    head.update(off, counts);
    for (const type of types) type.update(off, counts, all);
  };
  return { node, update };
}

/** Relations that need no box of their own beside their quad's: one of its type, or all of the same. */
function plainList(store, names) {
  const rows = names.map((name) => row(store, "relation", name, relationLook(name, names.length === 1)));
  return { nodes: rows.map(({ node }) => node), update: (off, counts, all) => brought(rows, all, off, counts) };
}

/** The relations of a PLOVER type under a box of their own. */
function typeList(store, type, names) {
  const { nodes, update } = plainList(store, names);
  const head = bundle(store, names, type);
  return {
    nodes: [element("li", { class: "plover" }, head.label, head.only, element("ul", {}, nodes))],
    update(off, counts, all) {
      head.update(off, counts);
      update(off, counts, all);
    },
  };
}

/** A box that stands for several relations. */
function bundle(store, names, text, sign) {
  const box = element("input", {
    type: "checkbox",
    change: () => setOff(store, "relation", switched(store.get().without.relation, names, box.checked)),
  });
  const number = element("span", { class: "number" });
  const others = FACET_VALUES.relation.filter((name) => !names.includes(name));
  const update = (off, counts) => {
    const gone = names.filter((name) => off.includes(name)).length;
    box.checked = gone < names.length;
    box.indeterminate = gone > 0 && gone < names.length;
    number.textContent = names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0).toLocaleString("en-GB");
  };
  return {
    label: element("label", {}, box, sign, element("span", { class: "look" }, text), number),
    only: button("only", () => setOff(store, "relation", others), { class: "only", "aria-label": `Only ${text}` }),
    update,
  };
}

function typeRows(names, types, label) {
  const ofQuad = element("span", { class: "hidden" }, ` of ${label}`);
  return element(
    "details",
    {},
    element("summary", {}, count(names.length, "relation"), ofQuad),
    element(
      "ul",
      {},
      types.flatMap(({ nodes }) => nodes),
    ),
  );
}

/** The PLOVER type in words: "Consult". */
function typeOf(name) {
  const { group: type } = predicateOf.get(name);
  return type ? type[0].toUpperCase() + type.slice(1).toLowerCase() : "Other";
}

function relationLook(name, alone) {
  const { label } = predicateOf.get(name);
  return [words(label), alone && element("small", {}, typeOf(name))].filter(Boolean);
}

const byType = (one, other) => typeOf(one).localeCompare(typeOf(other)) || one.localeCompare(other);

function switched(off, names, on) {
  const others = off.filter((name) => !names.includes(name));
  return on ? others : [...others, ...names];
}
