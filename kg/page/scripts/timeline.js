// What is shown, in the order in which it happened.

import { graph, titleOf } from "./data.js";
import { button, byId, count, element, words } from "./dom.js";
import { actorButton, relationPhrase } from "./evidence.js";
import { spanOf } from "./filter.js";
import { spoken } from "./time.js";

const AT_ONCE = 200;

/** Fills the timeline with the dated assertions of the scene; says how many have no date. */
export function showTimeline({ assertions }, { clock }, choose) {
  const dated = assertions
    .filter((assertion) => spanOf(assertion, clock))
    .sort((a, b) => moment(a, clock) - moment(b, clock) || a.number - b.number);
  const undated = assertions.length - dated.length;
  const list = element("ol", { class: "events" });
  const more = button("", () => extend(), { class: "more" });
  let shown = 0;
  const extend = () => {
    list.append(...periods(dated.slice(shown, shown + AT_ONCE), clock, choose));
    shown = Math.min(dated.length, shown + AT_ONCE);
    more.hidden = shown === dated.length;
    more.textContent = `Show more: ${count(dated.length - shown, "statement")} left`;
  };
  extend();
  const note =
    undated > 0 &&
    element(
      "p",
      { class: "hint" },
      `${count(undated, "statement")} without a date ${undated === 1 ? "is" : "are"} not in the timeline; the table lists all.`,
    );
  byId("timeline").replaceChildren(...[note, list, more].filter(Boolean));
}

function moment(assertion, clock) {
  const [first, last] = spanOf(assertion, clock);
  return Number.isFinite(first) ? first : last;
}

const written = (assertion, clock) => (clock === "event" ? assertion.time : graph.documents[assertion.document].date);

/** One entry a date, with all that was told of it. */
function periods(assertions, clock, choose) {
  const found = new Map();
  for (const assertion of assertions) {
    const date = written(assertion, clock);
    if (!found.has(date)) found.set(date, []);
    found.get(date).push(assertion);
  }
  return [...found].map(([date, said]) =>
    element(
      "li",
      {},
      element("h2", {}, element("time", { datetime: date }, spoken(date))),
      element(
        "ul",
        {},
        said.map((assertion) => entry(assertion, choose)),
      ),
    ),
  );
}

function entry(assertion, choose) {
  const { entities, predicates, sentences, documents } = graph;
  const [subject, object] = [entities[assertion.subject], entities[assertion.object]];
  const document = documents[assertion.document];
  const told = assertion.factuality === "fact" ? "" : ` (${assertion.factuality})`;
  return element(
    "li",
    { class: `told-${assertion.factuality}` },
    element(
      "p",
      { class: "saying" },
      actorButton(subject, choose),
      relationPhrase(assertion, told),
      actorButton(object, choose),
      button("evidence", () => choose([subject.id, object.id]), {
        class: "saying-link",
        "aria-label": `Evidence: ${subject.label} ${predicates[assertion.predicate].label} ${object.label}`,
      }),
    ),
    element("blockquote", { dir: "auto" }, sentences[assertion.evidence[0]].text),
    element("p", { class: "origin" }, words([document.publisher, titleOf(document)].filter(Boolean).join(": "))),
  );
}
