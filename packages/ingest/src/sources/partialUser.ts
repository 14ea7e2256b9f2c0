import type { RowOf } from "../warehouse/schema.ts";
import type { TableRow } from "./normaliser.ts";
import { jsonOf } from "./values.ts";

type UserColumn = Exclude<keyof RowOf<"users">, "user_id" | "_raw" | "source_id"> | "_deleted";

/** One column of a person as one message tells it. `version` orders what is told of the column; texts compare. */
export interface ToldColumn {
  value: string | boolean | bigint | null;
  version: string;
}

/**
 * A row of a person of whom only some columns are told. `_raw.ns_at` has the version of each: columns that aren't in it are as they
 * were. See identity/mergeUsers.ts. Nulls tell nothing, except where `clears` names the column.
 */
export function partialUser(
  userId: string,
  told: Partial<Record<UserColumn, ToldColumn>>,
  clears: readonly UserColumn[] = [],
): TableRow {
  const row: Record<string, unknown> = { user_id: userId, crm_id: userId, source_id: userId };
  const versions: Record<string, string> = {};
  for (const [column, { value, version }] of Object.entries(told)) {
    if (value === null && !clears.includes(column as UserColumn)) continue;
    row[column] = value;
    versions[column] = version;
  }
  row._raw = jsonOf({ ns_at: versions });
  return { table: "users", row } as TableRow;
}
