import { randomUUID } from "node:crypto";
import type { IntegrationRun } from "@northstar/core";
import { isPaused } from "../admin/control.ts";
import { type CommittedDeliveries, commitDeliveries } from "../pipeline/commitDeliveries.ts";
import { ingestGa4Day } from "../pipeline/ga4Day.ts";
import { contentKey } from "../pipeline/inbox.ts";
import { writeOwnRecords } from "../pipeline/ownRecords.ts";
import { ReportBuilder } from "../pipeline/report.ts";
import { type RunContext, startRun } from "../pipeline/runContext.ts";
import type { Delivery } from "../spool/types.ts";
import type { Warehouse, WarehouseTransaction } from "../warehouse/warehouse.ts";
import { ConnectorError } from "./connectorError.ts";
import { endRun, giveLeaseBack, LEASE_STREAM, type Lease, leaseState, takeLease } from "./lease.ts";
import { missingSettings } from "./missingSettings.ts";
import { type PatienceOptions, patientFetch } from "./patientFetch.ts";
import { addToTally, beginTally, IDLE_ROW_MS, type IdleLooks, isIdle, type RunTally, runRow } from "./runRow.ts";
import { sleep } from "./sleep.ts";
import { createTokenBucket, type TokenBucket } from "./tokenBucket.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

export interface RunConnectorOptions {
  /** Setting or secret by the name of its environment variable; null when it isn't set. */
  setting(name: string): string | null;
  signal: AbortSignal;
  /** Days to load again, both included. @default goes on from where it was */
  range?: { from: string; to: string } | null | undefined;
  /** Of the first stream's run. @default a new one */
  runId?: string | undefined;
  /** Somebody asked for it: it leaves a row of its own also when there is nothing new. @default false */
  onDemand?: boolean | undefined;
  /** That other connectors of the provider use too. @default one of its own */
  bucket?: TokenBucket | undefined;
  /** A run begins; it is counted up while it goes on. */
  onRun?: ((run: IntegrationRun) => void) | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** @default Math.random */
  random?: (() => number) | undefined;
  sleep?: PatienceOptions["sleep"] | undefined;
  fetch?: PatienceOptions["fetch"];
  limits?: PatienceOptions["limits"];
  /** Stands in for it, so that a test may have it fail. @default commitDeliveries */
  commit?: typeof commitDeliveries | undefined;
}

export interface ConnectorOutcome {
  /** One for each stream that was asked. */
  runs: IntegrationRun[];
  /** The first failure; null when there was none. */
  error: unknown;
  /** True when a person paused it, and it asked nothing or not to the end. */
  paused: boolean;
}

/**
 * Asks a source for what is new and commits it page by page, each with the cursor behind it: whatever ends the run, the next one goes on
 * from the last page that is in. Each stream leaves a row of `integration_runs`, those that find nothing new one an hour (its times are those of the last
 * look); one that fails doesn't keep the others from running.
 * A run that was killed is found by the lease that it left, and noted as failed.
 *
 * @throws ConnectorError `connector_busy`, `setting_missing`; every other failure is in what it resolves with
 */
export async function runConnector(
  warehouse: Warehouse,
  connector: Connector,
  options: RunConnectorOptions,
): Promise<ConnectorOutcome> {
  const { now = Date.now, signal, range = null } = options;
  const missing = missingSettings(connector, (name) => options.setting(name) !== null);
  if (missing.length > 0) {
    const ways = missing.map((names) => names.join(" and ")).join(", or ");
    throw new ConnectorError("setting_missing", `${connector.name} needs ${ways}, which isn't set.`);
  }
  const outcome: ConnectorOutcome = { runs: [], error: null, paused: false };
  let runId = options.runId ?? randomUUID();
  for (const stream of connector.streams) {
    if (signal.aborted) break;
    if (await isPaused(warehouse, connector.name)) {
      outcome.paused = true;
      break;
    }
    const lease: Lease = { runId, stream, mode: range ? "backfill" : "poll", startedAt: now() };
    const { taken, broken } = await takeLease(warehouse, connector.name, lease, now());
    if (!taken) throw new ConnectorError("connector_busy", `${connector.name} is being asked already.`);
    const { tally, error } = await runHeld(warehouse, connector, lease, broken, options).finally(() => endRun(runId));
    outcome.runs.push(tally.run);
    outcome.error ??= error;
    if (tally.stopped) {
      outcome.paused = !signal.aborted;
      break;
    }
    runId = randomUUID();
  }
  return outcome;
}

