// Finding actors by any of their names.

import { folded, graph } from "./data.js";

const index = graph.entities
  .filter(({ drawn }) => drawn)
  .flatMap((entity) => [entity.label, ...entity.names].map((name) => ({ entity, name, key: folded(name) })));

/** The actors of whom a name holds these words, at most `most`: names that begin so first, then those of whom most is said. */
export function found(text, most = 12) {
  const wanted = folded(text).trim();
  if (!wanted) return [];
  const best = new Map();
  for (const { entity, name, key } of index) {
    const rank = rankOf(key, wanted);
    if (rank > 0 && rank > (best.get(entity)?.rank ?? 0)) best.set(entity, { entity, name, rank });
  }
  return [...best.values()]
    .sort((one, other) => other.rank - one.rank || other.entity.said - one.entity.said)
    .slice(0, most);
}

function rankOf(key, wanted) {
  const at = key.indexOf(wanted);
  if (at < 0) return 0;
  if (at === 0) return key.length === wanted.length ? 4 : 3;
  return key[at - 1] === " " || key[at - 1] === "-" ? 2 : 1;
}
