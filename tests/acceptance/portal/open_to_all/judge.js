// What axe finds: by the rules of colour on the elements of these names (all where none are told),
// and by the rest of the rules where they are asked. Which rules ask about colours axe says itself.
async ({ tags, names, others }) => {
  const ofColours = axe.getRules(tags).filter((rule) => rule.tags.includes("cat.color")).map((rule) => rule.ruleId);
  // No rule of these needs films loaded first, and only violations are read.
  const options = { resultTypes: ["violations"], preload: false };
  const found = [];
  const run = async (where, more) => found.push(...(await axe.run(where, { ...options, ...more })).violations);
  const isWhole = names === null;
  if (others) {
    const without = isWhole ? {} : Object.fromEntries(ofColours.map((rule) => [rule, { enabled: false }]));
    await run(document, { runOnly: { type: "tag", values: tags }, rules: without });
  }
  const include = isWhole ? [] : names.map((name) => window.named.get(name));
  const colours = { runOnly: { type: "rule", values: ofColours } };
  if (include.length) await run({ include }, colours);
  if (isWhole && !others) await run(document, colours);
  return found;
}
