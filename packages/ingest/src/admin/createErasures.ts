import { randomUUID } from "node:crypto";
import type { Erasure, ErasureRefusal, ErasureRequest, IntegrationActor } from "@northstar/core";
import { erasePerson } from "../erase/erasePerson.ts";
import { IngestError } from "../errors.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { actorHash } from "./audit.ts";
import { identifierProblem } from "./identifierProblem.ts";
import { writeSecurityEvents } from "./securityEvents.ts";
import { plainError } from "./toRun.ts";

export interface ErasuresOptions {
  warehouse: Warehouse;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Told of an erasure that failed; the identifier isn't in it. */
  onError(error: Error): void;
  /** Erasures that are kept, for who asks late how one ended. @default 100 */
  kept?: number | undefined;
}

/** Erasures that people ask for: one at a time, each followed by its id. */
export interface Erasures {
  begin(request: ErasureRequest, actor: IntegrationActor): Erasure | ErasureRefusal;
  get(id: string): Erasure | null;
  /** Resolves when none is under way. */
  settled(): Promise<void>;
}

export function createErasures({ warehouse, now, onError, kept = 100 }: ErasuresOptions): Erasures {
  const erasures = new Map<string, Erasure>();
  let running: Promise<void> | null = null;

  async function run(id: string, { dryRun = false, ...who }: ErasureRequest, actor: IntegrationActor): Promise<void> {
    const become = (change: Partial<Erasure>) => {
      const erasure = erasures.get(id);
      if (erasure) erasures.set(id, { ...erasure, ...change });
    };
    const ended = () => ({ table: null, finishedAt: new Date(now()).toISOString() });
    try {
      const by = await actorHash(warehouse, actor);
      // One that is meant leaves its row in the transaction that does it.
      if (dryRun) await note(id, by, { dryRun, outcome: "allowed" });
      const { rows } = await erasePerson(warehouse, who, {
        by,
        clock: now,
        dryRun,
        onProgress: ({ table, share }) => become({ table, progress: share }),
      });
      become({ status: "done", rows, progress: 1, ...ended() });
    } catch (error) {
      onError(new Error(`An erasure failed: ${logged(error)}`));
      become({ status: "failed", error: told(error), ...ended() });
      // The failure itself is what is told.
      await actorHash(warehouse, actor)
        .then((by) => note(id, by, { dryRun, outcome: "failed" }))
        .catch(() => undefined);
    }
  }

  function note(
    id: string,
    actor: string,
    { dryRun, outcome }: { dryRun: boolean; outcome: "allowed" | "failed" },
  ): Promise<void> {
    return writeSecurityEvents(warehouse, {
      event_id: `admin:${id}${outcome === "failed" ? ":failed" : ""}`,
      occurred_at: BigInt(now()) * 1000n,
      kind: "admin_action",
      actor,
      outcome,
      severity: dryRun ? "low" : "medium",
      source_id: "erasures",
      _raw: JSON.stringify({ action: "erase", dryRun }),
    });
  }

  return {
    begin(request, actor) {
      const problem = identifierProblem(request);
      if (problem !== null) return { refused: "identifier_invalid", message: problem };
      if (running) {
        return { refused: "busy", message: "Another erasure is under way. Wait until it is done, and ask again." };
      }
      const started: Erasure = {
        id: randomUUID(),
        dryRun: request.dryRun ?? false,
        status: "running",
        startedAt: new Date(now()).toISOString(),
        finishedAt: null,
        progress: 0,
        table: null,
        rows: {},
        error: null,
      };
      erasures.set(started.id, started);
      for (const oldest of erasures.keys()) if (erasures.size > kept) erasures.delete(oldest);
      running = run(started.id, request, actor).finally(() => {
        running = null;
      });
      return started;
    },
    get: (id) => erasures.get(id) ?? null,
    settled: async () => {
      await running;
    },
  };
}

const UNKNOWN = "The erasure failed because of a fault on the server, and nothing has changed. See the server's log.";

/** What the one who asked is told. Only our own errors speak for themselves: another's message may quote the identifier. */
function told(error: unknown): string {
  return error instanceof IngestError ? plainError(error.message) : UNKNOWN;
}

/** The same for the log; of another's error its kind and where it was thrown. */
function logged(error: unknown): string {
  if (error instanceof IngestError) return error.message;
  if (!(error instanceof Error)) return typeof error;
  const place = /^ {4}at .*$/m.exec(error.stack ?? "")?.[0].trim();
  return [error.name, place].filter(Boolean).join(" ");
}
