import type { Integration, IntegrationAction, IntegrationRun, IntegrationSecret } from "@northstar/core";
import { missingSettings } from "../connectors/missingSettings.ts";
import type { Spool } from "../spool/types.ts";
import type { IntegrationsOptions } from "./createIntegrations.ts";
import type { IntegrationSpec } from "./integrationSpec.ts";
import { judgeIntegration } from "./judgeIntegration.ts";
import type { IntegrationRecord } from "./readIntegrations.ts";

/** Puts together what the warehouse, the spool, the secrets and the schedule know of an integration. */
export function describeIntegration(
  spec: IntegrationSpec,
  record: IntegrationRecord,
  spool: ReturnType<Spool["stats"]> | null,
  options: Pick<IntegrationsOptions, "secrets" | "hasSetting" | "schedule" | "sloSeconds">,
  running: readonly IntegrationRun[],
  now: number,
): Integration {
  const { secrets, schedule } = options;
  const inSpool = spec.records.reduce(
    (sum, name) => sum + ((spool?.waiting as Record<string, number> | undefined)?.[name] ?? 0),
    0,
  );
  const oldest = inSpool > 0 ? (spool?.oldestReceivedAt ?? null) : null;
  const waiting = inSpool + record.inInbox;
  const lagSeconds = record.lastLoadedAt === null ? null : Math.max(0, Math.floor((now - record.lastLoadedAt) / 1000));
  const sloSeconds = options.sloSeconds?.[spec.source] ?? null;
  const missing = missingOf(spec, record, options);
  const { status, reason, problem } = judgeIntegration({
    isPaused: record.isPaused,
    missing,
    failure: record.failure,
    waiting,
    oldestWaitingSeconds: oldest === null ? null : Math.floor((now - Number(oldest / 1000n)) / 1000),
    refused: record.refused,
    lagSeconds,
    sloSeconds,
  });
  const canPoll =
    spec.connectors.some((connector) => missingFor(connector, options).length === 0) && schedule !== undefined;
  return {
    name: spec.name,
    source: spec.source,
    ways: spec.ways,
    status,
    reason,
    problem,
    sloSeconds,
    lagSeconds,
    lastEventAt: isoAt(record.lastEventAt),
    lastLoadedAt: isoAt(record.lastLoadedAt),
    waiting,
    lastRun: running[0] ?? record.lastRun,
    lastDay: record.lastDay,
    driftCount: record.driftCount,
    deadLetterCount: record.deadLetterCount,
    nextRunAt:
      record.isPaused || !canPoll
        ? null
        : isoAt(earliest(spec.connectors.map(({ name }) => schedule?.nextRunAt(name) ?? null))),
    secrets: spec.secrets.map((name): IntegrationSecret => {
      const { isSet, accepted, oldUntil } = secrets.describe(name);
      return { name, isSet, accepted, oldUntil: oldUntil?.toISOString() ?? null };
    }),
    actions: actionsOf(spec, record, canPoll),
  };
}

function actionsOf(spec: IntegrationSpec, record: IntegrationRecord, canPoll: boolean): IntegrationAction["action"][] {
  return [
    record.isPaused ? "resume" : "pause",
    ...(canPoll && !record.isPaused ? (["run", "backfill"] as const) : []),
    ...(spec.secrets.length > 0 ? (["rotate"] as const) : []),
    ...(record.deadLetterCount > 0 ? (["replay", "discard"] as const) : []),
  ];
}

/** What each hook and poller of an integration lacks; empty when one works, or when it is fed by files. */
function missingOf(
  { hooks, connectors }: IntegrationSpec,
  { lastRun }: IntegrationRecord,
  options: Pick<IntegrationsOptions, "secrets" | "hasSetting">,
): string[][] {
  if (hooks.length + connectors.length === 0 || lastRun?.mode === "batch") return [];
  const lacking = [
    ...hooks.map((hook) => hook.secrets.filter((name) => !options.secrets.describe(name).isSet)),
    ...connectors.flatMap((connector) => {
      const ways = missingFor(connector, options);
      return ways.length === 0 ? [[]] : ways;
    }),
  ];
  return lacking.some((names) => names.length === 0) ? [] : lacking;
}

/** What a connector lacks, once for each way to have all; empty when it lacks nothing. */
function missingFor(
  connector: IntegrationSpec["connectors"][number],
  options: Pick<IntegrationsOptions, "secrets" | "hasSetting">,
): string[][] {
  const secrets = [connector, ...(connector.oneOf ?? [])].flatMap((each) => each.secrets);
  return missingSettings(connector, (name) =>
    secrets.includes(name) ? options.secrets.describe(name).isSet : options.hasSetting(name),
  );
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

const isoAt = (time: number | null) => (time === null ? null : new Date(time).toISOString());
