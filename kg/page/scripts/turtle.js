// What is shown as Turtle, in the terms of the graph's own RDF: facts as plain triples, each assertion as a statement.

import { graph, iris, predicateName } from "./data.js";

const PREFIXES = {
  kg: iris.ontology,
  oa: "http://www.w3.org/ns/oa#",
  owl: "http://www.w3.org/2002/07/owl#",
  prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const DATATYPES = { 4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date" };
const UNRESERVED = /[A-Za-z0-9_.~/-]/;

/** Assertions, the actors and documents that they name, and their sentences as Turtle. */
export function turtleOf(assertions) {
  const named = new Set(
    assertions
      .flatMap(({ subject, object, source, place }) => [subject, object, source, place])
      .filter(Number.isInteger),
  );
  const read = new Set(assertions.map(({ document }) => document));
  const sentences = new Set(assertions.flatMap(({ evidence }) => evidence));
  const blocks = [
    ...[...named].map((number) => entityBlock(graph.entities[number], assertions)),
    ...[...read].map((number) => documentBlock(graph.documents[number])),
    ...assertions.map(assertionBlock),
    ...[...sentences].flatMap((number) => sentenceBlocks(graph.sentences[number])),
  ];
  const prefixes = Object.entries(PREFIXES).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  return `${prefixes.join("\n")}\n\n${blocks.join("\n")}`;
}

/** A node with its properties; those without a value are left out. */
function block(node, properties) {
  const lines = properties.filter(([, value]) => value).map(([name, value]) => `  ${name} ${value}`);
  return `${node}\n${lines.join(" ;\n")} .\n`;
}

const entityNode = ({ id }) => `<${iris.entity}${encodedPath(id)}>`;
const documentIri = ({ id }) => `${iris.document}${encodedPath(id)}`;
const relation = (predicate) => `<${iris.ontology}${encodedPath(predicateName(predicate))}>`;
const nodeOf = (number) => Number.isInteger(number) && entityNode(graph.entities[number]);

function entityBlock(entity, assertions) {
  const facts = assertions.filter(({ subject, factuality }) => subject === entity.number && factuality === "fact");
  const told = new Map(
    facts.map(({ predicate, object }) => [`${predicate} ${object}`, [relation(predicate), nodeOf(object)]]),
  );
  return block(entityNode(entity), [
    ["a", `kg:${entity.type}`],
    ["rdfs:label", literal(entity.label)],
    ...entity.names.map((name) => ["skos:altLabel", literal(name)]),
    ["owl:sameAs", entity.wikidata && `<${iris.wikidata}${encodedPath(entity.wikidata)}>`],
    ...told.values(),
  ]);
}

function documentBlock(document) {
  return block(`<${documentIri(document)}>`, [
    ["a", "schema:NewsArticle, prov:Entity"],
    ["schema:identifier", literal(document.id)],
    ["schema:headline", document.title !== null && literal(document.title)],
    ["schema:datePublished", document.date !== null && dated(document.date)],
    ["schema:publisher", document.publisher !== null && literal(document.publisher)],
    ["schema:url", document.url !== null && literal(document.url)],
  ]);
}

function assertionBlock(assertion) {
  const document = graph.documents[assertion.document];
  const number = assertion.id.slice(document.id.length + 1);
  return block(`<${documentIri(document)}#${encodedPath(number)}>`, [
    ["a", "rdf:Statement"],
    ["rdf:subject", nodeOf(assertion.subject)],
    ["rdf:predicate", relation(assertion.predicate)],
    ["rdf:object", nodeOf(assertion.object)],
    ["kg:factuality", `kg:${assertion.factuality}`],
    ["kg:source", nodeOf(assertion.source)],
    ["kg:sourceText", typeof assertion.source === "string" && literal(assertion.source)],
    ["kg:time", assertion.time !== null && literal(assertion.time)],
    ["kg:place", nodeOf(assertion.place)],
    ["kg:confidence", decimal(assertion.confidence)],
    ["prov:wasDerivedFrom", `<${documentIri(document)}>`],
    ...assertion.evidence.map((sentence) => ["oa:hasTarget", fragment(graph.sentences[sentence], "char")]),
  ]);
}

/** A stretch of text by code points, as in RFC 5147. */
function fragment({ document, start, text }, kind) {
  return `<${documentIri(graph.documents[document])}#${kind}=${start},${start + [...text].length}>`;
}

function sentenceBlocks(sentence) {
  const [target, quote, position] = ["char", "quote", "position"].map((kind) => fragment(sentence, kind));
  const source = `<${documentIri(graph.documents[sentence.document])}>`;
  return [
    block(target, [
      ["a", "oa:SpecificResource"],
      ["oa:hasSource", source],
      ["oa:hasSelector", `${quote}, ${position}`],
    ]),
    block(quote, [
      ["a", "oa:TextQuoteSelector"],
      ["oa:exact", literal(sentence.text)],
    ]),
    block(position, [
      ["a", "oa:TextPositionSelector"],
      ["oa:start", String(sentence.start)],
      ["oa:end", String(sentence.start + [...sentence.text].length)],
    ]),
  ];
}

function literal(text) {
  const escaped = text
    .toWellFormed()
    .replace(/[\\"\p{Cc}]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}

const dated = (date) =>
  DATATYPES[date.length] && /^\d{4}(-\d\d){0,2}$/.test(date) ? `"${date}"^^${DATATYPES[date.length]}` : literal(date);

function decimal(number) {
  const small = String(number).includes("e");
  const digits = Number.isInteger(number)
    ? number.toFixed(1)
    : small
      ? number.toFixed(20).replace(/0+$/, "")
      : String(number);
  return `"${digits}"^^xsd:decimal`;
}

/** An id as path of an IRI: percent-encoded as UTF-8 but for what a path may hold; no "." or ".." steps. */
function encodedPath(id) {
  const path = [...id].map((character) => (UNRESERVED.test(character) ? character : percent(character))).join("");
  return path.replace(/(?<![^/])\.{1,2}(?![^/])/g, (dots) => "%2E".repeat(dots.length));
}

function percent(character) {
  const code = character.codePointAt(0);
  const isLone = code >= 0xd800 && code <= 0xdfff;
  const bytes = isLone
    ? [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
    : new TextEncoder().encode(character);
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
