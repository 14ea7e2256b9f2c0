import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROWSER_ARGUMENTS, findBrowser } from "../scripts/browser.ts";

let browser: Awaited<ReturnType<typeof chromium.launch>>;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser() ?? "", args: BROWSER_ARGUMENTS });
});
afterAll(() => browser.close());

/**
 * What in a style sheet could reach beyond what we draw, or lose to a host's rules: read by the browser, so that nothing it
 * understands is missed. Rules are in one of our layers or under `.ns-root:not(#ns#ns#ns#ns)` (docs/decisions/002-css-isolation.md).
 */
async function findBadManners(css: string): Promise<string[]> {
  const page = await browser.newPage();
  const found = await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    const problems: string[] = [];

    /** `a, b:is(c, d)` → `a`, `b:is(c, d)`. */
    const selectorsOf = (list: string): string[] => {
      const parts = [""];
      let depth = 0;
      for (const char of list) {
        if (char === "(" || char === "[") depth += 1;
        if (char === ")" || char === "]") depth -= 1;
        if (char === "," && depth === 0) parts.push("");
        else parts[parts.length - 1] += char;
      }
      return parts.map((part) => part.trim());
    };
    const checkNames = (rule: CSSStyleRule) => {
      const bare = rule.selectorText.replace(/"[^"]*"/g, "");
      for (const [, name = ""] of bare.matchAll(/\.([a-z_][\w-]*)/gi)) {
        if (!name.startsWith("ns-")) problems.push(`class .${name} in ${rule.selectorText}`);
      }
      for (const property of rule.style) {
        if (property.startsWith("--") && !property.startsWith("--ns-")) problems.push(`property ${property}`);
      }
    };
    const walk = (rules: CSSRuleList, place: "top" | "layer" | "inside") => {
      for (const rule of rules) {
        if (rule instanceof CSSLayerStatementRule) continue;
        if (rule instanceof CSSLayerBlockRule) {
          if (!rule.name.startsWith("northstar.")) problems.push(`@layer ${rule.name}`);
          walk(rule.cssRules, "layer");
        } else if (rule instanceof CSSStyleRule) {
          const root = place === "top" ? ".ns-root:not(#ns#ns#ns#ns)" : ".ns-root";
          const strays =
            place === "inside" ? [] : selectorsOf(rule.selectorText).filter((one) => !one.startsWith(root));
          problems.push(...strays.map((one) => `${place === "top" ? "unlayered" : "layered"} ${one}`));
          checkNames(rule);
          walk(rule.cssRules, "inside");
        } else if (rule instanceof CSSKeyframesRule) {
          if (!rule.name.startsWith("ns-")) problems.push(`@keyframes ${rule.name}`);
        } else if (rule instanceof CSSPageRule) {
          // A named page is used by name; without one it would be every page that the host prints.
          if (!rule.selectorText.startsWith("ns-")) problems.push(`@page ${rule.selectorText}`);
        } else if (rule instanceof CSSContainerRule) {
          if (!rule.containerName.startsWith("ns-")) problems.push(`@container ${rule.containerName || "of anyone"}`);
          walk(rule.cssRules, place);
        } else if (rule instanceof CSSMediaRule || rule instanceof CSSSupportsRule) walk(rule.cssRules, place);
        else if (rule.constructor.name !== "CSSNestedDeclarations") problems.push(rule.cssText.slice(0, 60));
      }
    };
    walk(sheet.cssRules, "top");
    return { problems, rules: sheet.cssRules.length };
  }, css);
  await page.close();
  if (found.rules === 0) throw new Error("The style sheet has no rules");
  return found.problems;
}

async function bundle(file: string): Promise<string> {
  const path = fileURLToPath(new URL(`../packages/react/src/styles/${file}`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, write: false });
  return outputFiles[0]?.text ?? "";
}

describe("our styles", () => {
  it.each(["styles.css", "tokens.css"])("reach nothing of the host's: %s", async (file) => {
    expect(await findBadManners(await bundle(file))).toEqual([]);
  });

  it.each([
    ["h2 { color: red }", "unlayered h2"],
    [":root { --ns-accent: red }", "unlayered :root"],
    [".ns-card { color: red }", "unlayered .ns-card"],
    [".ns-root .ns-card { color: red }", "unlayered .ns-root .ns-card"],
    [".ns-root:not(#ns#ns#ns#ns), body { color: red }", "unlayered body"],
    ["@media print { p { color: red } }", "unlayered p"],
    ["@layer northstar.tokens { body { color: red } }", "layered body"],
    ["@layer base { .ns-root { color: red } }", "@layer base"],
    [".ns-root:not(#ns#ns#ns#ns) { & .card { color: red } }", "class .card in & .card"],
    [".ns-root:not(#ns#ns#ns#ns) { --accent: red }", "property --accent"],
    [".ns-root:not(#ns#ns#ns#ns) { @container (width > 1px) { color: red } }", "@container of anyone"],
    ["@page { margin: 0 }", "@page "],
    ["@keyframes appear { to { color: red } }", "@keyframes appear"],
    ["@font-face { font-family: X; src: url(x) }", '@font-face { font-family: X; src: url("x"); }'],
  ])("would be told of %s", async (css, problem) => {
    expect(await findBadManners(css)).toEqual([problem]);
  });
});
