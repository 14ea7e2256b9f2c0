import { identifier } from "../warehouse/ddl.ts";
import { columnsOf, TABLES, type TableName } from "../warehouse/schema.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import type { NoteTable } from "./erasureProgress.ts";
import type { ErasedCounts } from "./pseudonymiseRows.ts";

const NAMES = Object.keys(TABLES) as TableName[];

/** Shorter words would be found in what has nothing to do with the person. */
const LONG = 8;

/**
 * Replaces the words that identify a person wherever they are left in text or JSON of any table: an address in another event's parameter, a
 * browser's id in the error of a run.
 * @param words what replaces each
 */
export async function sweepTables(
  transaction: WarehouseTransaction,
  tenant: string,
  words: ReadonlyMap<string, string>,
  note: NoteTable,
): Promise<ErasedCounts> {
  const long = [...words].filter(([word]) => word.length >= LONG);
  const counts: ErasedCounts = {};
  if (long.length === 0) return counts;
  const any = long.map(([word]) => escaped(word)).join("|");
  for (const [index, table] of NAMES.entries()) {
    note(table, index / NAMES.length);
    const names = Object.entries(columnsOf(table))
      .filter(([name, type]) => (type === "VARCHAR" || type === "JSON") && name !== "tenant_id")
      .map(([name]) => identifier(name));
    const found = await transaction.all(
      `SELECT ${names.map((name) => `count(*) FILTER (WHERE regexp_matches(CAST(${name} AS VARCHAR), $any, 'i'))::INT AS ${name}`).join(", ")}
       FROM ${identifier(table)} WHERE tenant_id = $tenant`,
      { tenant, any },
    );
    for (const [name, count] of Object.entries(found[0] ?? {})) {
      if (count === 0) continue;
      counts[table] = (counts[table] ?? 0) + Number(count);
      const column = identifier(name);
      for (const [word, replacement] of long) {
        const pattern = escaped(word);
        await transaction.run(
          `UPDATE ${identifier(table)} SET ${column} = regexp_replace(CAST(${column} AS VARCHAR), $pattern, $replacement, 'gi')
           WHERE tenant_id = $tenant AND regexp_matches(CAST(${column} AS VARCHAR), $pattern, 'i')`,
          { tenant, pattern, replacement },
        );
      }
    }
  }
  return counts;
}

function escaped(word: string): string {
  return word.replace(/[^\p{L}\p{N}]/gu, (sign) => `\\x{${sign.codePointAt(0)?.toString(16)}}`);
}

/** As in recognise.ts, in the words of DuckDB. */
const ADDRESS = `[^\\s"''<>,;:()|=&?#/\\\\]+?(?:@|%40)[^\\s"''<>,;:()|=&?#/\\\\]+`;

/** Words that look like addresses in text of any table, for finding those of a person by their hash. */
export async function addressesIn(
  transaction: WarehouseTransaction,
  tenant: string,
  note: NoteTable,
): Promise<string[]> {
  const words = new Set<string>();
  for (const [index, table] of NAMES.entries()) {
    note(table, index / NAMES.length);
    for (const [name, type] of Object.entries(columnsOf(table))) {
      if (type !== "VARCHAR" && type !== "JSON") continue;
      const column = `CAST(${identifier(name)} AS VARCHAR)`;
      const rows = await transaction.all(
        `SELECT DISTINCT unnest(regexp_extract_all(${column}, '${ADDRESS}', 0, 'i')) AS word
         FROM ${identifier(table)} WHERE tenant_id = $tenant AND (contains(${column}, '@') OR contains(${column}, '%40'))`,
        { tenant },
      );
      for (const row of rows) words.add(String(row.word));
    }
  }
  return [...words];
}
