import type { JobResult, PgBoss } from "pg-boss";
import { type DeliveryJob, enqueue, queueOf } from "../store/jobs.ts";
import type { AlertStore, OutboxEntry } from "../types.ts";
import type { DeliveryOutcome } from "./DeliveryOutcome.ts";
import { nextAttemptSeconds } from "./retryPolicy.ts";

export interface WorkerOptions {
  store: Pick<AlertStore, "tenant" | "outbox" | "noteDelivery">;
  boss: PgBoss;
  /** Names of the channels. Each has a queue and hands of its own: one that doesn't answer keeps no other waiting. */
  channels: readonly string[];
  send(entry: OutboxEntry): Promise<DeliveryOutcome | { kind: "withheld" | "held_back" }>;
  now: () => number;
  /** From 0 up to 1. */
  random: () => number;
}

/** What an attempt asks of pg-boss. */
interface JobQueue {
  send(queue: string, job: DeliveryJob, options: { startAfter: number }): Promise<unknown>;
}

/** Messages of one channel that are under way at once. */
const HANDS = 2;
/** A hand takes so many and brings them out in their order; all of them may take their time within a job's five minutes. */
const BATCH = 5;
/** pg-boss tells of jobs that are added, not of those whose time has come: it looks for these so often. */
const POLL_SECONDS = 2;
/** Whose job it is looks for it meanwhile. */
const FOREIGN_SECONDS = 5;

/**
 * Brings out what is in the outbox. A job that ends before its result is noted comes back, and the message goes again under the same key: at
 * least once. @returns ends it, after what is under way
 */
export async function startWorker(options: WorkerOptions): Promise<() => Promise<void>> {
  const { boss, channels } = options;
  await enqueue.prepare(boss, channels);
  for (const channel of channels) {
    const deliver = deliverOne(options, channel);
    await boss.work<DeliveryJob>(
      queueOf(channel),
      {
        batchSize: BATCH,
        burstWhenBatchFull: true,
        perJobResults: true,
        localConcurrency: HANDS,
        pollingIntervalSeconds: POLL_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
      },
      async (jobs) => {
        const results: JobResult[] = [];
        for (const { id, data } of jobs) results.push({ id, status: await settled(deliver(data)) });
        return results;
      },
    );
  }
  return async () => {
    for (const channel of channels) await boss.offWork(queueOf(channel), { wait: true });
  };
}

/** What went wrong may hold more than a job should keep: it comes back, that is all. */
async function settled(work: Promise<void>): Promise<JobResult["status"]> {
  return await work.then(
    () => "completed",
    () => "failed",
  );
}

/** One attempt at one message. */
export function deliverOne(
  { store, boss, send, now, random }: Omit<WorkerOptions, "boss" | "channels"> & { boss: JobQueue },
  channel: string,
): (job: DeliveryJob) => Promise<void> {
  /** The channel takes nothing before, ms: whoever comes meanwhile waits without having tried. */
  let busyUntil = 0;
  const again = async (job: DeliveryJob, seconds: number) => {
    await boss.send(queueOf(channel), job, { startAfter: seconds });
  };

  return async (job) => {
    if (job.tenant !== store.tenant) return await again(job, FOREIGN_SECONDS);
    const entry = await store.outbox(job.id);
    // Another job of the same message was faster, or somebody discarded it.
    if (!entry || (entry.status !== "waiting" && entry.status !== "retrying")) return;
    const wait = Math.max(entry.notBefore, busyUntil) - now();
    if (wait > 0) return await again(job, Math.ceil(wait / 1000 + (busyUntil > entry.notBefore ? random() * 5 : 0)));

    const outcome = await send(entry);
    const at = now();
    switch (outcome.kind) {
      case "sent":
        await store.noteDelivery(entry.id, { status: "sent", at, reference: outcome.reference });
        return;
      case "withheld":
      case "held_back":
        await store.noteDelivery(entry.id, { status: outcome.kind, at });
        return;
      case "refused":
        await store.noteDelivery(entry.id, { status: "dead", at, problem: outcome.problem });
        return;
      case "failed": {
        const { problem, retryAfter, isBusy } = outcome;
        if (isBusy && retryAfter !== null) busyUntil = at + retryAfter * 1000;
        const seconds = nextAttemptSeconds(entry.attempts + 1, retryAfter, random());
        await store.noteDelivery(entry.id, { status: seconds === null ? "dead" : "retrying", at, problem });
        if (seconds !== null) await again(job, seconds);
      }
    }
  };
}
