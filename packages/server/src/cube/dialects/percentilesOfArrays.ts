const PERCENTILE = /PERCENTILE_CONT\s*\(\s*([\d.]+)\s*\)\s*WITHIN\s+GROUP\s*\(\s*ORDER\s+BY\s+/gi;

/**
 * `PERCENTILE_CONT(p) WITHIN GROUP (ORDER BY x)` as a function of the group's values, which the warehouse's DDL makes: just as exact,
 * but the values of one group must fit into one row (100 MB, some ten million numbers).
 */
export function percentilesOfArrays(sql: string): string {
  let rewritten = "";
  let copied = 0;
  for (const match of sql.matchAll(PERCENTILE)) {
    const from = match.index + match[0].length;
    const to = closingParenthesis(sql, from);
    rewritten += `${sql.slice(copied, match.index)}ns_percentile(ARRAY_AGG(${sql.slice(from, to).trim()} IGNORE NULLS), ${match[1]})`;
    copied = to + 1;
  }
  return rewritten + sql.slice(copied);
}

/** Position of the parenthesis that closes what is open at `from`; texts in quotes don't count. */
function closingParenthesis(sql: string, from: number): number {
  let depth = 1;
  let quote: string | null = null;
  for (let position = from; position < sql.length; position++) {
    const character = sql[position] ?? "";
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === "'" || character === '"' || character === "`") quote = character;
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return position;
  }
  throw new SyntaxError(`A percentile's ORDER BY isn't closed: ${sql.slice(from)}`);
}
