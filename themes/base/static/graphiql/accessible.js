/* Says of what GraphiQL draws what it leaves unsaid: names for the fields one writes in, tabs that
   are plain buttons (each holds a second one, to close it), text that the keyboard can scroll (WCAG 4.1.2, 2.1.1). */
(function () {
  "use strict";
  var root = document.getElementById("graphiql");
  var names = JSON.parse(document.getElementById("names").textContent);

  function each(selector, change) {
    root.querySelectorAll(selector).forEach(change);
  }

  function nameOf(field) {
    if (field.closest(".graphiql-response")) return names.answer;
    return field.closest(".graphiql-query-editor") ? names.question : names.variables;
  }

  function mend() {
    each(".CodeMirror textarea:not([aria-label])", function (field) {
      field.setAttribute("aria-label", nameOf(field));
    });
    each(".CodeMirror-scroll[tabindex='-1']", function (text) {
      text.tabIndex = 0;
    });
    each("[role='tablist']", function (group) {
      group.setAttribute("role", "group");
    });
    each("[role='tabpanel']", function (shown) {
      shown.setAttribute("role", "region");
    });
    each(".graphiql-tab", function (tab) {
      tab.setAttribute("role", "none");
      tab.removeAttribute("aria-selected");
      var chosen = tab.classList.contains("graphiql-tab-active");
      tab.querySelector(".graphiql-tab-button").setAttribute("aria-current", String(chosen));
    });
  }

  new MutationObserver(mend).observe(root, { childList: true, subtree: true });
})();
