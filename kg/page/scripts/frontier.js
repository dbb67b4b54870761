// Large graphs: which actors are drawn themselves, and which stand within a community that can be opened.

import { graph } from "./data.js";

/** Up to this many actors all are drawn as they are; also the most that are ever drawn. */
export const MOST_DRAWN = 1500;

/** Communities are opened by themselves, the largest first, while this many nodes suffice. */
const AT_FIRST = 40;

const parts = graph.clusters.map(() => []);
graph.clusters.forEach(({ parent }, number) => parent >= 0 && parts[parent].push(number));

/** The communities around a community, the innermost first, itself included. */
export function ancestors(cluster) {
  const found = [];
  for (let number = cluster; number >= 0; number = graph.clusters[number].parent) found.push(number);
  return found;
}

/**
 * What is drawn of these actors: `actors` themselves, `communities` with their members,
 * `endOf` an actor's node (itself, a community as "c12", or null), and `left`: how many are not drawn at all.
 */
export function frontier(actors, opened) {
  if (actors.size <= MOST_DRAWN)
    return { actors: [...actors], communities: [], endOf: (actor) => (actors.has(actor) ? actor : null), left: 0 };
  const members = membersByCluster(actors);
  const open = openClusters(members, opened);
  const drawn = { actors: [], communities: [] };
  collect(0, members, open, drawn);
  const shown = drawn.actors.sort(moreSaid).slice(0, MOST_DRAWN);
  const home = new Map(shown.map((actor) => [actor, actor]));
  for (const { number, members: inside } of drawn.communities)
    for (const actor of inside) home.set(actor, `c${number}`);
  return {
    ...drawn,
    actors: shown,
    endOf: (actor) => home.get(actor) ?? null,
    left: drawn.actors.length - shown.length,
  };
}

const moreSaid = (one, other) => graph.entities[other].said - graph.entities[one].said || one - other;

function membersByCluster(actors) {
  const members = graph.clusters.map(() => []);
  for (const actor of actors)
    for (const number of ancestors(graph.entities[actor].cluster)) members[number].push(actor);
  return members;
}

function openClusters(members, opened) {
  const open = new Set([0, ...opened.flatMap(ancestors)]);
  const waiting = parts[0].filter((part) => members[part].length > 0);
  let nodes = waiting.length;
  while (waiting.length > 0) {
    waiting.sort((one, other) => members[other].length - members[one].length);
    const largest = waiting.shift();
    const within = parts[largest].filter((part) => members[part].length > 0);
    if (within.length === 0 || nodes + within.length > AT_FIRST) break;
    open.add(largest);
    waiting.push(...within);
    nodes += within.length - 1;
  }
  return open;
}

function collect(cluster, members, open, drawn) {
  if (members[cluster].length === 0) return;
  if (!open.has(cluster) && members[cluster].length > 1) {
    drawn.communities.push({ number: cluster, members: members[cluster].sort(moreSaid) });
    return;
  }
  if (parts[cluster].length === 0) drawn.actors.push(...members[cluster]);
  for (const part of parts[cluster]) collect(part, members, open, drawn);
}
