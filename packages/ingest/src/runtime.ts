import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { IntegrationsPort, SourceId, UsageRow } from "@northstar/core";
import { createIntegrations } from "./admin/createIntegrations.ts";
import { createConnectors } from "./connectors/createConnectors.ts";
import { startSchedule } from "./connectors/schedule.ts";
import type { Connector } from "./connectors/types.ts";
import { createHooks, type ReceiveHook } from "./hooks/createHooks.ts";
import { hookDefinitions } from "./hooks/definitions.ts";
import { createRefusalLog } from "./hooks/refusalLog.ts";
import { writeRefusals } from "./hooks/writeRefusals.ts";
import { followWarehouse } from "./loaders/followWarehouse.ts";
import { openLoadTarget } from "./loaders/openLoadTarget.ts";
import { openSecrets } from "./secrets/secretStore.ts";
import type { SourceName } from "./sources/registry.ts";
import { openSpool } from "./spool/openSpool.ts";
import { usageDelivery } from "./usageDelivery.ts";
import type { Warehouse } from "./warehouse/warehouse.ts";
import { replayDeadLetters } from "./worker/replayDeadLetters.ts";
import { readSpoolPosition } from "./worker/spoolState.ts";
import { startWorker } from "./worker/startWorker.ts";

export interface IngestRuntimeOptions {
  warehouse: Warehouse;
  /** Folder in which the spool has one of its own. */
  dataDir: string;
  /** Settings and secrets by the names of their variables. */
  environment: NodeJS.ProcessEnv;
  /** @default all there are; those without their settings are idle */
  connectors?: readonly Connector[] | undefined;
  /** Whether sources are asked at their pace; without it only when somebody says so. */
  poll: boolean;
  /** Objectives by source, seconds; read at each use, so they may come later. */
  sloSeconds?: Readonly<Partial<Record<SourceId, number>>> | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** Told of what fails, for the log; `what` names the part. */
  onError?: ((error: unknown, what: string) => void) | undefined;
}

/** All of ingestion for one warehouse, in this process. */
export interface IngestRuntime {
  /** Takes what senders post. */
  hooks: ReceiveHook;
  integrations: IntegrationsPort;
  /** Takes what people did with the dashboard as a delivery of the source `usage`; durable when it resolves. @throws IngestError `spool_full` */
  appendUsage(rows: readonly UsageRow[]): Promise<void>;
  /** Resolves when all that was accepted is in the warehouse or set aside. */
  settle(): Promise<void>;
  /** Takes no more, ends what is under way after its page or batch, and lets go of the spool; what waits there goes on next time. */
  close(): Promise<void>;
}

/** How often it is looked whether all is in. */
const SETTLE_MS = 20;

/** Sources that are loaded from files by hand too. */
const FILES: readonly SourceName[] = [
  "ga4",
  "sponsorship",
  "content",
  "consumption",
  "referrals",
  "scores",
  "ops",
  "usage",
];

/**
 * Starts ingestion: hooks that keep what they accept on disk, a worker that brings it into the warehouse, pollers at their pace, and their
 * administration.
 * @throws IngestError `spool_locked`, `secrets_refused`, `bad_option`
 */
export async function startIngest(options: IngestRuntimeOptions): Promise<IngestRuntime> {
  const { warehouse, environment, now = Date.now, connectors = createConnectors() } = options;
  const onError = options.onError ?? ((error, what) => console.error(`ingest: ${what}: ${(error as Error).message}`));
  const file = environment.NORTHSTAR_SECRETS_FILE;
  const secrets = openSecrets({ environment, now, ...(file && { file }) });
  const setting = (name: string): string | null => secrets.get(name)[0] ?? null;
  const spool = await openSpool({
    dir: join(options.dataDir, "spool"),
    after: await readSpoolPosition(warehouse),
    onDamage: (segment, from, to) =>
      onError(new Error(`bytes ${from} to ${to} of segment ${segment} can't be read and were passed over`), "spool"),
  });
  const refusals = createRefusalLog({
    write: (batch) => writeRefusals(warehouse, batch, now()),
    onError: (error) => onError(error, "refusals"),
  });
  const worker = startWorker({ warehouse, spool, now, onError: (error) => onError(error, "worker") });
  const schedule = startSchedule(warehouse, {
    connectors,
    setting,
    now,
    onFailure: (connector, error) => onError(error, connector),
    ...(!options.poll && { setTimer: () => () => undefined }),
  });
  const receive = createHooks({
    spool,
    secrets,
    now,
    onRefusal: refusals.note,
    onError: (error, hook) => onError(error, `hook ${hook}`),
    publicUrl: environment.NORTHSTAR_PUBLIC_URL,
    trustedProxies: Number(environment.NORTHSTAR_TRUSTED_PROXIES ?? 0),
  });
  const integrations = createIntegrations({
    warehouse,
    secrets,
    spool,
    schedule,
    hooks: hookDefinitions(secrets),
    connectors,
    files: FILES,
    hasSetting: (name) => setting(name) !== null,
    replayDeadLetters: (ids) => replayDeadLetters(warehouse, ids, { now }),
    sloSeconds: options.sloSeconds,
    now,
    onError,
  });
  const publishTo = environment.NORTHSTAR_PUBLISH_FOLLOW === "1" ? environment.NORTHSTAR_PUBLISH_TO : undefined;
  const publish =
    publishTo &&
    followWarehouse(warehouse, {
      open: () => openLoadTarget(publishTo),
      folder: join(options.dataDir, "publish"),
      onError: (error) => onError(error, "publish"),
    });
  return {
    hooks: receive,
    integrations,
    appendUsage: (rows) => spool.append(usageDelivery(rows, now())),
    async settle() {
      while (spool.stats().bytes > 0) await setTimeout(SETTLE_MS);
    },
    async close() {
      if (publish) await publish.close();
      await schedule.stop();
      await worker.stop();
      await spool.close();
      await refusals.close();
      await integrations.close();
    },
  };
}
