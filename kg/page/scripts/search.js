// Finding actors by any of their names.

import { folded, graph } from "./data.js";

const index = graph.entities.flatMap((entity) =>
  [entity.label, ...entity.names].map((name) => ({ entity, name, key: folded(name) })),
);

/**
 * The actors of whom a name holds these words, at most `most`: names that begin so first, then those of whom most is
 * said. `tied` leaves out those who are tied to nobody.
 */
export function found(text, { most = 12, tied = false } = {}) {
  const wanted = folded(text).trim();
  if (!wanted) return [];
  const parts = wanted.split(/\s+/);
  const best = new Map();
  for (const { entity, name, key } of index) {
    const rank = tied && !entity.drawn ? 0 : rankOf(key, wanted, parts);
    if (rank > 0 && rank > (best.get(entity)?.rank ?? 0)) best.set(entity, { entity, name, rank });
  }
  return [...best.values()]
    .sort((one, other) => other.rank - one.rank || saidOf(other) - saidOf(one))
    .slice(0, most);
}

const saidOf = ({ entity }) => entity.said ?? 0;

/** How well a name fits: whole, begun, from a word on, within a word, or all words in another order. */
function rankOf(key, wanted, parts) {
  const at = key.indexOf(wanted);
  if (at < 0) return parts.length > 1 && parts.every((part) => key.includes(part)) ? 0.5 : 0;
  if (at === 0) return key.length === wanted.length ? 4 : 3;
  return key[at - 1] === " " || key[at - 1] === "-" ? 2 : 1;
}
