import css from "@northstar/react/styles.css?inline";

const BLOCK = ":host { display: block; } :host([hidden]) { display: none; }";
const INLINE = ":host { display: inline-block; max-inline-size: 100%; } :host([hidden]) { display: none; }";
const CONTENTS = ":host { display: contents; } :host([hidden]) { display: none; }";

/** What an element is to the page around it; `none`: it has no box and draws nothing itself. */
export type ElementBox = "block" | "inline" | "none";

type View = Window & typeof globalThis;
type Sheets = Readonly<Record<"all" | ElementBox, CSSStyleSheet>>;

const made = new WeakMap<View, Sheets>();

/**
 * Gives a shadow root Northstar's styles: constructed once for all of a document. A strict content security policy allows it, because
 * no style element and no style attribute is parsed. A sheet is of one document: what is moved to another is given them anew.
 */
export function adoptStyles(shadow: ShadowRoot, box: ElementBox): void {
  const view = shadow.ownerDocument.defaultView;
  // A document without a window shows nothing.
  if (!view) return;
  const sheets = made.get(view) ?? makeSheets(view);
  made.set(view, sheets);
  shadow.adoptedStyleSheets = box === "none" ? [sheets.none] : [sheets.all, sheets[box]];
}

function makeSheets(view: View): Sheets {
  return {
    all: createSheet(view),
    block: sheetOf(BLOCK, view),
    inline: sheetOf(INLINE, view),
    none: sheetOf(CONTENTS, view),
  };
}

function sheetOf(text: string, view: View): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

function createSheet(view: View): CSSStyleSheet {
  const sheet = sheetOf(css, view);
  const tokens = letHostTokensIn(sheet.cssRules, view);
  const handOver = tokens.map((name) => `${hostName(name)}: var(${name});`).join(" ");
  sheet.insertRule(`:host { ${handOver} }`, sheet.cssRules.length);
  return sheet;
}

/**
 * Tokens are declared on `.ns-root`, where a page's selectors don't reach once it is in a shadow root. So each declaration gives way to
 * what the element inherits: `--ns-accent: #3157d5` becomes `--ns-accent: var(--ns-host-accent, #3157d5)`, and `:host` hands over what
 * the page says. Returns the tokens' names.
 */
function letHostTokensIn(rules: CSSRuleList, view: View): string[] {
  const names = new Set<string>();
  for (const rule of rules) {
    if (rule instanceof view.CSSLayerBlockRule && rule.name === "northstar.tokens") hedge(rule.cssRules, names, view);
  }
  return [...names];
}

function hedge(rules: CSSRuleList, names: Set<string>, view: View): void {
  for (const rule of rules) {
    if (rule instanceof view.CSSStyleRule) {
      const declared = [...rule.style].filter((property) => property.startsWith("--ns-"));
      for (const name of declared) {
        rule.style.setProperty(name, `var(${hostName(name)}, ${rule.style.getPropertyValue(name).trim()})`);
        names.add(name);
      }
    } else if (rule instanceof view.CSSGroupingRule) hedge(rule.cssRules, names, view);
  }
}

const hostName = (token: string) => token.replace("--ns-", "--ns-host-");
