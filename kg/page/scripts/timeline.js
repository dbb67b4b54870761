// What is shown, in the order in which it happened.

import { graph, titleOf } from "./data.js";
import { button, byId, count, element, joined } from "./dom.js";
import { actorButton, relationPhrase } from "./evidence.js";
import { spanOf } from "./filter.js";
import { spoken } from "./time.js";

const AT_ONCE = 200;

/** Fills the timeline with the dated assertions of the scene; says how many have no date. */
export function showTimeline({ assertions }, { clock }, act) {
  const dated = assertions
    .filter((assertion) => spanOf(assertion, clock))
    .sort((a, b) => moment(a, clock) - moment(b, clock) || a.number - b.number);
  const list = element("ol", { class: "events" });
  const more = button("", () => extend(), { class: "more" });
  let shown = 0;
  const extend = () => {
    list.append(...periods(dated.slice(shown, shown + AT_ONCE), clock, act));
    shown = Math.min(dated.length, shown + AT_ONCE);
    more.hidden = shown === dated.length;
    more.textContent = `Show more: ${count(dated.length - shown, "statement")} left`;
  };
  extend();
  const note = undatedNote(assertions.length - dated.length, clock, act);
  byId("timeline").replaceChildren(...[note, list, more].filter(Boolean));
}

/** How many have no date, and another order that has them all. */
function undatedNote(undated, clock, act) {
  if (undated === 0) return null;
  const text = `${count(undated, "statement")} without a date ${undated === 1 ? "is" : "are"} not in the timeline; the table lists all.`;
  const published = button("Order by publication instead", () => act.change({ clock: "published", from: null, to: null }), {
    class: "reset",
  });
  return element("p", { class: "note" }, text, " ", clock === "event" && published);
}

function moment(assertion, clock) {
  const [first, last] = spanOf(assertion, clock);
  return Number.isFinite(first) ? first : last;
}

const written = (assertion, clock) => (clock === "event" ? assertion.time : graph.documents[assertion.document].date);

/** One entry a date, and in it one a sentence, with all that was told. */
function periods(assertions, clock, act) {
  return [...grouped(assertions, (assertion) => written(assertion, clock))].map(([date, said]) =>
    element(
      "li",
      {},
      element("h2", {}, element("time", { datetime: date }, spoken(date))),
      element(
        "ul",
        {},
        [...grouped(said, ({ evidence }) => evidence[0]).values()].map((alike) => entry(alike, act)),
      ),
    ),
  );
}

function grouped(assertions, keyOf) {
  const found = new Map();
  for (const assertion of assertions) {
    const key = keyOf(assertion);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(assertion);
  }
  return found;
}

/** All that one sentence says, and the sentence. */
function entry(assertions, act) {
  const [first] = assertions;
  const document = graph.documents[first.document];
  return element(
    "li",
    {},
    assertions.map((assertion) => saying(assertion, act)),
    element("blockquote", { dir: "auto" }, graph.sentences[first.evidence[0]].text),
    element("p", { class: "origin" }, joined([document.publisher, titleOf(document)], ": ")),
  );
}

function saying(assertion, act) {
  const { entities, predicates } = graph;
  const [subject, object] = [entities[assertion.subject], entities[assertion.object]];
  const told = assertion.factuality === "fact" ? "" : ` (${assertion.factuality})`;
  return element(
    "p",
    { class: `saying told-${assertion.factuality}` },
    actorButton(subject, act.choose),
    relationPhrase(assertion, told),
    actorButton(object, act.choose),
    button("evidence", () => act.choose([subject.id, object.id]), {
      class: "saying-link",
      "aria-label": `Evidence: ${subject.label} ${predicates[assertion.predicate].label} ${object.label}`,
    }),
  );
}
