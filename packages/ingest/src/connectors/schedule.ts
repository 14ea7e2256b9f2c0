import { randomUUID } from "node:crypto";
import type { IntegrationRun } from "@northstar/core";
import type { ConnectorSchedule } from "../admin/createIntegrations.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { ConnectorError } from "./connectorError.ts";
import { missingSettings } from "./missingSettings.ts";
import { type ConnectorOutcome, type RunConnectorOptions, runConnector } from "./runConnector.ts";
import { sleep as realSleep } from "./sleep.ts";
import { createTokenBucket, type TokenBucket } from "./tokenBucket.ts";
import type { Connector } from "./types.ts";

export interface ScheduleOptions
  extends Omit<RunConnectorOptions, "signal" | "range" | "runId" | "onDemand" | "bucket" | "onRun"> {
  connectors: readonly Connector[];
  /** Told of what fails, for the log; messages hold no secret. */
  onFailure?: ((connector: string, error: unknown) => void) | undefined;
  /** Calls back once after so many milliseconds. @returns what calls it off. @default `setTimeout`, which keeps no process alive */
  setTimer?: ((callback: () => void, milliseconds: number) => () => void) | undefined;
}

export interface RunningSchedule extends ConnectorSchedule {
  /** Ends what is under way after the page that it is at. Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** However often it failed. */
const LONGEST_PAUSE_MS = 6 * 3_600_000;
/** A provider that wants to be left alone for years has a fault; a timer can't wait for years either. */
const LONGEST_ASKED_MS = 24 * 3_600_000;
/** Within so long of the start every connector has had its first turn. */
const FIRST_WITHIN_MS = 60_000;
/** So soon after it is resumed, or has its settings, one is asked again. */
const LOOK_AGAIN_MS = 60_000;

interface Entry {
  connector: Connector;
  nextAt: number | null;
  failures: number;
  /** The streams' runs, the newest first, while it is asked. */
  runs: IntegrationRun[];
  underWay: Promise<void> | null;
  cancel: () => void;
}

/**
 * Has every connector asked at its pace: never twice at once, none waiting for another, a little by chance so that they don't all come at
 * the same moment. After failures the pauses double, up to six hours, and are never shorter than what the provider asks for, a day at most. One that lacks
 * settings or is paused is looked at every minute and has no next run.
 */
export function startSchedule(warehouse: Warehouse, options: ScheduleOptions): RunningSchedule {
  const { now = Date.now, random = Math.random, sleep = realSleep, setTimer = unrefTimer } = options;
  const stopping = new AbortController();
  const buckets = new Map<string, TokenBucket>();
  const entries = new Map<string, Entry>(
    options.connectors.map((connector) => [
      connector.name,
      { connector, nextAt: null, failures: 0, runs: [], underWay: null, cancel: () => undefined },
    ]),
  );

  function bucketOf({ provider, rate }: Connector): TokenBucket {
    const bucket = buckets.get(provider) ?? createTokenBucket(rate, { now, sleep });
    buckets.set(provider, bucket);
    return bucket;
  }

  function plan(entry: Entry, milliseconds: number): void {
    entry.cancel();
    if (stopping.signal.aborted) return;
    entry.nextAt = isConfigured(entry.connector) ? now() + milliseconds : null;
    entry.cancel = setTimer(() => {
      if (entry.underWay === null) begin(entry, null, randomUUID(), false);
    }, milliseconds);
  }

  function isConfigured(connector: Connector): boolean {
    return missingSettings(connector, (name) => options.setting(name) !== null).length === 0;
  }

  function begin(entry: Entry, range: { from: string; to: string } | null, runId: string, onDemand: boolean): void {
    const { connector } = entry;
    entry.cancel();
    entry.nextAt = null;
    const asked: Promise<ConnectorOutcome> = isConfigured(connector)
      ? runConnector(warehouse, connector, {
          ...options,
          range,
          runId,
          onDemand,
          signal: stopping.signal,
          bucket: bucketOf(connector),
          onRun: (run) => entry.runs.unshift(run),
        })
      : Promise.resolve({ runs: [], error: null, paused: true });
    entry.underWay = asked
      .catch((error: unknown) => ({ runs: [], error, paused: false }))
      .then(({ error, paused }) => {
        entry.runs = [];
        entry.underWay = null;
        if (error !== null) options.onFailure?.(connector.name, error);
        entry.failures = error === null ? 0 : entry.failures + 1;
        plan(entry, paused ? Math.min(LOOK_AGAIN_MS, connector.everySeconds * 1000) : pauseAfter(entry, error));
        if (paused) entry.nextAt = null;
      });
  }

  function pauseAfter({ connector, failures }: Entry, error: unknown): number {
    const pace = connector.everySeconds * 1000;
    if (error === null) return pace * (0.9 + 0.2 * random());
    const grown = Math.min(Math.max(LONGEST_PAUSE_MS, pace), pace * 2 ** failures);
    const asked = error instanceof ConnectorError ? Math.min(error.retryAfterMs ?? 0, LONGEST_ASKED_MS) : 0;
    return Math.max(asked, grown * (0.5 + 0.5 * random()));
  }

  for (const entry of entries.values()) {
    plan(entry, random() * Math.min(FIRST_WITHIN_MS, entry.connector.everySeconds * 1000));
  }

  return {
    nextRunAt: (name) => entries.get(name)?.nextAt ?? null,
    running: (name) => entries.get(name)?.runs.filter((run) => run.status === "running") ?? [],
    isAsking: (name) => (entries.get(name)?.underWay ?? null) !== null,
    async run(name, range) {
      const entry = entries.get(name);
      if (!entry) throw new ConnectorError("setting_missing", `There is no connector called ${name}.`);
      if (entry.underWay !== null || stopping.signal.aborted) {
        throw new ConnectorError("connector_busy", `${name} is being asked already, or the process is stopping.`);
      }
      const runId = randomUUID();
      begin(entry, range, runId, true);
      return { runId };
    },
    async stop() {
      stopping.abort();
      for (const entry of entries.values()) {
        entry.cancel();
        entry.nextAt = null;
      }
      await Promise.all([...entries.values()].map((entry) => entry.underWay));
    },
  };
}

function unrefTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds).unref();
  return () => clearTimeout(timer);
}
