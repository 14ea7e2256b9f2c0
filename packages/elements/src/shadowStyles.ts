import css from "@northstar/react/styles.css?inline";

const BLOCK = ":host { display: block; } :host([hidden]) { display: none; }";
const INLINE = ":host { display: inline-block; max-inline-size: 100%; } :host([hidden]) { display: none; }";

let made: { all: CSSStyleSheet; block: CSSStyleSheet; inline: CSSStyleSheet } | null = null;

/**
 * Northstar's styles for a shadow root: constructed once, for all of them. A strict content security policy allows it, because no
 * style element and no style attribute is parsed.
 */
export function shadowStyles(isInline: boolean): CSSStyleSheet[] {
  made ??= { all: createSheet(), block: sheetOf(BLOCK), inline: sheetOf(INLINE) };
  return [made.all, isInline ? made.inline : made.block];
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

function createSheet(): CSSStyleSheet {
  const sheet = sheetOf(css);
  const tokens = letHostTokensIn(sheet.cssRules);
  const handOver = tokens.map((name) => `${hostName(name)}: var(${name});`).join(" ");
  sheet.insertRule(`:host { ${handOver} }`, sheet.cssRules.length);
  return sheet;
}

/**
 * Tokens are declared on `.ns-root`, where a page's selectors don't reach once it is in a shadow root. So each declaration gives way to
 * what the element inherits: `--ns-accent: #3157d5` becomes `--ns-accent: var(--ns-host-accent, #3157d5)`, and `:host` hands over what
 * the page says. Returns the tokens' names.
 */
function letHostTokensIn(rules: CSSRuleList): string[] {
  const names = new Set<string>();
  for (const rule of rules) {
    if (rule instanceof CSSLayerBlockRule && rule.name === "northstar.tokens") hedge(rule.cssRules, names);
  }
  return [...names];
}

function hedge(rules: CSSRuleList, names: Set<string>): void {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) {
      const declared = [...rule.style].filter((property) => property.startsWith("--ns-"));
      for (const name of declared) {
        rule.style.setProperty(name, `var(${hostName(name)}, ${rule.style.getPropertyValue(name).trim()})`);
        names.add(name);
      }
    } else if (rule instanceof CSSGroupingRule) hedge(rule.cssRules, names);
  }
}

const hostName = (token: string) => token.replace("--ns-", "--ns-host-");
