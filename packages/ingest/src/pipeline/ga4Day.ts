import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { forgetIdentities } from "../identity/identityCache.ts";
import { reconcile, spanOfDay } from "../sources/firstParty/reconcile.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { type CommittedPart, commitPart, type PreparedPart } from "./commitPart.ts";
import { appendToInbox, type InboxEntry } from "./inbox.ts";
import { reportPart } from "./ingestParts.ts";
import type { Part } from "./part.ts";
import { readParts } from "./readParts.ts";
import type { ReportBuilder } from "./report.ts";
import { type RunContext, readPart, resolveParts, stampOf } from "./runContext.ts";
import { rebuildStagedSessions } from "./touchedSessions.ts";
import { announceCommit } from "./watermarks.ts";

/** A table of the BigQuery export that a file holds. */
export interface Ga4Table {
  day: string;
  intraday: boolean;
}

/** The export table a file is named after, or null when its name says nothing of the kind. */
export function ga4TableOf(path: string): Ga4Table | null {
  const match = /^events_(intraday_)?(\d{8})\.(json|ndjson|jsonl)(\.gz)?$/.exec(basename(path));
  return match ? { day: match[2] ?? "", intraday: match[1] !== undefined } : null;
}

/**
 * Loads one day's table. GA4 rewrites a day for up to three days after it, so a table with other contents than before
 * replaces the day's events in one transaction. An intraday table only serves until the daily one is there.
 */
export async function ingestGa4Day(
  run: RunContext,
  path: string,
  table: Ga4Table,
  report: ReportBuilder,
): Promise<void> {
  const { warehouse } = run;
  const hash = await hashOf(path);
  const tables = await warehouse.all(
    `SELECT stream, state->>'sha256' AS sha256 FROM connector_state
     WHERE tenant_id = $tenant AND connector = 'ga4' AND stream LIKE 'events_%'`,
    { tenant: warehouse.tenant },
  );
  const stream = table.intraday ? `events_intraday_${table.day}` : `events_${table.day}`;
  const loaded = tables.find((row) => row.stream === stream)?.sha256 === hash;
  const superseded =
    table.intraday &&
    tables.some((row) => /^events_\d{8}$/.test(String(row.stream)) && String(row.stream) >= `events_${table.day}`);

  const entries: { entry: InboxEntry; part: Part }[] = [];
  for await (const part of readParts(path)) {
    report.report.payloads++;
    if (loaded || superseded) {
      report.report.duplicates += part.units;
      continue;
    }
    const entry: InboxEntry = { provider: "ga4", dedupKey: `${stream}:${hash}:${entries.length}` };
    await appendToInbox(warehouse, entry, part, { at: run.normalise.receivedAt });
    entries.push({ entry, part });
  }
  if (loaded || superseded) return;

  const done: { part: PreparedPart; committed: CommittedPart }[] = [];
  try {
    await warehouse.transaction(async (transaction) => {
      await clearDay(transaction, table.day, warehouse.tenant);
      for (const { entry, part } of entries) {
        const prepared = await resolveParts(run, [await readPart(run, entry, part)]);
        done.push({ part: prepared, committed: await commitPart(transaction, prepared, stampOf(run)) });
      }
      await reconcile(transaction, spanOfDay(table.day), stampOf(run));
      await settleSessions(transaction, run);
      await transaction.run(`INSERT OR REPLACE INTO connector_state VALUES ($tenant, 'ga4', $stream, $state, $run)`, {
        tenant: warehouse.tenant,
        stream,
        state: JSON.stringify({ sha256: hash }),
        run: run.runId,
      });
    });
  } catch (error) {
    forgetIdentities(warehouse);
    throw error;
  }
  for (const { part, committed } of done) reportPart(report, part, committed);
  await announceCommit(warehouse);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Takes out what the day's table brought before, and remembers the sessions that it touched. */
async function clearDay(transaction: WarehouseTransaction, day: string, tenant: string): Promise<void> {
  await transaction.run(
    `CREATE OR REPLACE TEMP TABLE cleared_session AS
     SELECT DISTINCT session_id AS c1 FROM events
     WHERE tenant_id = $tenant AND source = 'ga4' AND source_id = $day AND session_id IS NOT NULL`,
    { tenant, day },
  );
  for (const table of ["events", "content_consumption", "conversions"]) {
    await transaction.run(`DELETE FROM ${table} WHERE tenant_id = $tenant AND source = 'ga4' AND source_id = $day`, {
      tenant,
      day,
    });
  }
}

/** Sessions that lost events are built anew, those that lost all of them go. */
async function settleSessions(transaction: WarehouseTransaction, run: RunContext): Promise<void> {
  const { tenant } = run.warehouse;
  await transaction.run(
    `DELETE FROM sessions WHERE tenant_id = $tenant AND session_id IN (
       SELECT c1 FROM temp.cleared_session
       WHERE session_id NOT IN (SELECT session_id FROM events WHERE tenant_id = $tenant AND session_id IS NOT NULL))`,
    { tenant },
  );
  await rebuildStagedSessions(transaction, "cleared_session", { from: null, to: null }, stampOf(run));
}
