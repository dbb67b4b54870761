// Which assertions the reader's choices leave, and how many each choice would bring back.

import { folded, graph, sourceOf } from "./data.js";
import { span } from "./time.js";

const BIT = { type: 1, relation: 2, factuality: 4, source: 8, document: 16, confidence: 32, time: 64, text: 128, hidden: 256, disputed: 512 };

const prepared = graph.assertions.map((assertion) => ({
  assertion,
  types: [graph.entities[assertion.subject].type, graph.entities[assertion.object].type],
  relation: graph.predicates[assertion.predicate].name,
  source: sourceOf(assertion).key,
  document: graph.documents[assertion.document].id,
  event: span(assertion.time),
  published: span(graph.documents[assertion.document].date),
}));

/** The days an assertion is about (by the event's time or the date of publication), or null. */
export const spanOf = (assertion, clock) => prepared[assertion.number][clock];

/**
 * The assertions that pass every filter, and for each value of each filter how many pass all the others.
 * Pinned actors' assertions pass whatever the filters say, unless the other end is hidden.
 */
export function filtered(state) {
  const failing = failures(state);
  const pinned = new Set(state.pinned);
  const counts = { type: new Map(), relation: new Map(), factuality: new Map(), source: new Map(), document: new Map() };
  const kept = [];
  for (const row of prepared) {
    const failed = failing(row);
    if (failed === 0 || (pinned.size > 0 && !(failed & BIT.hidden) && isPinned(row, pinned))) kept.push(row.assertion);
    tally(counts, row, failed);
  }
  for (const [type, actors] of counts.type) counts.type.set(type, actors.size);
  return { kept, counts };
}

function isPinned({ assertion }, pinned) {
  return pinned.has(graph.entities[assertion.subject].id) && pinned.has(graph.entities[assertion.object].id);
}

/** A function that tells as bits which filters an assertion fails. */
function failures(state) {
  const off = Object.fromEntries(Object.entries(state.without).map(([facet, list]) => [facet, new Set(list)]));
  const hidden = new Set(state.hidden);
  const inTime = timeTest(state);
  const hasWords = wordTest(state.text);
  return (row) => {
    const { assertion, types } = row;
    let bits = 0;
    if (off.type.has(types[0]) || off.type.has(types[1])) bits |= BIT.type;
    if (off.relation.has(row.relation)) bits |= BIT.relation;
    if (off.factuality.has(assertion.factuality)) bits |= BIT.factuality;
    if (off.source.has(row.source)) bits |= BIT.source;
    if (off.document.has(row.document)) bits |= BIT.document;
    if (assertion.confidence < state.confidence) bits |= BIT.confidence;
    if (!inTime(row)) bits |= BIT.time;
    if (!hasWords(assertion)) bits |= BIT.text;
    if (state.disputed && assertion.dispute === null) bits |= BIT.disputed;
    if (hidden.size > 0 && isHidden(assertion, hidden)) bits |= BIT.hidden;
    return bits;
  };
}

function isHidden(assertion, hidden) {
  return hidden.has(graph.entities[assertion.subject].id) || hidden.has(graph.entities[assertion.object].id);
}

function timeTest({ from, to, clock, undated }) {
  if (from === null && to === null && undated) return () => true;
  const low = from === null ? -Infinity : span(from)[0];
  const high = to === null ? Infinity : span(to)[1];
  return (row) => (row[clock] ? row[clock][0] <= high && row[clock][1] >= low : undated);
}

function wordTest(text) {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return () => true;
  return ({ evidence }) => {
    const sentences = evidence.map((number) => folded(graph.sentences[number].text)).join(" ");
    return wanted.every((word) => sentences.includes(word));
  };
}

function tally(counts, row, failed) {
  const add = (facet, value) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  if ((failed & ~BIT.type) === 0) tallyActors(counts.type, row);
  if ((failed & ~BIT.relation) === 0) add("relation", row.relation);
  if ((failed & ~BIT.factuality) === 0) add("factuality", row.assertion.factuality);
  if ((failed & ~BIT.source) === 0) add("source", row.source);
  if ((failed & ~BIT.document) === 0) add("document", row.document);
}

function tallyActors(actors, { assertion, types }) {
  [assertion.subject, assertion.object].forEach((actor, end) => {
    if (!actors.has(types[end])) actors.set(types[end], new Set());
    actors.get(types[end]).add(actor);
  });
}
