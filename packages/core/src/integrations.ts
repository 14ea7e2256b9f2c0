import type { Erasure, ErasureRefusal, ErasureRequest } from "./erasure.ts";
import type { SourceId } from "./freshness.ts";

/** How data of an integration come in. */
export type IntegrationWay = "hook" | "poll" | "files";

/**
 * - `unconfigured`: a secret or setting is missing, `problem` says which
 * - `paused`: by a person; hooks are still accepted and wait
 * - `failing`: the last run failed, or deliveries are refused or wait in vain
 * - `late`: its newest data are older than the objective
 * - `waiting`: nothing has come yet
 */
export type IntegrationStatus = "ok" | "late" | "failing" | "paused" | "waiting" | "unconfigured";

/** A source of data as an operations team sees it. Times are ISO, UTC. */
export interface Integration {
  /** Stable name, as in `/northstar/v1/hooks/<name>` and on the command line. */
  name: string;
  /** Whose watermark it moves. */
  source: SourceId;
  ways: readonly IntegrationWay[];
  status: IntegrationStatus;
  /** Why it isn't `ok`, in plain English; null when it is. Holds no secret, path or SQL. */
  problem: string | null;
  /** The same for a page, which says it in its reader's language; null when it is `ok`. */
  reason: IntegrationReason | null;
  /** Objective of the source in seconds, null where no KPI rests on it. */
  sloSeconds: number | null;
  /** Age of its newest data in seconds, null before the first. */
  lagSeconds: number | null;
  lastEventAt: string | null;
  lastLoadedAt: string | null;
  /** Deliveries and pages that are accepted and not yet in the warehouse. */
  waiting: number;
  lastRun: IntegrationRun | null;
  /** Sums of the runs of the last 24 hours. */
  lastDay: RowTotals;
  /** Fields that came and that nothing maps. */
  driftCount: number;
  deadLetterCount: number;
  /** When a poller runs next; null for hooks and while it is paused. */
  nextRunAt: string | null;
  secrets: readonly IntegrationSecret[];
  actions: readonly IntegrationAction["action"][];
}

/** Why an integration isn't `ok`. */
export type IntegrationReason =
  /** Names of the secrets and settings that each of its ways lacks: one way is enough. */
  | { code: "settings_missing"; alternatives: readonly (readonly string[])[] }
  | { code: "paused" }
  /** The newest run of one of its streams failed; in plain English. */
  | { code: "run_failed"; error: string | null }
  /** Deliveries wait, the oldest for so long. */
  | { code: "stuck"; seconds: number }
  /** Deliveries refused at the door since the last that was accepted. */
  | { code: "refused"; count: number }
  | { code: "late" }
  | { code: "nothing_yet" };

export interface RowTotals {
  in: number;
  upserted: number;
  duplicate: number;
  bad: number;
}

/** A secret by its name: never its value. */
export interface IntegrationSecret {
  /** Name of the environment variable, or key of the secret file, that holds it. */
  name: string;
  isSet: boolean;
  /** Values that are accepted now: 2 while an old one still is. */
  accepted: number;
  /** When the old one ends; null when there is none. */
  oldUntil: string | null;
}

export interface IntegrationRun extends RowTotals {
  runId: string;
  stream: string;
  mode: "hook" | "poll" | "batch" | "backfill" | "replay";
  startedAt: string;
  /** Null while it runs. */
  finishedAt: string | null;
  status: "running" | "success" | "failed";
  /** How far it has come, 0 to 1; null where that isn't known. */
  progress: number | null;
  /** In plain English, without secret, path or SQL. */
  error: string | null;
}

/** A record that was set aside. */
export interface DeadLetter {
  id: string;
  integration: string;
  /** Stable code, such as `missing_time`. */
  reason: string;
  message: string;
  /** Where it lies in its payload. */
  position: string;
  /** Its beginning. May hold personal data: only for who may see the page. */
  excerpt: string;
  receivedAt: string;
}

/** `GET /northstar/v1/integrations/:name/dead-letters/:id`: a record with all that is still there of it. */
export interface DeadLetterRecord extends DeadLetter {
  /** The record itself, laid out where it is JSON; its excerpt where the payload is gone or it isn't found in it. */
  record: string;
  /** True when `record` is only a beginning. */
  isCut: boolean;
}

