// Steps from actor to actor along ties.

/** Who is tied to whom: a map from actor to the set of the others. */
export function adjacency(ties) {
  const found = new Map();
  const add = (from, to) => (found.get(from) ?? found.set(from, new Set()).get(from)).add(to);
  for (const { a, b } of ties) {
    add(a, b);
    add(b, a);
  }
  return found;
}

/** The distance in steps of every actor within reach of `start`, up to `most` steps (breadth first). */
export function distances(neighbours, start, most = Infinity) {
  const found = new Map([[start, 0]]);
  for (const actor of found.keys()) {
    const steps = found.get(actor) + 1;
    if (steps > most) break;
    for (const next of neighbours.get(actor) ?? []) if (!found.has(next)) found.set(next, steps);
  }
  return found;
}

/** All shortest paths between two actors, as far as the first `limit`, each a list of actors; none if there is no way. */
export function shortestPaths(neighbours, from, to, limit = 50) {
  const reached = distances(neighbours, to);
  const length = reached.get(from);
  if (length === undefined) return [];
  let paths = [[from]];
  for (let left = length - 1; left >= 0; left -= 1) {
    const closer = (path) => [...neighbours.get(path.at(-1))].filter((next) => reached.get(next) === left);
    paths = paths.flatMap((path) => closer(path).map((next) => [...path, next])).slice(0, limit);
  }
  return paths;
}
