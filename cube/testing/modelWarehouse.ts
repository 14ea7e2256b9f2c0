import { openWarehouse, type Warehouse } from "../../packages/ingest/src/warehouse/warehouse.ts";

/** A cell of a hand-written row: times are UTC, written `2026-03-01 04:30`. */
export type CellValue = string | number | boolean | null;

/** An empty warehouse in memory. Each data set of a test file lives in a tenant of its own. */
export interface ModelWarehouse {
  warehouse: Warehouse;
  /** Inserts rows of one table, given as columns and cells; keys that a row doesn't care about are numbered. */
  insert(
    tenant: string,
    table: string,
    columns: readonly string[],
    rows: readonly (readonly CellValue[])[],
  ): Promise<void>;
  close(): Promise<void>;
}

export async function createModelWarehouse(): Promise<ModelWarehouse> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  return {
    warehouse,
    async insert(tenant, table, columns, rows) {
      const names = ["tenant_id", "_loaded_at", ...columns].map((name) => `"${name}"`).join(", ");
      const values = rows.map((row) => `(${[literal(tenant), "now()", ...row.map(literal)].join(", ")})`);
      await warehouse.run(`INSERT INTO "${table}" (${names}) VALUES ${values.join(", ")}`);
      // As ingest does with every load: the model knows a tenant by it.
      await warehouse.run(
        `INSERT INTO watermarks (tenant_id, source) VALUES (${literal(tenant)}, 'crm') ON CONFLICT DO NOTHING`,
      );
    },
    close: () => warehouse.close(),
  };
}

/** A string that begins with `=` is an SQL expression: `=now() - INTERVAL 40 DAY`. */
function literal(value: CellValue): string {
  if (typeof value !== "string") return String(value);
  return value.startsWith("=") ? value.slice(1) : `'${value.replaceAll("'", "''")}'`;
}
