// What axe finds on the page as it stands, and which rules it was held against.
//
// All of them, but where the page has only changed colour since: the same document, with every
// element in its place, as large and as visible as when all rules were last held against it. Then
// nothing that the other rules read can have changed: they ask what stands there, where, how large
// and whether it is seen. Which rules ask about colours axe says itself (the tag cat.color).
async (tags) => {
  const seen = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const shape = [...document.querySelectorAll("body, body *:not(svg *)")].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const { overflow, zIndex } = getComputedStyle(one);
    return [x, y, width, height, one.scrollWidth, one.scrollHeight, overflow, zIndex, one.checkVisibility(seen)];
  });
  const stands = [innerWidth, innerHeight, document.documentElement.outerHTML, ...shape].join();
  const onlyColours = window.judgedAs === stands;
  window.judgedAs = stands;
  const ofColours = () => axe.getRules(tags).filter((rule) => rule.tags.includes("cat.color"));
  const { violations } = await axe.run(document, {
    runOnly: onlyColours
      ? { type: "rule", values: ofColours().map((rule) => rule.ruleId) }
      : { type: "tag", values: tags },
    // No rule of these needs films loaded first, and only violations are read.
    resultTypes: ["violations"],
    preload: false,
  });
  return { violations, rules: onlyColours ? "colours" : "all" };
}
