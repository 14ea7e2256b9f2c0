import css from "../../packages/react/src/styles/tokens.css?raw";

/** A token and the tier it belongs to, as the headings of tokens.css say: `Semantic: categories`. */
export interface Token {
  name: string;
  tier: string;
}

/** Every token that light declares, in the order of the file. */
export const TOKENS: readonly Token[] = readTokens(css);

function readTokens(source: string): Token[] {
  const start = source.indexOf(".ns-root {");
  const body = source.slice(start, source.indexOf("\n  }", start));
  let tier = "";
  return [...body.matchAll(/\/\* ([^:.*]+(?:: [^.,;*]+)?)[\s\S]*?\*\/|(--ns-[\w-]+):/g)].flatMap(
    ([, heading, name]) => {
      if (heading !== undefined) tier = heading.trim();
      return name === undefined ? [] : [{ name, tier }];
    },
  );
}

/** Names of the tokens of a tier whose heading begins so. */
export function tokensOf(tier: string): string[] {
  return TOKENS.filter((token) => token.tier.startsWith(tier)).map(({ name }) => name);
}
