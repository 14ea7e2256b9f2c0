/**
 * Lower case is how many write them and upper case how we do; neither changes an answer. Only words that are reserved where
 * they are used: a column may be called `date` or `month`.
 */
const KEYWORDS = new Set(
  `ALL AND AS ASC BETWEEN BY CASE CAST CROSS DESC DISTINCT ELSE END EXCEPT EXISTS FALSE FROM FULL GROUP HAVING IN INNER INTERSECT IS
   JOIN LEFT LIKE LIMIT NOT NULL ON OR ORDER OUTER OVER PARTITION RIGHT SELECT THEN TRUE UNION USING WHEN WHERE WITH WITHIN`.split(
    /\s+/,
  ),
);

/** What begins a line, so that a difference between two definitions is a difference of lines. */
const LINE_STARTS = new Set(
  "SELECT FROM WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT INTERSECT JOIN LEFT RIGHT INNER FULL CROSS AND OR WITH".split(
    " ",
  ),
);

/** Of two words that begin a line together, the second stays beside the first: LEFT JOIN, UNION ALL. */
const STAY_AFTER = /^(?:LEFT|RIGHT|INNER|FULL|CROSS|OUTER|UNION|EXCEPT|INTERSECT|BETWEEN|WITHIN|\()$/;

interface Token {
  kind: "word" | "text" | "symbol";
  text: string;
}

/**
 * SQL as lines that only change when its meaning can: without comments, with one way to space and break, keywords in upper case.
 * Cube's references (`{CUBE}`, `{activity.sql()}`) stay as they are. What can't be split with certainty (an open string, a
 * backslash before a quote, which dialects read differently) comes back as it was written: a change too many is seen, never one too few.
 */
export function canonicalSql(sql: string): string[] {
  const tokens = tokenize(sql);
  if (tokens === null) return sql.trim().split("\n");
  const lines: string[] = [];
  let line = "";
  let depth = 0;
  let before: Token | null = null;
  /** A BETWEEN whose AND is still to come: that one isn't a condition of its own. */
  let openBetweens = 0;
  /** Depths of the SELECT lists that are open: each of their columns has a line. */
  const lists: number[] = [];
  for (const token of tokens) {
    const closes = token.text === ")";
    if (closes) depth -= 1;
    if (closes && (lists.at(-1) ?? -1) > depth) lists.pop();
    const isRangeEnd = token.text === "AND" && openBetweens > 0;
    if (isRangeEnd) openBetweens -= 1;
    if (token.text === "BETWEEN") openBetweens += 1;
    const begins =
      token.kind === "word" && LINE_STARTS.has(token.text) && !isRangeEnd && !STAY_AFTER.test(before?.text ?? "");
    const isInList = lists.at(-1) === depth;
    if (line !== "" && (begins || (before?.text === "," && isInList))) {
      lines.push(line);
      line = "";
    }
    if (line === "") line = "  ".repeat(Math.max(0, depth + (isInList && !begins ? 1 : 0)));
    else if (before && isSpaced(before, token)) line += " ";
    line += token.text;
    if (token.text === "(") depth += 1;
    // The queries of a WITH are such a list too, which its SELECT goes on with.
    if (token.text === "WITH" || (token.text === "SELECT" && !isInList)) lists.push(depth);
    if (token.text === "FROM" && isInList) lists.pop();
    before = token;
  }
  return line === "" ? lines : [...lines, line];
}

/** SQL without its comments, the rest untouched; as it was where it can't be split with certainty. */
export function withoutComments(sql: string): string {
  const pieces = split(sql);
  return pieces === null ? sql : pieces.map((piece) => (piece.kind === "comment" ? " " : piece.text)).join("");
}

function isSpaced(before: Token, token: Token): boolean {
  if (/^[),.;]$/.test(token.text) || /^[(.]$/.test(before.text)) return false;
  // A function's parenthesis, and not that of `IN (` or `FROM (`.
  return !(token.text === "(" && before.kind === "word" && !KEYWORDS.has(before.text));
}

function tokenize(sql: string): Token[] | null {
  const pieces = split(sql);
  if (pieces === null) return null;
  return pieces.flatMap(({ kind, text }): Token[] => {
    if (kind === "space" || kind === "comment") return [];
    if (kind !== "word") return [{ kind, text }];
    const upper = text.toUpperCase();
    return [{ kind, text: KEYWORDS.has(upper) ? upper : text.replace(/\{\s+|\s+\}/g, (brace) => brace.trim()) }];
  });
}

interface Piece {
  kind: Token["kind"] | "space" | "comment";
  text: string;
}

const SIMPLE: readonly [Piece["kind"], RegExp][] = [
  ["space", /\s+/y],
  ["comment", /--[^\n]*/y],
  ["comment", /\/\*(?:(?!\*\/)(?!\/\*)[\s\S])*\*\//y],
  ["text", /(\$\w*\$)[\s\S]*?\1/y],
  ["text", /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/y],
  ["symbol", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)|\.\d+(?!\w)/y],
  ["symbol", /->>|->|<=|>=|<>|!=|\|\||::|\\[{}]/y],
];

/** Pieces whose texts joined are `sql` again; null when it can't be split with certainty. */
function split(sql: string): Piece[] | null {
  if (/\\['"`]/.test(sql)) return null;
  const pieces: Piece[] = [];
  let at = 0;
  while (at < sql.length) {
    const piece = simplePiece(sql, at) ?? word(sql, at) ?? { kind: "symbol" as const, text: sql.charAt(at) };
    // An open string, comment or reference.
    if (
      /^['"`{}]$/.test(piece.text) ||
      sql.startsWith("/*", at) !== (piece.kind === "comment" && piece.text[0] === "/")
    )
      return null;
    pieces.push(piece);
    at += piece.text.length;
  }
  return pieces;
}

function simplePiece(sql: string, at: number): Piece | null {
  for (const [kind, pattern] of SIMPLE) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return null;
}

/** A name or a reference, or both joined: `{CUBE}_total` isn't `{CUBE} _total`. */
function word(sql: string, at: number): Piece | null {
  let end = at;
  while (end < sql.length) {
    const reference = referenceEnd(sql, end);
    if (reference !== null) end = reference;
    else if (/[\w$\u0080-\uffff]/.test(sql.charAt(end))) end += 1;
    else break;
  }
  return end > at ? { kind: "word", text: sql.slice(at, end) } : null;
}

/** Where the `{…}` that begins at `at` ends, braces inside it counted; null when none begins there or it stays open. */
export function referenceEnd(sql: string, at: number): number | null {
  if (sql[at] !== "{") return null;
  let depth = 0;
  for (let end = at; end < sql.length; end += 1) {
    if (sql[end] === "{") depth += 1;
    else if (sql[end] === "}") depth -= 1;
    if (depth === 0) return end + 1;
  }
  return null;
}
