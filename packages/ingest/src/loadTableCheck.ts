import { basename } from "node:path";
import { IngestError } from "./errors.ts";
import { identifier } from "./warehouse/ddl.ts";
import { type ColumnType, type RowTableName, tableDefinition } from "./warehouse/schema.ts";
import type { WarehouseTransaction } from "./warehouse/warehouse.ts";

/** A column of a file that goes into a table. */
export interface LoadableColumn {
  name: string;
  type: ColumnType;
  required: boolean;
}

/** Common columns that a file may bring along. */
const OPTIONAL_COMMON = { source: "VARCHAR", source_id: "VARCHAR", _raw: "JSON", _deleted: "BOOLEAN" } as const;

/**
 * Columns of a file, held against the table.
 * @throws IngestError `table_mismatch`
 */
export function checkedColumns(table: RowTableName, header: readonly string[], path: string): LoadableColumn[] {
  const { columns, key, required = [] } = tableDefinition(table);
  const types: Readonly<Record<string, ColumnType>> = { ...columns, ...OPTIONAL_COMMON };
  const needed = [...key, ...required];
  const unknown = header.find((name) => types[name] === undefined);
  if (unknown !== undefined) {
    throw mismatch(path, `has a column ${unknown}, which ${table} doesn't; it has ${Object.keys(columns).join(", ")}`);
  }
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated !== undefined) throw mismatch(path, `has the column ${repeated} twice`);
  const missing = needed.find((name) => !header.includes(name));
  if (missing !== undefined) throw mismatch(path, `lacks the column ${missing}, which every row of ${table} needs`);
  return header.map((name) => ({ name, type: types[name] ?? "VARCHAR", required: needed.includes(name) }));
}

/**
 * Looks for the first value of `temp.loaded` that its column can't take.
 * @throws IngestError `table_mismatch`
 */
export async function uncastable(
  transaction: WarehouseTransaction,
  columns: readonly LoadableColumn[],
  path: string,
): Promise<void> {
  for (const { name, type, required } of columns) {
    const column = identifier(name);
    const bad = `(${column} IS NOT NULL AND TRY_CAST(${column} AS ${type}) IS NULL)`;
    const [row] = await transaction.all(
      `SELECT ns_row, CAST(${column} AS VARCHAR) AS "value" FROM temp.loaded
       WHERE ${bad}${required ? ` OR ${column} IS NULL` : ""} ORDER BY ns_row LIMIT 1`,
    );
    if (!row) continue;
    throw mismatch(
      path,
      row.value === null
        ? `has no value for ${name} in row ${row.ns_row}, which every row needs`
        : `has "${row.value}" for ${name} in row ${row.ns_row}, which can't be read as ${type}`,
    );
  }
}

function mismatch(path: string, what: string): IngestError {
  return new IngestError(
    "table_mismatch",
    `The file ${basename(path)} ${what}; nothing was loaded, correct the file and load it again.`,
  );
}
