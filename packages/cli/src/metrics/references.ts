import { referenceEnd } from "./canonicalSql.ts";

/** A `{…}` of Cube's SQL that names something of the model. */
export interface Reference {
  /** As written, braces included. */
  text: string;
  /** Names in order: `["active"]`, `["sponsorship", "net"]`, `["CUBE"]`. */
  path: readonly string[];
  /** `{activity.sql()}`: the SQL of the cube itself. */
  isSql: boolean;
  /** Inside one of Cube's functions, where a name may also be a parameter: `lambda since: f"… {since}"`. */
  isInFunction: boolean;
}

/** What Cube gives every piece of SQL; none of them names a member whose SQL would come in. */
const BUILT_IN = /^(?:SQL_UTILS|FILTER_PARAMS|FILTER_GROUP|SECURITY_CONTEXT|COMPILE_CONTEXT)\b/;
const NAMED = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(\.sql\(\))?$/;

/**
 * The references in a piece of Cube's SQL, those within Cube's own functions too (`{SQL_UTILS.convertTz(f"{CUBE}.day")}`);
 * an escaped brace (`\{`) is none.
 *
 * @param onUnknown gets what is in braces and can't be understood, Jinja for one
 */
export function referencesOf(sql: string, onUnknown: (text: string) => void): Reference[] {
  const found: Reference[] = [];
  for (let at = 0; at < sql.length; at += 1) {
    if (sql[at] === "\\") at += 1;
    else if (sql[at] === "{") {
      const end = referenceEnd(sql, at);
      const text = sql.slice(at, end ?? undefined);
      const inside = text.slice(1, -1).trim();
      const named = NAMED.exec(inside);
      if (end === null) onUnknown(text);
      else if (BUILT_IN.test(inside)) found.push(...inFunction(inside));
      else if (named?.[1])
        found.push({ text, path: named[1].split("."), isSql: named[2] !== undefined, isInFunction: false });
      else onUnknown(text);
      at = (end ?? sql.length) - 1;
    }
  }
  return found;
}

function inFunction(sql: string): Reference[] {
  return referencesOf(sql, () => {}).map((reference) => ({ ...reference, isInFunction: true }));
}
