/**
 * Postgres and Redshift store no NUL; Postgres' jsonb takes neither `\u0000` nor half of a pair of surrogates (an emoji that was cut in
 * two), and DuckDB's JSON functions fail on the latter. One such letter must not hold up a batch or a table for ever: it becomes U+FFFD,
 * the sign for what can't be shown, in every warehouse alike.
 */
const LOST = "\ufffd";

/** A text without NUL. */
export function storableText(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", LOST) : text;
}

const SUSPECT = /\\u(?:0000|[dD][89a-fA-F])/;
/** A whole escape, so that `\\u0000` isn't taken for one; a pair of surrogates is one. */
const ESCAPE = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^u])/g;

/** JSON of which every escape can be stored. */
export function storableJson(json: string): string {
  if (!json.includes("\\u") || !SUSPECT.test(json)) return json;
  return json.replace(ESCAPE, (found) =>
    found.length === 6 && /^\\u(?:0000|[dD][89a-fA-F])/.test(found) ? `\\ufffd` : found,
  );
}

/** The same in DuckDB's SQL, for rows of files and of earlier versions. `column` is quoted. */
export function storableSql(column: string, isJson: boolean): string {
  if (!isJson) return `replace(${column}, chr(0), '${LOST}')`;
  const text = `CAST(${column} AS VARCHAR)`;
  const hex = "[0-9a-fA-F]";
  // Letters that JSON text can't hold stand for what must stay: a backslash of its own, and pairs of surrogates.
  const hidden = `replace(${text}, '\\\\', chr(1))`;
  const paired = `regexp_replace(${hidden}, '\\\\u([dD][89abAB]${hex}{2})\\\\u([dD][c-fC-F]${hex}{2})', chr(2) || '\\1' || chr(3) || '\\2', 'g')`;
  const mended = `regexp_replace(${paired}, '\\\\u(0000|[dD][89a-fA-F]${hex}{2})', '\\\\ufffd', 'g')`;
  const restored = `replace(replace(replace(${mended}, chr(2), '\\u'), chr(3), '\\u'), chr(1), '\\\\')`;
  return `CASE WHEN regexp_matches(${text}, '\\\\u(0000|[dD][89a-fA-F])') THEN ${restored} ELSE ${text} END`;
}
