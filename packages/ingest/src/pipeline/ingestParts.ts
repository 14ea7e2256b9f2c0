import { forgetIdentities } from "../identity/identityCache.ts";
import { type CommittedPart, commitPart, type PreparedPart } from "./commitPart.ts";
import { appendToInbox, contentKey, type InboxEntry, markFailed } from "./inbox.ts";
import type { Part } from "./part.ts";
import type { ReportBuilder } from "./report.ts";
import { type ReadPart, type RunContext, readPart, resolveParts, stampOf } from "./runContext.ts";
import { announceCommit } from "./watermarks.ts";

/**
 * Takes parts one after another: into the inbox, looked inside, written. While one is being written the next is already
 * read and normalised, which keeps both cores busy.
 */
export async function ingestParts(
  run: RunContext,
  parts: AsyncIterable<Part> | Iterable<Part>,
  report: ReportBuilder,
  received: { headers?: Record<string, string> | undefined; onPart?: ((part: Part) => void) | undefined } = {},
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const part of parts) {
      report.report.payloads++;
      const entry: InboxEntry = { provider: run.name, dedupKey: contentKey(part.body) };
      const fresh = await appendToInbox(run.warehouse, entry, part, {
        at: run.normalise.receivedAt,
        ...(received.headers ? { headers: received.headers } : {}),
      });
      if (fresh) {
        const read = await readPart(run, entry, part);
        await writing;
        writing = write(run, read, report);
        // Its failure is met at the next await; until then it must not count as unhandled.
        writing.catch(() => undefined);
      } else {
        report.report.duplicates += part.units;
      }
      received.onPart?.(part);
    }
    await writing;
  } catch (error) {
    await writing.catch(() => undefined);
    throw error;
  }
}

async function write(run: RunContext, read: ReadPart, report: ReportBuilder): Promise<void> {
  let done: { part: PreparedPart; committed: CommittedPart };
  try {
    done = await run.warehouse.transaction(async (transaction) => {
      const part = await resolveParts(run, [read]);
      return { part, committed: await commitPart(transaction, part, stampOf(run)) };
    });
  } catch (error) {
    // At once, before another transaction finds people by what this one learned.
    forgetIdentities(run.warehouse);
    await markFailed(run.warehouse, read.entry, error).catch(() => undefined);
    throw error;
  }
  reportPart(report, done.part, done.committed);
  await announceCommit(run.warehouse);
}

export function reportPart(report: ReportBuilder, part: PreparedPart, committed: CommittedPart): void {
  for (const { reason } of part.dead) report.addBad(reason);
  report.addRows(committed.written);
  report.report.duplicates += committed.unchanged;
  report.sawEventAt(committed.maxEventAt);
}
