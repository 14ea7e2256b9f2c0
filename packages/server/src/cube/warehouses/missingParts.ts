import { CubeRuntimeError } from "../errors.ts";

/** Something that the model's SQL names and the warehouse lacks. */
export interface MissingPart {
  kind: "table" | "column" | "function";
  name: string;
}

/** What DuckDB, Postgres and Redshift, BigQuery and Snowflake say of what they lack. The first group is its name. */
const SAYINGS: readonly [kind: MissingPart["kind"], pattern: RegExp][] = [
  ["function", /Function with name "?([\w.]+)"? does not exist/i],
  ["function", /function ([\w.]+)\([^)]*\) does not exist/i],
  ["function", /Function not found: ([\w.]+)/i],
  ["function", /Unknown function ([\w.]+)/i],
  ["table", /Table with name "?([\w.]+)"? does not exist/i],
  ["table", /relation "([\w.]+)" does not exist/i],
  ["table", /Not found: Table (\S+) was not found/i],
  ["table", /Object '([\w."]+)' does not exist or not authorized/i],
  ["column", /does not have a column named "(\w+)"/i],
  ["column", /Referenced column "(\w+)" not found/i],
  ["column", /column "?([\w.]+)"? does not exist/i],
  ["column", /Unrecognized name: (\w+)/i],
  ["column", /invalid identifier '([\w."]+)'/i],
];

/** Cube's names of a rollup's tables end in three hashes: those it makes itself. */
const ROLLUP = /_[a-z0-9]{8}_[a-z0-9]{8}_[a-z0-9]{7}$/;

/** What a warehouse's error says is missing; null when it says something else. */
export function readMissingPart(text: string): MissingPart | null {
  for (const [kind, pattern] of SAYINGS) {
    const full = pattern.exec(text)?.[1];
    if (full === undefined) continue;
    const name = (full.split(/[.:]/).at(-1) ?? full).replaceAll('"', "").toLowerCase();
    return ROLLUP.test(name) ? null : { kind, name };
  }
  return null;
}

/** The error that says what a warehouse lacks and how it gets it. Names no statement, since readers see it. */
export function warehouseIncomplete(parts: readonly MissingPart[], cause?: unknown): CubeRuntimeError {
  const list = (["table", "column", "function"] as const).flatMap((kind) => {
    const names = [...new Set(parts.filter((part) => part.kind === kind).map(({ name }) => name))].sort();
    return names.length === 0 ? [] : [`${names.length === 1 ? `the ${kind}` : `the ${kind}s`} ${names.join(", ")}`];
  });
  const columns = parts.some(({ kind }) => kind === "column");
  const rest = parts.some(({ kind }) => kind !== "column");
  return new CubeRuntimeError(
    "warehouse_incomplete",
    [
      `The warehouse lacks ${list.join(" and ")}, which the model reads.`,
      ...(rest
        ? ["Run its script there: `northstar ddl` writes cube/warehouse/<warehouse>.sql, which is safe to run again."]
        : []),
      ...(columns
        ? ["A column is added by hand as that script types it; if no table should have it, mend its name in the model."]
        : []),
    ].join(" "),
    { cause },
  );
}
