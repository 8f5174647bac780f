// Prints, as JSON, what Lighthouse finds on pages as a phone on a slow line meets them:
//   node lighthouse.mjs '{"chromium": "/usr/bin/chromium", "pages": [{"address": "http://…", "cookies": "a=b", "slowdown": 4}]}'
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FIGURES = {
  first_paint: "first-contentful-paint",
  largest_paint: "largest-contentful-paint",
  blocked: "total-blocking-time",
  moved: "cumulative-layout-shift",
  bytes: "total-byte-weight",
};

const { chromium, pages } = JSON.parse(process.argv[2]);
const told = [];
for (const { address, cookies, slowdown } of pages) {
  // A browser of its own for each page: nothing is kept from the one before.
  const chrome = await launch({
    chromePath: chromium,
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=da"],
  });
  try {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      output: "json",
      logLevel: "error",
      onlyCategories: CATEGORIES,
      throttling: { cpuSlowdownMultiplier: slowdown },
      extraHeaders: cookies ? { Cookie: cookies } : {},
    });
    if (lhr.runtimeError) {
      told.push({ address, fault: { code: lhr.runtimeError.code, message: lhr.runtimeError.message } });
      continue;
    }
    const missing = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs
      .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id }) => `${id} (${lhr.audits[id].displayValue ?? lhr.audits[id].title})`));
    told.push({
      address,
      version: lhr.lighthouseVersion,
      speed: lhr.environment.benchmarkIndex,
      scores: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)])),
      figures: Object.fromEntries(Object.entries(FIGURES).map(([name, id]) => [name, lhr.audits[id].numericValue])),
      missing,
    });
  } finally {
    chrome.kill();
  }
}
console.log(JSON.stringify(told));
