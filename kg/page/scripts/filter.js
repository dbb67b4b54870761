// Which assertions the reader's choices leave, and how many each choice would bring back.

import { folded, graph, sourceOf } from "./data.js";
import { span } from "./time.js";

const BIT = {
  type: 1,
  relation: 2,
  factuality: 4,
  source: 8,
  document: 16,
  confidence: 32,
  time: 64,
  text: 128,
  hidden: 256,
  disputed: 512,
};

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
  const counts = {
    type: new Map(),
    relation: new Map(),
    factuality: new Map(),
    source: new Map(),
    document: new Map(),
  };
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
  const tests = testsOf(state);
  return (row) => tests.reduce((bits, [bit, fails]) => (fails(row) ? bits | bit : bits), 0);
}

/** The filters that are in force: a bit, and whether a row fails. */
function testsOf({ without, hidden, confidence, disputed, ...state }) {
  const off = Object.fromEntries(Object.entries(without).map(([facet, list]) => [facet, new Set(list)]));
  const gone = new Set(hidden);
  const isInTime = timeTest(state);
  const hasWords = wordTest(state.text);
  const tests = [
    [BIT.type, ({ types }) => types.some((type) => off.type.has(type)), off.type.size > 0],
    [BIT.relation, ({ relation }) => off.relation.has(relation), off.relation.size > 0],
    [BIT.factuality, ({ assertion }) => off.factuality.has(assertion.factuality), off.factuality.size > 0],
    [BIT.source, ({ source }) => off.source.has(source), off.source.size > 0],
    [BIT.document, ({ document }) => off.document.has(document), off.document.size > 0],
    [BIT.confidence, ({ assertion }) => assertion.confidence < confidence, confidence > 0],
    [BIT.time, (row) => !isInTime(row), isInTime !== always],
    [BIT.text, ({ assertion }) => !hasWords(assertion), hasWords !== always],
    [BIT.disputed, ({ assertion }) => assertion.dispute === null, disputed],
    [BIT.hidden, ({ assertion }) => isHidden(assertion, gone), gone.size > 0],
  ];
  return tests.filter(([, , inForce]) => inForce);
}

const always = () => true;

function isHidden(assertion, hidden) {
  return hidden.has(graph.entities[assertion.subject].id) || hidden.has(graph.entities[assertion.object].id);
}

function timeTest({ from, to, clock, undated }) {
  if (from === null && to === null && undated) return always;
  const low = from === null ? -Infinity : span(from)[0];
  const high = to === null ? Infinity : span(to)[1];
  return (row) => (row[clock] ? row[clock][0] <= high && row[clock][1] >= low : undated);
}

function wordTest(text) {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return always;
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
