import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import type { SourceWatermark } from "@northstar/core";
import { createNorthstar, type Northstar } from "../createNorthstar.ts";
import type { NorthstarOptions } from "../options.ts";

export const SECRET = "a-secret-of-the-tests-with-more-than-32-bytes";
export const NOW = new Date("2026-11-22T12:00:00Z");

/** Of crm the last event is the oldest; sponsorship was never loaded; referrals has no line at all. */
export const WATERMARKS: readonly SourceWatermark[] = [
  { source: "crm", lastEventAt: "2026-11-22T11:50:00.000Z", lastLoadedAt: "2026-11-22T11:58:00.000Z" },
  { source: "ga4", lastEventAt: "2026-11-22T11:59:00.000Z", lastLoadedAt: "2026-11-22T11:59:30.000Z" },
  { source: "ops", lastEventAt: "2026-11-22T11:00:00.000Z", lastLoadedAt: "2026-11-22T11:00:00.000Z" },
  { source: "sponsorship", lastEventAt: null, lastLoadedAt: null },
];

/**
 * Five registrations, the last of another tenant. Registration 3 is of the first of November in UTC and of the
 * last of October in Bogota.
 */
const TABLES = `
  CREATE TABLE registrations (id INTEGER, tenant_id VARCHAR, country VARCHAR, source VARCHAR, email VARCHAR, invited BOOLEAN, age INTEGER, registered_at TIMESTAMP, fee DECIMAL(18,2));
  INSERT INTO registrations VALUES
    (1, 'default', 'CO', 'web', 'a@example.com', true,  30, '2026-10-01 15:00:00', 10),
    (2, 'default', 'CO', 'ads', 'b@example.com', false, 40, '2026-10-02 15:00:00', 20),
    (3, 'default', 'MX', 'web', 'c@example.com', false, 50, '2026-11-01 03:00:00', 30),
    (4, 'default', 'PE', 'ads', 'd@example.com', true,  60, '2026-11-02 15:00:00', 40),
    (5, 'other',   'CO', 'web', 'e@example.com', true,  70, '2026-11-03 15:00:00', 1000);
  CREATE TABLE runs (id INTEGER, tenant_id VARCHAR, started_at TIMESTAMP);
  INSERT INTO runs VALUES (1, 'default', '2026-11-01 12:00:00'), (2, 'default', '2026-11-02 12:00:00');
`;

/**
 * A Northstar on the real Cube runtime over a small community in memory.
 * @param more statements, for rows beside these
 * @param modelPath of another model of the same tables
 */
export async function openCommunity(
  options: Partial<NorthstarOptions> = {},
  more = "",
  modelPath = fileURLToPath(new URL("./model", import.meta.url)),
): Promise<Northstar> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(TABLES + more);
  connection.closeSync();
  return await createNorthstar({
    secret: SECRET,
    production: true,
    cube: { modelPath, instance, refreshWorker: false },
    watermarks: async () => WATERMARKS,
    now: () => NOW,
    ...options,
  });
}