async function runHeld(
  warehouse: Warehouse,
  connector: Connector,
  lease: Lease,
  broken: Lease | null,
  options: RunConnectorOptions,
): ReturnType<typeof runStream> {
  const { now = Date.now } = options;
  if (broken) await noteBroken(warehouse, connector.name, broken, now());
  return await runStream(warehouse, connector, lease, options);
}

async function runStream(
  warehouse: Warehouse,
  connector: Connector,
  lease: Lease,
  options: RunConnectorOptions,
): Promise<{ tally: RunTally; error: unknown }> {
  const { now = Date.now, signal, range = null } = options;
  const { runId, stream, mode } = lease;
  const tally = beginTally(runId, stream, mode, lease.startedAt);
  options.onRun?.(tally.run);
  const before = await readCursor(warehouse, connector.name, stream);
  let after = before;
  let error: unknown = null;
  try {
    const run = { ...(await startRun(warehouse, connector.source, { clock: now })), runId };
    for await (const page of connector.poll(stream, before, pollContext(warehouse, connector, options))) {
      const states = [{ connector: connector.name, stream: LEASE_STREAM, state: leaseState(lease, now()) }];
      // Days that are loaded again don't move the place where new ones begin.
      if (range === null)
        states.push({ connector: connector.name, stream, state: page.cursor as (typeof states)[0]["state"] });
      const committed = await commitPage(run, page, states, options.commit ?? commitDeliveries, now);
      addToTally(tally, { records: committed.records ?? page.records, progress: page.progress }, committed);
      if (range === null) after = page.cursor;
      tally.stopped = signal.aborted || (await isPaused(warehouse, connector.name));
      if (tally.stopped) break;
    }
    tally.run.status = "success";
  } catch (caught) {
    // Told to stop, it did what it was told; what came is in, and the rest comes next time.
    tally.stopped = signal.aborted;
    error = tally.stopped ? null : caught;
    tally.run.status = tally.stopped ? "success" : "failed";
    tally.run.error = tally.stopped ? null : caught instanceof Error ? caught.message : String(caught);
  }
  if (tally.run.status === "success" && !tally.stopped) tally.run.progress = 1;
  tally.run.finishedAt = new Date(now()).toISOString();
  await finish(warehouse, connector.name, tally, { before, after }, options).catch((failure: unknown) => {
    error ??= failure;
  });
  return { tally, error };
}

async function commitPage(
  run: RunContext,
  page: PolledPage,
  states: readonly { connector: string; stream: string; state: unknown }[],
  commit: typeof commitDeliveries,
  now: () => number,
): Promise<CommittedDeliveries & { records?: number }> {
  if ("table" in page) {
    const report = new ReportBuilder("ga4", 1);
    // Commits by itself, with a mark of the table's contents: one that comes again, because the cursor wasn't written, changes nothing.
    await ingestGa4Day(run, page.path, page.table, report);
    await commit(run, [], { states });
    const { rows, duplicates, bad, maxEventAt } = report.report;
    return {
      records: (rows.events ?? 0) + duplicates + bad,
      written: rows,
      duplicates,
      bad,
      ignored: {},
      maxEventAt: maxEventAt === null ? null : BigInt(Date.parse(maxEventAt)) * 1000n,
    };
  }
  const body = Buffer.from(page.body as Buffer);
  if (body.length === 0) return await commit(run, [], { states });
  const delivery: Delivery = {
    source: run.name,
    dedupKey: page.dedupKey ?? contentKey(body),
    receivedAt: BigInt(now()) * 1000n,
    headers: {},
    body,
  };
  return await commit(run, [delivery], { states });
}