export interface DriftField {
  stream: string;
  /** As in `properties.lead_score`. */
  path: string;
  /** JSON type it was first seen with. */
  type: string;
  firstSeenAt: string;
}

/** `GET /northstar/v1/integrations` */
export interface IntegrationList {
  now: string;
  integrations: readonly Integration[];
}

/** How far one table has come by what an integration brings. */
export interface TableWatermark {
  table: string;
  /** Null for a table whose rows have no time of their own. */
  lastEventAt: string | null;
  lastLoadedAt: string;
}

/** `GET /northstar/v1/integrations/:name` */
export interface IntegrationDetail {
  now: string;
  integration: Integration;
  /** The tables that it fills, the one that was written last first. */
  tables: readonly TableWatermark[];
  /** Newest first, 50 at most. */
  runs: readonly IntegrationRun[];
  drift: readonly DriftField[];
  /** Whether a poller of it is under way, also between two of its streams. */
  isAsking: boolean;
}

/** `GET /northstar/v1/integrations/:name/dead-letters?after=<id>&limit=<1..200>`, newest first. */
export interface DeadLetterPage {
  deadLetters: readonly DeadLetter[];
  /** What to ask `after` for the next page; null on the last. */
  next: string | null;
  /** Of all pages. */
  total: number;
}

/** Body of `POST /northstar/v1/integrations/:name/actions`; answered with an `IntegrationActionResult`. */
export type IntegrationAction =
  | { action: "pause" | "resume" | "run" }
  /** Days of `YYYY-MM-DD`, both included. */
  | { action: "backfill"; from: string; to: string }
  /** Takes what the environment or the secret file holds now as new; the old one is accepted for `graceHours` more (0 ends it now). */
  | { action: "rotate"; secret: string; graceHours: number }
  /** `ids`: of dead letters; all of the integration without it. */
  | { action: "replay" | "discard"; ids?: readonly string[] };

export interface IntegrationActionResult {
  integration: Integration;
  /** The run that was begun, if the action begins one. */
  runId: string | null;
  /** Dead letters that an action took: replayed and now understood, or discarded. */
  done: number;
  /** Dead letters that were replayed and set aside again. */
  failed: number;
}

/** Why an action wasn't begun. Nothing has changed. */
export interface IntegrationRefusal {
  /**
   * - `not_possible`: the integration has no such thing: no poller to run, no such secret
   * - `busy`: the same is under way
   * - `range_invalid`: days that don't exist, run backwards, lie in the future or are too many
   */
  refused: "not_possible" | "busy" | "range_invalid";
  /** What was refused and what to do, in plain English. */
  message: string;
}

/** Who acts, as the token says it. */
export interface IntegrationActor {
  subject: string;
}

/** Somebody of the tenant who was refused at the door, for want of the role or for row filters. */
export interface RefusedActor extends IntegrationActor {
  /** What was asked for. */
  area: "integrations" | "erasures";
}

/**
 * What the server asks of ingestion for one tenant; null where there is no integration, or no dead letter, of that name. The one who
 * implements it leaves a row of `security_events` for each action before it is begun.
 */
export interface IntegrationsPort {
  /** Whose data these are: readers of other tenants are told of nothing. */
  readonly tenant: string;
  list(): Promise<IntegrationList>;
  detail(name: string): Promise<IntegrationDetail | null>;
  /** @param page `after`: id of the last one of the page before; `limit`: 1 to 200 */
  deadLetters(name: string, page: { after: string | null; limit: number }): Promise<DeadLetterPage | null>;
  deadLetter(name: string, id: string): Promise<DeadLetterRecord | null>;
  act(
    name: string,
    action: IntegrationAction,
    actor: IntegrationActor,
  ): Promise<IntegrationActionResult | IntegrationRefusal | null>;
  /** Begins to forget a person, or to find out what that would change. One at a time. */
  erase(request: ErasureRequest, actor: IntegrationActor): Promise<Erasure | ErasureRefusal>;
  /** An erasure of this process; null for one that it doesn't know, or not any more. */
  erasure(id: string): Erasure | null;
  /** Told of who was refused before the port was asked; must not throw and not wait. */
  refused(actor: RefusedActor): void;
}
