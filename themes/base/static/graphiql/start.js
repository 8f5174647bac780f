/* Starts GraphiQL on this page. Where to ask and what to begin with stand in the page itself. */
(function () {
  "use strict";
  var root = document.getElementById("graphiql");
  var address = root.dataset.endpoint;

  function ask(question) {
    return fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/graphql-response+json, application/json",
      },
      body: JSON.stringify(question),
    }).then(function (response) {
      return response.json();
    });
  }

  var examples = JSON.parse(document.getElementById("examples").textContent);
  // The reference opens this page with an example behind the address's #, which no server sees.
  var asked = new URLSearchParams(window.location.hash.slice(1)).get("query");
  if (asked) {
    examples.unshift({ query: asked });
  }
  ReactDOM.createRoot(root).render(
    React.createElement(GraphiQL, {
      fetcher: ask,
      forcedTheme: "light",
      defaultEditorToolsVisibility: false,
      isHeadersEditorEnabled: false,
      shouldPersistHeaders: false,
      defaultTabs: examples,
    })
  );
})();
