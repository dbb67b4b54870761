"use strict";

// The query form asks this endpoint and no other; the content security policy holds it to that.
const NAMES = "https://w3id.org/geopolitical-kg/";
const FIRST = `PREFIX kg: <${NAMES}ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT DISTINCT ?one ?other {
  ?a kg:met ?b .
  ?a rdfs:label ?one .
  ?b rdfs:label ?other .
}
LIMIT 100`;

const place = document.getElementById("yasgui");
const endpoint = new URL("/sparql", window.location.href).href;
Yasgui.Yasqe.defaults.value = FIRST;
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
new Yasgui(place, {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: false,
  persistenceId: null,
  populateFromUrl: false,
  endpointCatalogueOptions: { getData: () => [] },
});

// Our IRIs are names that lead nowhere yet; here they lead to the pages of this server.
new MutationObserver(() => {
  for (const link of place.querySelectorAll(`a[href^="${NAMES}"]`)) {
    link.href = "/" + link.getAttribute("href").slice(NAMES.length);
  }
}).observe(place, { childList: true, subtree: true });
