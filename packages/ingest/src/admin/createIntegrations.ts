import type {
  IntegrationAction,
  IntegrationActionResult,
  IntegrationActor,
  IntegrationRefusal,
  IntegrationRun,
  IntegrationsPort,
  SourceId,
} from "@northstar/core";
import type { Spool } from "../spool/types.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { audited } from "./audit.ts";
import { createBegunRuns } from "./begunRuns.ts";
import { setPaused } from "./control.ts";
import { createErasures } from "./createErasures.ts";
import { readDeadLetterRecord } from "./deadLetterRecord.ts";
import { deadLetterIds, discardDeadLetters, readDeadLetter, readDeadLetters } from "./deadLetters.ts";
import { describeIntegration } from "./describeIntegration.ts";
import { readDrift, readRuns } from "./integrationRuns.ts";
import { type IntegrationParts, type IntegrationSpec, integrationSpecs } from "./integrationSpec.ts";
import { rangeProblem } from "./rangeProblem.ts";
import { readIntegrations } from "./readIntegrations.ts";
import { createRefusedActors } from "./refusedActors.ts";
import { readTableWatermarks } from "./tableWatermarks.ts";

/** What administration asks of the pollers. Names are connectors'. */
export interface ConnectorSchedule {
  /** When it runs by itself next, milliseconds since the epoch; null when it doesn't. */
  nextRunAt(connector: string): number | null;
  /** Its runs that are under way, the newest first. */
  running(connector: string): readonly IntegrationRun[];
  /** Whether it is being asked, also between two of its streams. */
  isAsking(connector: string): boolean;
  /** Begins a run, of these days if there is a range. Resolves when it has begun; how it ends is a row of `integration_runs`. */
  run(connector: string, range: { from: string; to: string } | null): Promise<{ runId: string }>;
}

/** What administration asks of the secrets: it never reads a value. */
export interface SecretNames {
  describe(name: string): { isSet: boolean; accepted: number; oldUntil: Date | null };
  /** Reads environment and secret file anew; an old value is accepted for `graceHours` more. */
  rotate(name: string, graceHours: number): void;
}

/** Gives records that were set aside to their normaliser once more. `ids` are of `dead_letter`. */
export type ReplayDeadLetters = (
  ids: readonly string[],
) => Promise<{ done: number; failed: number; runId?: string | null }>;

export interface IntegrationsOptions extends IntegrationParts {
  warehouse: Warehouse;
  secrets: SecretNames;
  /** Whether a setting that isn't secret has a value, by the name of its environment variable. */
  hasSetting(name: string): boolean;
  /** What has been accepted and isn't in the warehouse yet. @default nothing is */
  spool?: Pick<Spool, "stats"> | undefined;
  /** @default nothing is polled here */
  schedule?: ConnectorSchedule | undefined;
  replayDeadLetters: ReplayDeadLetters;
  /** Objectives by source, seconds. */
  sloSeconds?: Readonly<Partial<Record<SourceId, number>>> | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** Told of what fails while nobody waits for it, for the log; `what` names the part. @default nobody */
  onError?: ((error: unknown, what: string) => void) | undefined;
}

/** The port of a warehouse that this process administers. */
export interface Integrations extends IntegrationsPort {
  /** Resolves when the erasure that is under way has ended and what is noted is written; to be awaited before the warehouse is closed. */
  close(): Promise<void>;
}

/** Replayed at most in one action: a person waits for it. The rest is replayed by asking again, or on the command line. */
const MAX_REPLAYED = 10_000;

