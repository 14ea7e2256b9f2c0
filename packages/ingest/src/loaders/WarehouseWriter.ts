import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IngestError } from "../errors.ts";
import { columnTypes, warehouseStatements } from "../warehouse/ddl.ts";
import type { Dialect } from "../warehouse/dialects/dialect.ts";
import { tableDefinition } from "../warehouse/schema.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { type RowsByTable, type WriteStamp, writeRows } from "../warehouse/writeRows.ts";
import type { LoadTarget, TableSlice } from "./LoadTarget.ts";
import { writeRowFile } from "./rowFile.ts";
import { isTenantName } from "./tenantName.ts";

/**
 * Brings normalised rows into a warehouse, whichever it is. Rows are staged, those of one key become one, and that one meets the row that
 * is there by the merge policy of its table: so rows that come again, in another order or late, end in the same table.
 */
export interface WarehouseWriter {
  readonly dialect: Dialect;
  /** Makes tables and functions where they lack. */
  prepare(): Promise<void>;
  /**
   * Writes a batch, all of it or nothing. Its later rows count as those that came last.
   * @throws IngestError `target_failed` or the warehouse's codes; the batch may be written again then
   */
  write(tables: RowsByTable, stamp: WriteStamp): Promise<void>;
  close(): Promise<void>;
}

/** Writes to the embedded warehouse, each batch in a transaction of its own; `writeRows` does it within one that is open. */
export function duckdbWriter(warehouse: Warehouse): WarehouseWriter {
  return {
    dialect: "duckdb",
    // They are made when it is opened.
    prepare: async () => {},
    async write(tables, stamp) {
      await warehouse.transaction((transaction) => writeRows(transaction, tables, stamp));
    },
    close: () => warehouse.close(),
  };
}

/** Writes to another warehouse by its bulk path: a file for each table, and one transaction. */
export function targetWriter(target: LoadTarget): WarehouseWriter {
  const { dialect, fileFormat } = target;
  return {
    dialect,
    prepare: () => target.prepare(warehouseStatements(dialect)),
    async write(tables, stamp) {
      if (!isTenantName(stamp.tenant)) {
        throw new IngestError(
          "bad_option",
          `The tenant ${JSON.stringify(stamp.tenant)} has characters that can't be written.`,
        );
      }
      const folder = await mkdtemp(join(tmpdir(), "northstar-write-"));
      try {
        const slices: TableSlice[] = [];
        for (const [table, rows] of tables) {
          if (rows.length === 0) continue;
          const path = join(folder, `${table}.${fileFormat}`);
          await writeRowFile(path, fileFormat, table, rows, stamp);
          const key = ["tenant_id", ...tableDefinition(table).key];
          slices.push({
            table,
            tenant: stamp.tenant,
            columns: columnTypes(table, dialect),
            key,
            path,
            rule: { kind: "policy" },
          });
        }
        if (slices.length > 0) await target.load(slices);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    close: () => target.close(),
  };
}
