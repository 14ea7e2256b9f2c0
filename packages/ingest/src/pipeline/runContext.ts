import { randomUUID } from "node:crypto";
import type { IdentityMap } from "../identity/IdentityMap.ts";
import { identitiesOf } from "../identity/identityCache.ts";
import { resolveRows } from "../identity/resolveRows.ts";
import type { NormaliseContext, SourceDefinition } from "../sources/normaliser.ts";
import { SOURCE_DEFINITIONS, type SourceName } from "../sources/registry.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { WriteStamp } from "../warehouse/writeRows.ts";
import type { PreparedPart } from "./commitPart.ts";
import { DriftCollector } from "./drift.ts";
import type { InboxEntry } from "./inbox.ts";
import { normalisePart } from "./normalisePart.ts";
import type { Part } from "./part.ts";

/** What one run of ingest keeps at hand. */
export interface RunContext {
  warehouse: Warehouse;
  name: SourceName;
  source: SourceDefinition;
  identities: IdentityMap;
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
    identities: await identitiesOf(warehouse),
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

/** Looks inside a part that lies in the inbox: rows with their persons, dead letters, drift. */
export async function preparePart(run: RunContext, entry: InboxEntry, part: Part): Promise<PreparedPart> {
  const { rows, dead } = await normalisePart(part, run.source, run.normalise);
  return { entry, resolved: resolveRows(rows, run.identities), dead, drift: run.drift.take() };
}

export function stampOf(run: RunContext): WriteStamp {
  return { tenant: run.warehouse.tenant, source: run.source.sourceId, runId: run.runId, loadedAt: run.now() };
}