/** Administration of the integrations of one warehouse: what the page and the command line show and do. */
export function createIntegrations(options: IntegrationsOptions): Integrations {
  const { warehouse, secrets, spool, schedule, now = Date.now, onError = () => {} } = options;
  const erasures = createErasures({ warehouse, now, onError: (error) => onError(error, "erasures") });
  const refused = createRefusedActors(warehouse, { now, onError: (error) => onError(error, "refusals") });
  const begun = createBegunRuns(schedule);
  const specs = integrationSpecs(options);
  const find = (name: string) => specs.find((spec) => spec.name === name);

  async function describe(asked: readonly IntegrationSpec[], at: number) {
    // All of them, whatever is asked: whether a watermark is an integration's own depends on the others.
    const records = await readIntegrations(warehouse, specs, at);
    const stats = spool?.stats() ?? null;
    return asked.flatMap((spec) => {
      const record = records.get(spec.name);
      if (!record) return [];
      const isOver = (runId: string) => record.lastRun?.runId === runId;
      const running = spec.connectors.flatMap((connector) => begun.running(connector.name, at, isOver));
      return [describeIntegration(spec, record, stats, options, running, at)];
    });
  }

  async function act(
    spec: IntegrationSpec,
    action: IntegrationAction,
  ): Promise<Omit<IntegrationActionResult, "integration">> {
    switch (action.action) {
      case "pause":
      case "resume":
        await warehouse.transaction((transaction) =>
          setPaused(transaction, { tenant: warehouse.tenant, names: spec.records, paused: action.action === "pause" }),
        );
        return NOTHING;
      case "run":
        return { ...NOTHING, runId: await runAll(spec, null) };
      case "backfill":
        return { ...NOTHING, runId: await runAll(spec, { from: action.from, to: action.to }) };
      case "rotate":
        secrets.rotate(action.secret, action.graceHours);
        return NOTHING;
      case "replay": {
        const ids = await deadLetterIds(warehouse, spec, action.ids ?? null, MAX_REPLAYED);
        if (ids.length === 0) return NOTHING;
        const { done, failed, runId = null } = await options.replayDeadLetters(ids);
        return { runId, done, failed };
      }
      case "discard": {
        const done = await warehouse.transaction((transaction) =>
          discardDeadLetters(transaction, warehouse.tenant, spec, action.ids ?? null),
        );
        return { ...NOTHING, done };
      }
    }
  }

  /** @returns the id of the first run that was begun */
  async function runAll(spec: IntegrationSpec, range: { from: string; to: string } | null): Promise<string | null> {
    let first: string | null = null;
    for (const { name, streams, settings, secrets: needed } of spec.connectors) {
      const isReady =
        settings.every((key) => needed.includes(key) || options.hasSetting(key)) &&
        needed.every((key) => secrets.describe(key).isSet);
      if (!isReady || !schedule) continue;
      const { runId } = await schedule.run(name, range);
      begun.note(name, { runId, stream: streams[0] ?? "", mode: range ? "backfill" : "poll" }, now());
      first ??= runId;
    }
    return first;
  }

  return {
    tenant: warehouse.tenant,
    async list() {
      const at = now();
      return { now: new Date(at).toISOString(), integrations: await describe(specs, at) };
    },
    async detail(name) {
      const spec = find(name);
      if (!spec) return null;
      const at = now();
      // Before the rows are read: who has ended by now has all of its rows.
      const isAsking = spec.connectors.some((connector) => schedule?.isAsking(connector.name) ?? false);
      const [integration] = await describe([spec], at);
      if (!integration) return null;
      const [over, drift, tables] = await Promise.all([
        readRuns(warehouse, spec),
        readDrift(warehouse, spec),
        readTableWatermarks(warehouse, spec),
      ]);
      const ended = new Set(over.map(({ runId }) => runId));
      const running = spec.connectors.flatMap((connector) =>
        begun.running(connector.name, at, (runId) => ended.has(runId)),
      );
      const ids = new Set(running.map(({ runId }) => runId));
      const runs = [...running, ...over.filter(({ runId }) => !ids.has(runId))];
      return { now: new Date(at).toISOString(), integration, tables, runs, drift, isAsking };
    },
    async deadLetters(name, page) {
      const spec = find(name);
      return spec ? readDeadLetters(warehouse, spec, page) : null;
    },
    async deadLetter(name, id) {
      const spec = find(name);
      const letter = spec && (await readDeadLetter(warehouse, spec, id));
      return letter ? readDeadLetterRecord(warehouse, letter) : null;
    },
    async act(name: string, action: IntegrationAction, actor: IntegrationActor) {
      const spec = find(name);
      if (!spec) return null;
      const at = now();
      const [before] = await describe([spec], at);
      const isBusy = spec.connectors.some((connector) => begun.running(connector.name, at).length > 0);
      const refusal = before && refusalOf(action, spec, before, at, isBusy);
      if (refusal) return refusal;
      const what = { integration: name, action, actor, now: at };
      const result = await audited(warehouse, what, () => act(spec, action)).catch(refusalOfError);
      if ("refused" in result) return result;
      const [integration] = await describe([spec], now());
      return integration ? { integration, ...result } : null;
    },
    erase: async (request, actor) => erasures.begin(request, actor),
    erasure: (id) => erasures.get(id),
    refused: (actor) => refused.note(actor),
    async close() {
      await erasures.settled();
      await refused.close();
    },
  };
}

const NOTHING = { runId: null, done: 0, failed: 0 } as const;

function refusalOf(
  action: IntegrationAction,
  spec: IntegrationSpec,
  before: { actions: readonly string[] },
  now: number,
  isBusy: boolean,
): IntegrationRefusal | null {
  switch (action.action) {
    case "run":
    case "backfill": {
      if (!before.actions.includes(action.action)) {
        const message = `${spec.name} has no poller that can run now: it is paused, only receives, or lacks settings.`;
        return { refused: "not_possible", message };
      }
      const problem = action.action === "backfill" ? rangeProblem(action, now) : null;
      if (problem !== null) return { refused: "range_invalid", message: problem };
      if (isBusy) return { refused: "busy", message: `${spec.name} is running already. Wait until it is done.` };
      return null;
    }
    case "rotate":
      if (spec.secrets.includes(action.secret)) return null;
      return { refused: "not_possible", message: `${spec.name} has no secret of that name.` };
    default:
      return null;
  }
}

/** What failed for a reason that the one who acts can do something about. Its own message may name a path. @throws everything else */
function refusalOfError(error: unknown): IntegrationRefusal {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "connector_busy") return { refused: "busy", message: "It is running already. Wait until it is done." };
  if (code === "secrets_refused") {
    const message =
      "The secret file on the server can't be used: it has to be JSON that its owner alone may read. Nothing has changed.";
    return { refused: "not_possible", message };
  }
  throw error;
}
