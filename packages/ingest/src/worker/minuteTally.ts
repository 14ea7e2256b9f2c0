import type { CommittedDeliveries } from "../pipeline/commitDeliveries.ts";
import { contentId } from "../sources/hashing.ts";
import { SOURCE_DEFINITIONS, type SourceName } from "../sources/registry.ts";
import type { Delivery } from "../spool/types.ts";
import type { RowsByTable } from "../warehouse/writeRows.ts";

const MINUTE_MS = 60_000;

interface Tally {
  minute: number;
  in: number;
  upserted: number;
  duplicate: number;
  bad: number;
  ignored: Readonly<Record<string, number>>;
  startedAt: number;
  maxEventAt: bigint | null;
}

/**
 * Counts what one worker took from hooks: a row of `integration_runs` a source and minute (stream `hooks`, mode `hook`), and one of
 * `pipeline_latency`, of the newest event of the minute's last batch and the delivery in it that waited longest. Each batch writes the
 * minute's rows anew in its own transaction, so they say what was committed, and a flood of deliveries is still one row.
 */
export class MinuteTally {
  readonly #owner: string;
  readonly #bySource = new Map<SourceName, Tally>();

  constructor(owner: string) {
    this.#owner = owner;
  }

  /** The rows as they are when this batch is committed, and what to call when it is. `now` in milliseconds. */
  rows(
    source: SourceName,
    deliveries: readonly Delivery[],
    committed: CommittedDeliveries,
    now: number,
  ): { rows: RowsByTable; keep: () => void } {
    const minute = Math.floor(now / MINUTE_MS);
    const known = this.#bySource.get(source);
    const before: Tally =
      known?.minute === minute
        ? known
        : { minute, in: 0, upserted: 0, duplicate: 0, bad: 0, ignored: {}, startedAt: now, maxEventAt: null };
    const upserted = Object.values(committed.written).reduce((sum, count) => sum + count, 0);
    const after: Tally = {
      ...before,
      in: before.in + deliveries.length,
      upserted: before.upserted + upserted,
      duplicate: before.duplicate + committed.duplicates,
      bad: before.bad + committed.bad,
      ignored: sumOf(before.ignored, committed.ignored),
      maxEventAt: greater(before.maxEventAt, committed.maxEventAt),
    };
    const id = `hooks:${source}:${minute}:${contentId(this.#owner).slice(0, 8)}`;
    const micros = BigInt(now) * 1000n;
    const lag = after.maxEventAt === null ? null : Math.max(0, Number(micros - after.maxEventAt) / 1e6);
    const rows: RowsByTable = new Map();
    rows.set("integration_runs", [
      {
        run_id: id,
        connector: source,
        stream: "hooks",
        mode: "hook",
        started_at: BigInt(after.startedAt) * 1000n,
        finished_at: micros,
        status: "success",
        rows_in: after.in,
        rows_upserted: after.upserted,
        rows_dup: after.duplicate,
        rows_bad: after.bad,
        max_event_at: after.maxEventAt,
        lag_s: lag,
        source_id: id,
        _raw: Object.keys(after.ignored).length > 0 ? JSON.stringify({ ignored: after.ignored }) : null,
      },
    ]);
    if (committed.maxEventAt !== null) {
      let receivedAt = micros;
      for (const each of deliveries) if (each.receivedAt < receivedAt) receivedAt = each.receivedAt;
      rows.set("pipeline_latency", [
        {
          event_id: id,
          event_occurred_at: committed.maxEventAt,
          received_at: receivedAt,
          warehouse_at: micros,
          source_id: SOURCE_DEFINITIONS[source].sourceId,
        },
      ]);
    }
    return { rows, keep: () => this.#bySource.set(source, after) };
  }
}

function sumOf(one: Tally["ignored"], other: Tally["ignored"]): Tally["ignored"] {
  const added = Object.entries(other).map(([why, count]) => [why, (one[why] ?? 0) + count]);
  return { ...one, ...Object.fromEntries(added) };
}

function greater(one: bigint | null, other: bigint | null): bigint | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
