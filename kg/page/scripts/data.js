// The graph as the page carries it. References between tables are positions in them.

const payload = JSON.parse(document.getElementById("data").textContent);

function rows(table) {
  const names = Object.keys(table);
  return table[names[0]].map((_, number) => {
    const row = { number };
    for (const name of names) row[name] = table[name][number];
    return row;
  });
}

function withPlaces(entities, nodes) {
  for (const { id, x, y, size, value, cluster } of nodes)
    Object.assign(entities[id], { x, y, size, said: value, cluster, drawn: true });
  return entities;
}

/** Everything there is: `ties` are the pairs of actors of whom something is said together. */
export const graph = {
  title: payload.title,
  options: payload.network.options,
  entities: withPlaces(rows(payload.entities), payload.network.nodes),
  ties: payload.network.edges,
  clusters: payload.clusters,
  documents: rows(payload.documents),
  predicates: payload.predicates,
  sentences: rows(payload.sentences),
  assertions: rows(payload.assertions),
};

/** The beginnings of the graph's IRIs. */
export const iris = payload.iris;

/** The local name of a predicate by its position. */
export const predicateName = (predicate) => graph.predicates[predicate].name;

/** The kinds of a relation: PLOVER's quads, and states for what is neither cooperation nor conflict. */
export const QUADS = [
  { id: "material cooperation", label: "Cooperation in deeds" },
  { id: "verbal cooperation", label: "Cooperation in words" },
  { id: "verbal conflict", label: "Conflict in words" },
  { id: "material conflict", label: "Conflict in deeds" },
  { id: "state", label: "Offices, places, membership" },
];

/** How a text tells something. */
export const FACTUALITIES = [
  { id: "fact", label: "Told as fact" },
  { id: "planned", label: "Planned" },
  { id: "possible", label: "Possible" },
  { id: "alleged", label: "Alleged" },
  { id: "denied", label: "Denied" },
];

/** The quad of a predicate by its position. */
export function quadOf(predicate) {
  const { quad } = graph.predicates[predicate];
  return QUADS.some(({ id }) => id === quad) ? quad : "state";
}

/** Who says so: a key that is the same for the same source, and how it is called. */
export function sourceOf(assertion) {
  const { source } = assertion;
  if (source === null) return { key: "", label: "The article itself" };
  if (typeof source === "string") return { key: `text:${source}`, label: source };
  const entity = graph.entities[source];
  return { key: entity.id, label: entity.label, entity };
}

/** How a document is called: by its title, else its id. */
export const titleOf = (document) => document.title || document.id;

/** "Russia supplied North Korea", with the names of the graph. */
export function sayingOf(assertion) {
  const { entities, predicates } = graph;
  return `${entities[assertion.subject].label} ${predicates[assertion.predicate].label} ${entities[assertion.object].label}`;
}

/** Entities by id. */
export const entityById = new Map(graph.entities.map((entity) => [entity.id, entity]));

/** A text without accents and case, to compare names by. */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
