import { randomUUID } from "node:crypto";
import { identitiesOf } from "../identity/identityCache.ts";
import { resolveRows } from "../identity/resolveRows.ts";
import type { NormaliseContext, SourceDefinition, TableRow } from "../sources/normaliser.ts";
import { SOURCE_DEFINITIONS, type SourceName } from "../sources/registry.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { WriteStamp } from "../warehouse/writeRows.ts";
import type { PreparedPart } from "./commitPart.ts";
import { DriftCollector } from "./drift.ts";
import type { InboxEntry } from "./inbox.ts";
import { type DeadLetter, type IgnoredCounts, normalisePart } from "./normalisePart.ts";
import type { Part } from "./part.ts";

/** What one run of ingest keeps at hand. */
export interface RunContext {
  warehouse: Warehouse;
  name: SourceName;
  source: SourceDefinition;
  normalise: NormaliseContext;
  drift: DriftCollector;
  runId: string;
  /** Now, µs UTC. */
  now(): bigint;
}

export interface RunOptions {
  /** Milliseconds since the epoch. @default Date.now */
  clock?: (() => number) | undefined;
  /** When the payloads were received, if not now. */
  receivedAt?: Date | undefined;
}

/** Reads what a run needs to know from the warehouse. */
export async function startRun(warehouse: Warehouse, name: SourceName, options: RunOptions): Promise<RunContext> {
  const { clock = Date.now, receivedAt } = options;
  const now = () => BigInt(clock()) * 1000n;
  const info = await warehouse.all(
    `SELECT "key", "value" FROM warehouse_info WHERE "key" IN ('base_currency', 'identity_salt')`,
  );
  const setting = (key: string) => info.find((row) => row.key === key)?.value;
  const drift = new DriftCollector();
  return {
    warehouse,
    name,
    source: SOURCE_DEFINITIONS[name],
    normalise: {
      receivedAt: receivedAt ? BigInt(receivedAt.getTime()) * 1000n : now(),
      baseCurrency: String(setting("base_currency") ?? "USD"),
      salt: String(setting("identity_salt") ?? ""),
      drift: drift.note,
    },
    drift,
    runId: randomUUID(),
    now,
  };
}

/** What a payload says, before it is known whose it is. */
export interface ReadPart {
  entry: InboxEntry;
  rows: TableRow[];
  dead: DeadLetter[];
  ignored: IgnoredCounts;
  isSilent: boolean;
}

/** Looks inside a payload. Learns nothing, so it may be done ahead, and in vain. `receivedAt` in µs UTC, if it isn't the run's. */
export async function readPart(
  run: RunContext,
  entry: InboxEntry,
  part: Part,
  receivedAt: bigint = run.normalise.receivedAt,
): Promise<ReadPart> {
  const { rows, dead, ignored, isSilent } = await normalisePart(part, run.source, { ...run.normalise, receivedAt });
  return { entry, rows, dead, ignored, isSilent };
}

/**
 * Finds the persons of what was read. To be called inside the transaction that writes it: what is learned here is true once that is
 * committed, and has to be forgotten if it isn't.
 */
export async function resolveParts(run: RunContext, parts: readonly ReadPart[]): Promise<PreparedPart> {
  // Not kept in the run: another one's failure may have made it be read anew.
  const identities = await identitiesOf(run.warehouse);
  const [only] = parts;
  const rows = parts.length === 1 && only ? only.rows : parts.flatMap((part) => part.rows);
  return {
    provider: run.name,
    entries: parts.map(({ entry }) => entry),
    resolved: resolveRows(rows, identities),
    dead: parts.flatMap(({ entry, dead }) => dead.map((letter) => ({ ...letter, dedupKey: entry.dedupKey }))),
    drift: run.drift.take(),
    isSilent: parts.some((part) => part.isSilent),
  };
}

export function stampOf(run: RunContext): WriteStamp {
  return { tenant: run.warehouse.tenant, source: run.source.sourceId, runId: run.runId, loadedAt: run.now() };
}
