import { Hono, type MiddlewareHandler } from "hono";
import { ServerError } from "../errors.ts";
import type { AppEnv } from "../http/authenticate.ts";
import { readJsonBody } from "../load/readBody.ts";
import type { ExportContext } from "./exportRows.ts";
import { mayExport, mayExportRows } from "./mayExport.ts";
import { parseRowsExport, type RowsExport } from "./parseRowsExport.ts";
import { parseViewExport, type ViewExport } from "./view/parseViewExport.ts";

/** Files that are written at a time, by one process: each holds a connection to the warehouse. */
const AT_A_TIME = 2;

const EXAMPLE = '{"title": "…", "query": {…}, "columns": [{"member": "…", "title": "…"}]}';

const VIEW_EXAMPLE = '{"view": "executive", "period": {"preset": "last_month"}, "format": "pdf"}';

/** What writes files; nothing where nobody could take down who took them. */
export interface ExportWriters {
  writeRows: WriteRows | undefined;
  writeView: WriteView | undefined;
}

export type WriteView = (request: ViewExport, context: Omit<ExportContext, "signal">) => Promise<Response>;
export type WriteRows = (request: RowsExport, context: ExportContext) => Promise<Response>;

/** Below `/northstar/v1/exports`: files of what the token may see, for tokens that may export. */
export function exportRoutes(
  { writeRows, writeView }: ExportWriters,
  authenticated: MiddlewareHandler<AppEnv>,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  let running = 0;
  routes.use("*", authenticated);
  routes.post("/rows", async ({ req, var: { verified, requestId } }) => {
    const { claims } = verified;
    mayExportRows(claims);
    if (!writeRows) throw noFiles();
    const request = parseRowsExport(await readJsonBody(req.raw, EXAMPLE));
    begin();
    try {
      const response = await writeRows(request, { claims, requestId, signal: req.raw.signal });
      return afterBody(response, () => running--);
    } catch (error) {
      running--;
      throw error;
    }
  });
  routes.post("/view", async ({ req, var: { verified, requestId } }) => {
    const { claims } = verified;
    mayExport(claims);
    if (!writeView) throw noFiles();
    const request = parseViewExport(await readJsonBody(req.raw, VIEW_EXAMPLE));
    begin();
    try {
      return await writeView(request, { claims, requestId });
    } finally {
      running--;
    }
  });
  return routes;

  function begin(): void {
    if (running >= AT_A_TIME) {
      throw new ServerError("exports_busy", "Other files are being written. Ask again in a minute.");
    }
    running++;
  }
}

const noFiles = () =>
  new ServerError("exports_unavailable", "This server writes no files: it can't say who took them.");

/** Calls `done` once, when the body was read to its end, broke off, or nobody wants it any more. */
function afterBody(response: Response, done: () => void): Response {
  const reader = response.body?.getReader();
  if (!reader) {
    done();
    return response;
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const part = await reader.read();
          if (!part.done) return controller.enqueue(part.value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        done();
      },
      async cancel(reason) {
        done();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
}
