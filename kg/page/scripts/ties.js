// Assertions gathered by pair of actors: one line in the drawing for all that is said of two.

import { FACTUALITIES, graph, QUADS, quadOf } from "./data.js";

/** The ties of these assertions, the one of whom most is said first. */
export function tiesOf(assertions) {
  const ties = new Map();
  for (const assertion of assertions) {
    const tie = ties.get(assertion.edge);
    if (tie) tie.push(assertion);
    else ties.set(assertion.edge, [assertion]);
  }
  return [...ties].map(([edge, said]) => tie(graph.ties[edge].from, graph.ties[edge].to, said)).sort(stronger);
}

/** Ties between other ends (communities that stand for their members): `endOf` gives an actor's end. */
export function gathered(ties, endOf) {
  const found = new Map();
  for (const { a, b, said } of ties) {
    const [from, to] = inOrder(endOf(a), endOf(b));
    if (from === null || to === null || (from === to && a !== b)) continue;
    const key = `${from}~${to}`;
    if (!found.has(key)) found.set(key, { from, to, said: [] });
    for (const assertion of said) found.get(key).said.push(assertion);
  }
  return [...found.values()].map(({ from, to, said }) => ({ ...tie(from, to, said), endOf })).sort(stronger);
}

const inOrder = (one, other) => (String(one) < String(other) ? [one, other] : [other, one]);
const stronger = (one, other) => other.said.length - one.said.length;

function tie(a, b, said) {
  return { id: `${a}~${b}`, a, b, said };
}

/** How a tie is drawn: the quad most said of it, whether the other side is said too, how sure, in which directions. */
export function summary({ a, said, endOf = (actor) => actor }) {
  const quads = tallied(said, ({ predicate }) => quadOf(predicate));
  const told = new Set(said.map(({ factuality }) => factuality));
  return {
    quad: mostSaid(QUADS, quads),
    mixed: sideSaid(quads, "cooperation") && sideSaid(quads, "conflict"),
    factuality: FACTUALITIES.find(({ id }) => told.has(id)).id,
    disputed: said.some(({ dispute }) => dispute !== null),
    forward: said.some((assertion) => isDirected(assertion) && endOf(assertion.subject) === a),
    backward: said.some((assertion) => isDirected(assertion) && endOf(assertion.subject) !== a),
  };
}

function tallied(list, keyOf) {
  const counts = new Map();
  for (const item of list) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

/** States only show where nothing is done or said. */
function mostSaid(quads, counts) {
  const acts = quads.filter(({ id }) => id !== "state" && counts.has(id));
  return acts.length === 0
    ? "state"
    : acts.reduce((best, quad) => (counts.get(quad.id) > counts.get(best.id) ? quad : best)).id;
}

const sideSaid = (quads, side) => [...quads.keys()].some((quad) => quad.endsWith(side));
const isDirected = ({ predicate }) => !graph.predicates[predicate].symmetric;

/** The strands of an opened tie: what is said alike (relation, direction, how it is told) in one. */
export function strands({ said }) {
  const found = new Map();
  for (const assertion of said) {
    const { subject, object, predicate, factuality } = assertion;
    const ends = isDirected(assertion) ? [subject, object] : [subject, object].sort((a, b) => a - b);
    const key = [...ends, predicate, factuality].join();
    if (!found.has(key)) found.set(key, { subject, object, predicate, factuality, said: [] });
    found.get(key).said.push(assertion);
  }
  return [...found.values()].sort((one, other) => other.said.length - one.said.length);
}
