import { type Claims, csvWriter, type ExportCell, fileName, type UsagePort } from "@northstar/core";
import type { CubeCell, CubeRuntime } from "../cube/types.ts";
import { ServerError } from "../errors.ts";
import { fromCubeError } from "../load/cubeError.ts";
import type { PrepareQuery, ReaderViews, ReadyQuery } from "../load/preparedQueries.ts";
import type { ViewIndex } from "../model/viewIndex.ts";
import type { AuditEntry } from "../state/createAudit.ts";
import type { RowsExport } from "./parseRowsExport.ts";

export interface ExportParts {
  runtime: Pick<CubeRuntime, "stream">;
  prepare: PrepareQuery;
  /** Writes down who took what home; nothing leaves that couldn't be written down. */
  audit: (entry: AuditEntry) => Promise<void>;
  /** Counts files that are whole. */
  usage?: Pick<UsagePort, "tenant" | "reportMade"> | undefined;
  now: () => Date;
  onError: (error: unknown, requestId: string) => void;
}

export interface ExportContext {
  claims: Claims;
  requestId: string;
  signal: AbortSignal;
}

/**
 * The rows of a question as a CSV file that is written while they come: however many they are, only some thousand are in memory. The question passes the
 * checks and the policy of any other. A fault after the first rows breaks the download off: a file that ends early must not look whole.
 * @throws ServerError as a query's line in `POST /northstar/v1/load`, while nothing was sent yet
 */
export async function exportRows(
  { query, title, columns, comments, decimal }: RowsExport,
  views: ReaderViews,
  parts: ExportParts,
  { claims, requestId, signal }: ExportContext,
): Promise<Response> {
  const ready = parts.prepare({ id: "rows", query, path: "query" }, claims, views);
  const askedAt = parts.now().getTime();
  const members = columns.map(({ member }) => member);
  requireAsked(members, ready);
  const leaving = new AbortController();
  const rows = parts.runtime
    .stream(ready.query, claims, members, { requestId, signal: AbortSignal.any([signal, leaving.signal]) })
    [Symbol.asyncIterator]();
  const first = await rows.next().catch((error: unknown) => {
    throw fromCubeError(error);
  });

  const record = (action: string, count: number) =>
    parts.audit({
      tenant: claims.tenant,
      at: parts.now().getTime(),
      by: claims.sub,
      action,
      subject: `${title}; ${members.join(", ")}; ${count} rows`,
    });
  await record("export.begun", 0);

  const writer = csvWriter({ decimal, comments });
  const numbers = members.map((member) => decimal === "comma" && isNumber(member, views.visible));
  const write = (part: CubeCell[][]) =>
    encoder.encode(writer.lines(part.map((cells) => cells.map((cell, column) => toCell(cell, numbers[column])))));
  let count = 0;
  const end = (action: string) => void record(action, count).catch((error: unknown) => parts.onError(error, requestId));

  const send = (controller: ReadableStreamDefaultController<Uint8Array>, part: CubeCell[][]) => {
    count += part.length;
    controller.enqueue(write(part));
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(writer.begin(columns.map((column) => column.title))));
        if (!first.done) send(controller, first.value);
      },
      async pull(controller) {
        try {
          const { done, value } = first.done ? first : await rows.next();
          if (!done) return send(controller, value);
          controller.close();
          end("export.done");
          if (parts.usage?.tenant === claims.tenant) {
            const seconds = (parts.now().getTime() - askedAt) / 1000;
            void parts.usage.reportMade(claims, { kind: "export", seconds, fromPack: false });
          }
        } catch (error) {
          if (!signal.aborted) parts.onError(error, requestId);
          end("export.broken_off");
          controller.error(error);
        }
      },
      async cancel() {
        leaving.abort();
        await rows.return?.();
        end("export.broken_off");
      },
    },
    { highWaterMark: 1 },
  );
  const day = parts.now().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName(title, [day], "csv")}"`,
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}

const encoder = new TextEncoder();

/** @throws ServerError `request_invalid` */
function requireAsked(members: readonly string[], { query }: ReadyQuery): void {
  const asked = new Set([
    ...(query.measures ?? []),
    ...(query.dimensions ?? []),
    ...(query.timeDimensions ?? []).flatMap(({ dimension, granularity }) =>
      granularity ? [`${dimension}.${granularity}`] : [],
    ),
  ]);
  const unasked = members.filter((member) => !asked.has(member));
  if (unasked.length === 0) return;
  throw new ServerError("request_invalid", `columns: ${unasked.join(", ")}: the query doesn't ask for it.`, {
    members: unasked,
  });
}

function isNumber(member: string, { members }: ViewIndex): boolean {
  return members.get(member)?.type === "number";
}

/** Numbers come as text and stay so: none is rounded on the way. */
function toCell(cell: CubeCell, takesComma = false): ExportCell {
  if (cell === null) return null;
  if (typeof cell === "object") return JSON.stringify(cell);
  const text = String(cell);
  return takesComma ? text.replace(".", ",") : text;
}