function pollContext(warehouse: Warehouse, connector: Connector, options: RunConnectorOptions): PollContext {
  const { now = Date.now, random = Math.random, signal, setting } = options;
  const wait = options.sleep ?? sleep;
  const patience: PatienceOptions = {
    provider: connector.provider,
    bucket: options.bucket ?? createTokenBucket(connector.rate, { now, sleep: wait }),
    now,
    random,
    sleep: wait,
    signal,
    fetch: options.fetch,
    limits: options.limits,
  };
  const plain = patientFetch(patience);
  return {
    setting,
    now,
    warehouse,
    signal,
    range: options.range ?? null,
    sleep: (milliseconds) => wait(milliseconds, signal),
    fetch: connector.authorise
      ? patientFetch({
          ...patience,
          authorise: async (request, refused) =>
            (await connector.authorise?.({ setting, now, fetch: plain }, request, refused)) ?? {},
          readRefusal: connector.readRefusal,
        })
      : plain,
  };
}

async function readCursor(warehouse: Warehouse, connector: string, stream: string): Promise<unknown> {
  const [row] = await warehouse.all(
    "SELECT state FROM connector_state WHERE tenant_id = $tenant AND connector = $connector AND stream = $stream",
    { tenant: warehouse.tenant, connector, stream },
  );
  return row ? (JSON.parse(String(row.state)) as unknown) : null;
}

async function finish(
  warehouse: Warehouse,
  connector: string,
  tally: RunTally,
  cursors: { before: unknown; after: unknown },
  { now = Date.now, onDemand = false }: RunConnectorOptions,
): Promise<void> {
  const { tenant } = warehouse;
  const { runId } = tally.run;
  await warehouse.transaction(async (transaction) => {
    const idle = isIdle(tally) && !onDemand ? await idleLooks(transaction, tenant, connector, tally.run) : null;
    const rows = new Map([["integration_runs" as const, [runRow(connector, tally, cursors, idle)]]]);
    await writeOwnRecords(transaction, rows, { tenant, runId, loadedAt: BigInt(now()) * 1000n });
    await giveLeaseBack(transaction, tenant, connector, runId);
  });
}

/** The looks that this one joins: those of the stream's newest row, if they were idle too and began within the hour; else it is the first. */
async function idleLooks(
  transaction: WarehouseTransaction,
  tenant: string,
  connector: string,
  { runId, stream, startedAt }: IntegrationRun,
): Promise<IdleLooks> {
  const now = Date.parse(startedAt);
  const [row] = await transaction.all(
    `SELECT run_id, rows_in, rows_dup, _raw->>'idle_since' AS since, (_raw->>'looks')::INT AS looks FROM integration_runs
     WHERE tenant_id = $tenant AND connector = $connector AND stream = $stream AND started_at > make_timestamp(CAST($from AS BIGINT))
     ORDER BY started_at DESC LIMIT 1`,
    { tenant, connector, stream, from: BigInt(now - IDLE_ROW_MS) * 1000n },
  );
  const since = Date.parse(String(row?.since ?? ""));
  const joins = row !== undefined && now - since < IDLE_ROW_MS;
  return joins
    ? {
        runId: String(row.run_id),
        since,
        looks: Number(row.looks),
        in: Number(row.rows_in),
        duplicate: Number(row.rows_dup),
      }
    : { runId, since: now, looks: 0, in: 0, duplicate: 0 };
}

/** The row that a run couldn't write because its process was killed, or the disk was full. What it had committed by then counts in its tables, not here. */
async function noteBroken(warehouse: Warehouse, connector: string, lease: Lease, now: number): Promise<void> {
  const tally = beginTally(lease.runId, lease.stream, lease.mode, lease.startedAt);
  tally.run.finishedAt = new Date(now).toISOString();
  tally.run.status = "failed";
  tally.run.error =
    "The process ended in the middle of the run, or the warehouse couldn't be written to. The next one went on from its last page.";
  const rows = new Map([["integration_runs" as const, [runRow(connector, tally, { before: null, after: null })]]]);
  await warehouse.transaction((transaction) =>
    writeOwnRecords(transaction, rows, {
      tenant: warehouse.tenant,
      runId: lease.runId,
      loadedAt: BigInt(now) * 1000n,
    }),
  );
}
