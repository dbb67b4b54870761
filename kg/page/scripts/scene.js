// From the state to what is drawn: actors, communities and ties, and what is left out of the drawing.

import { entityById, graph } from "./data.js";
import { filtered } from "./filter.js";
import { frontier } from "./frontier.js";
import { adjacency, distances, shortestPaths } from "./paths.js";
import { drawnAt } from "./places.js";
import { gathered, tiesOf } from "./ties.js";

/** At most so many ties are drawn, the strongest. */
export const MOST_TIES = 2500;

/** The radius of a community by the shorter side of its place. */
const FILLING = 0.38;

/**
 * What the state shows. `assertions`, `actors` and `ties` are all that is left by filters and steps;
 * `nodes` and `lines` are what is drawn of them; `paths` the shortest ways that were asked for, else null.
 */
export function sceneOf(state) {
  const { kept, counts } = filtered(state);
  const narrowed = narrowedTo(state, tiesOf(kept));
  const actors = actorsOf(narrowed.ties, state);
  const drawn = frontier(actors, state.opened);
  const lines =
    drawn.communities.length === 0 && drawn.left === 0 ? narrowed.ties : gathered(narrowed.ties, drawn.endOf);
  return {
    counts,
    ...narrowed,
    assertions: narrowed.ties.flatMap(({ said }) => said),
    actors,
    endOf: drawn.endOf,
    left: drawn.left,
    communities: drawn.communities,
    nodes: [
      ...drawn.actors.map((actor) => actorNode(graph.entities[actor], state)),
      ...drawn.communities.map(communityNode),
    ],
    lines: lines.slice(0, MOST_TIES),
    linesLeft: Math.max(0, lines.length - MOST_TIES),
  };
}

/** Only the ties within some steps of an actor, or on the shortest ways between two. */
function narrowedTo({ around, path }, ties) {
  if (path) {
    const [from, to] = path.map((id) => entityById.get(id).number);
    const paths = shortestPaths(adjacency(ties), from, to);
    const steps = new Set(
      paths.flatMap((way) =>
        way.slice(1).flatMap((actor, index) => [`${way[index]}~${actor}`, `${actor}~${way[index]}`]),
      ),
    );
    return { paths, ties: ties.filter(({ id }) => steps.has(id)) };
  }
  if (!around) return { paths: null, ties };
  const near = distances(adjacency(ties), entityById.get(around.actor).number, around.steps);
  return { paths: null, ties: ties.filter(({ a, b }) => near.has(a) && near.has(b)) };
}

function actorsOf(ties, { hidden, pinned, path, around }) {
  const actors = new Set(ties.flatMap(({ a, b }) => [a, b]));
  const wanted = [...pinned, ...(path ?? []), ...(around ? [around.actor] : [])].filter((id) => !hidden.includes(id));
  for (const id of wanted) actors.add(entityById.get(id).number);
  return actors;
}

function actorNode(entity, { moved, pinned }) {
  const [x, y] = drawnAt(moved[entity.id] ?? [entity.x, entity.y]);
  const { number, id, label, type, size, said } = entity;
  return { id: number, entity: id, label, type, radius: size, said, x, y, pinned: pinned.includes(id) };
}

function communityNode({ number, members }) {
  const { width, height, ...centre } = graph.clusters[number];
  const [x, y] = drawnAt([centre.x, centre.y]);
  const label = `\u2068${graph.entities[members[0]].label}\u2069 + ${members.length - 1}`;
  const radius = FILLING * Math.min(width, height);
  return {
    id: `c${number}`,
    entity: `c${number}`,
    label,
    community: true,
    members: members.length,
    radius,
    said: 1e9 + members.length,
    x,
    y,
  };
}
