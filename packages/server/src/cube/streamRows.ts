import { classifyError } from "./classifyError.ts";
import { CubeRuntimeError } from "./errors.ts";
import type { StreamPlan } from "./gateway.ts";
import { planResult } from "./result/plan.ts";
import { nextTurn } from "./result/turn.ts";
import type { DriverRow, OutputCell } from "./result/types.ts";
import { toOutputCell } from "./result/value.ts";

/** What is read of a warehouse's driver. */
export interface StreamingDriver {
  stream?(
    sql: string,
    values: unknown[],
    options: { highWaterMark: number },
  ): Promise<{ rowStream: RowStream; release?: (() => Promise<void>) | undefined }>;
}

type RowStream = NodeJS.ReadableStream & { destroy?(error?: Error): void };

/** Rows that are handed over together, and that a driver reads ahead. */
const ROWS_TOGETHER = 2048;

/**
 * Rows of a planned question as they come, in parts: never more of them in memory than two parts. Cells are as in an answer, in the order of `members`.
 * @throws CubeRuntimeError, between rows too
 */
export async function* streamRows(
  driver: StreamingDriver,
  plan: StreamPlan,
  members: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<OutputCell[][]> {
  if (driver.stream === undefined) {
    throw new CubeRuntimeError("bad_query", "This warehouse can't hand rows over one by one. Ask for fewer rows.");
  }
  const opened = await driver
    .stream(plan.sql, plan.values, { highWaterMark: ROWS_TOGETHER })
    .catch((error: unknown) => {
      throw classifyError(error);
    });
  const stop = () => opened.rowStream.destroy?.();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    let read: ((row: DriverRow) => OutputCell[]) | null = null;
    let part: OutputCell[][] = [];
    for await (const row of opened.rowStream as AsyncIterable<DriverRow>) {
      read ??= rowReader(plan, Object.keys(row), members);
      part.push(read(row));
      if (part.length < ROWS_TOGETHER) continue;
      yield part;
      part = [];
      await nextTurn();
    }
    if (signal?.aborted) throw signal.reason;
    if (part.length > 0) yield part;
  } catch (error) {
    if (signal?.aborted) {
      throw new CubeRuntimeError("aborted", "The query was given up by its caller.", { cause: error });
    }
    throw classifyError(error);
  } finally {
    signal?.removeEventListener("abort", stop);
    opened.rowStream.destroy?.();
    await opened.release?.();
  }
}

function rowReader(
  { request }: StreamPlan,
  columns: readonly string[],
  members: readonly string[],
): (row: DriverRow) => OutputCell[] {
  const sources = new Map(planResult(request, columns).rows.map(({ name, source }) => [name, source]));
  const cells = members.map((member) => {
    const source = sources.get(member);
    return source?.kind === "column" ? source : null;
  });
  return (row) => cells.map((source) => (source === null ? null : toOutputCell(row[source.alias], source.isTime)));
}
