import { DIALECTS } from "../warehouse/ddl.ts";
import type { Dialect } from "../warehouse/dialects/dialect.ts";

/** How a warehouse says what merge policies need and each spells in its own way. `x` is an expression. */
export interface PolicyWords {
  /** JSON as text. */
  jsonText(x: string): string;
  /** Letters of JSON as text without spaces between its parts, which is how it came: stored JSON has other spaces. */
  jsonLength(x: string): string;
  /** A text field of a JSON object, '' where there is none. */
  field(json: string, name: string): string;
  /** Text that is compared byte by byte, as DuckDB does, and not as people of some country sort it. */
  binary(x: string): string;
}

const plain = (x: string) => x;

/** Without texts, what spaces are left stand between parts. */
const WITHOUT_TEXTS = `'"(\\\\.|[^"\\\\])*"', '', 'g'`;

export const POLICY_WORDS: Readonly<Record<Exclude<Dialect, "duckdb">, PolicyWords>> = {
  postgres: {
    jsonText: (x) => `CAST(${x} AS text)`,
    jsonLength(x) {
      const bare = `regexp_replace(CAST(${x} AS text), ${WITHOUT_TEXTS})`;
      return `(length(CAST(${x} AS text)) - length(${bare}) + length(replace(${bare}, ' ', '')))`;
    },
    field: (json, name) => `COALESCE(${json} ->> '${name}', '')`,
    binary: (x) => `${x} COLLATE "C"`,
  },
  bigquery: {
    jsonText: (x) => `TO_JSON_STRING(${x})`,
    jsonLength: (x) => `LENGTH(TO_JSON_STRING(${x}))`,
    field: (json, name) => `COALESCE(JSON_VALUE(${json}, '$.${name}'), '')`,
    binary: plain,
  },
  redshift: {
    jsonText: (x) => `JSON_SERIALIZE(${x})`,
    jsonLength: (x) => `LENGTH(JSON_SERIALIZE(${x}))`,
    field: (json, name) => `COALESCE(CAST(${json}.${DIALECTS.redshift.quote(name)} AS VARCHAR(65535)), '')`,
    binary: plain,
  },
  snowflake: {
    jsonText: (x) => `TO_JSON(${x})`,
    jsonLength: (x) => `LENGTH(TO_JSON(${x}))`,
    field: (json, name) => `COALESCE(${json}:${name}::VARCHAR, '')`,
    binary: plain,
  },
};
