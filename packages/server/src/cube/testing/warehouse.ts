import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** A warehouse in memory with the tables of the test model. */
export interface TestWarehouse {
  instance: DuckDBInstance;
  run(sql: string): Promise<void>;
  /** Rows by independent SQL, values as text. */
  rows(sql: string): Promise<(string | null)[][]>;
  close(): void;
}

/**
 * Orders by hand, times in UTC:
 * 1 CO  10.50  9007199254740993 (2^53 + 1)  2026-01-01 03:00 (31 December 22:00 in Bogota)
 * 2 MX   5.00  1                             2026-01-02 12:00
 * 3 CO  null   null                          2026-02-01 04:59:59.999 (31 January in Bogota)
 * 4 null 0.10  2                             2026-02-01 05:00 (1 February in Bogota)
 * 5 CO  0.20   3                             2026-03-15 12:00, of tenant "other"
 */
const ORDERS = `
  INSERT INTO orders VALUES
    (1, 'default', 'CO', 'secret', true, 10.50, 9007199254740993, '2026-01-01 03:00:00', '2026-03-01 00:00:00'),
    (2, 'default', 'MX', NULL, false, 5.00, 1, '2026-01-02 12:00:00', '2026-03-01 00:00:00'),
    (3, 'default', 'CO', NULL, NULL, NULL, NULL, '2026-02-01 04:59:59.999', '2026-03-01 00:00:00'),
    (4, 'default', NULL, NULL, true, 0.10, 2, '2026-02-01 05:00:00', '2026-03-01 00:00:00'),
    (5, 'other', 'CO', NULL, true, 0.20, 3, '2026-03-15 12:00:00', '2026-03-16 00:00:00')`;

export async function createTestWarehouse({
  visits = 0,
  path = ":memory:",
}: {
  visits?: number;
  path?: string;
} = {}): Promise<TestWarehouse> {
  const instance = await DuckDBInstance.create(path);
  const connection: DuckDBConnection = await instance.connect();
  const run = async (sql: string) => {
    await connection.run(sql);
  };
  await run(`CREATE OR REPLACE TABLE orders (
    id BIGINT, tenant_id VARCHAR, country VARCHAR, note VARCHAR, paid BOOLEAN,
    amount DECIMAL(18,2), big HUGEINT, created_at TIMESTAMP, _loaded_at TIMESTAMP)`);
  await run(ORDERS);
  await run(`CREATE OR REPLACE TABLE visits AS
    SELECT i AS id, 'page-' || (i % 97) AS page, TIMESTAMP '2026-01-01' + INTERVAL (i) SECOND AS visited_at
    FROM range(${visits}) AS numbers(i)`);
  return {
    instance,
    run,
    async rows(sql) {
      const reader = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${sql})`);
      return reader.getRowsJson() as (string | null)[][];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
