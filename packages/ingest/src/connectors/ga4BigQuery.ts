import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { IngestError } from "../errors.ts";
import { ga4TableOf } from "../pipeline/ga4Day.ts";
import { isObject, objectOf, textOf } from "../sources/values.ts";
import { ConnectorError } from "./connectorError.ts";
import type { Ga4Export, Ga4ExportOptions } from "./ga4Export.ts";
import { type Ga4TableName, tablesToTake } from "./ga4Tables.ts";
import { needSetting } from "./needSetting.ts";
import { openGa4Export } from "./openGa4Export.ts";
import { serviceAccountOf } from "./serviceAccount.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

interface Cursor {
  /** Newest daily table that is in, `YYYYMMDD`. */
  newest: string | null;
  /** Tables that may still change, with the time of the change that is in. */
  modified: Record<string, number>;
}

/**
 * GA4's export in BigQuery: every daily table once, the last four as long as they change, and intraday tables of days that have no daily one
 * yet. A table replaces its day. Its rows go through a file in the system's temporary folder, so that memory stays the same.
 *
 * Settings: `NORTHSTAR_GA4_BIGQUERY`, the dataset as `project.analytics_123456`; `NORTHSTAR_GA4_KEY`, a service account's key as JSON, with
 * "BigQuery Data Viewer" on the dataset: without it the machine's own credentials are used.
 */
export function ga4BigQuery(open: (options: Ga4ExportOptions) => Promise<Ga4Export> = openGa4Export): Connector {
  async function* poll(_stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const source = await asking(() => open(exportOptions(context)));
    const before = readCursor(cursor);
    const names = await asking(() => source.tables());
    const tables = tablesToTake(names, { newest: before.newest, range: context.range });
    const state: Cursor = { newest: before.newest, modified: {} };
    for (const { id } of tables) {
      const known = before.modified[id];
      if (known !== undefined) state.modified[id] = known;
    }
    const folder = await mkdtemp(join(tmpdir(), "northstar-ga4-"));
    try {
      for (const [index, table] of tables.entries()) {
        const modifiedAt = await asking(() => source.modifiedAt(table.id));
        if (modifiedAt === null || (modifiedAt === before.modified[table.id] && context.range === null)) continue;
        const path = join(folder, `${table.id}.ndjson`);
        await asking(() => writeTable(source, table, path, context.signal));
        state.modified[table.id] = modifiedAt;
        if (!table.intraday && (state.newest === null || table.day > state.newest)) state.newest = table.day;
        const done = (index + 1) / tables.length;
        yield { path, table, records: 0, cursor: structuredClone(state), progress: done };
        await rm(path, { force: true });
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return {
    name: "ga4_bigquery",
    source: "ga4",
    streams: ["tables"],
    settings: ["NORTHSTAR_GA4_BIGQUERY"],
    secrets: [],
    optionalSettings: ["NORTHSTAR_GA4_KEY"],
    provider: "BigQuery",
    rate: { perSecond: 10, burst: 10 },
    everySeconds: 600,
    poll,
  };
}

function exportOptions(context: Pick<PollContext, "setting">): Ga4ExportOptions {
  const match = /^([\w.:-]+)\.(\w+)$/.exec(needSetting(context, "NORTHSTAR_GA4_BIGQUERY"));
  const [, projectId, dataset] = match ?? [];
  if (projectId === undefined || dataset === undefined) {
    throw new ConnectorError("setting_missing", "NORTHSTAR_GA4_BIGQUERY has to be `project.dataset`.");
  }
  const key = context.setting("NORTHSTAR_GA4_KEY");
  const account = key === null ? null : serviceAccountOf(key);
  const credentials = account && { client_email: account.clientEmail, private_key: account.privateKey };
  return { projectId, dataset, credentials };
}

/** A page may take long, and the file has to be whole. */
async function writeTable(source: Ga4Export, table: Ga4TableName, path: string, signal: AbortSignal): Promise<void> {
  async function* lines() {
    for await (const row of source.rows(table.id)) yield `${JSON.stringify(row)}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path), { signal });
}

/** The client's messages name addresses, and it has tried again by itself. */
async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IngestError) throw error;
    const status = Number(error instanceof Error && "code" in error ? error.code : Number.NaN);
    if (status === 401 || status === 403) {
      throw new ConnectorError(
        "unauthorised",
        `BigQuery doesn't let this account read the dataset (status ${status}).`,
        { status },
      );
    }
    // Its signed claim is by our clock.
    if (error instanceof Error && /invalid_grant|invalid_client/.test(error.message)) {
      throw new ConnectorError(
        "unauthorised",
        "Google doesn't give a token for NORTHSTAR_GA4_KEY; check that the key is still there and that this machine's clock is right.",
        { status: 400 },
      );
    }
    if (status === 404) throw new ConnectorError("refused", "BigQuery knows no such dataset.", { status });
    if (status === 429) throw new ConnectorError("rate_limited", "BigQuery asks for fewer requests.", { status });
    throw new ConnectorError("unavailable", "BigQuery couldn't be read to the end; it is asked again later.");
  }
}

function readCursor(cursor: unknown): Cursor {
  const { newest, modified } = objectOf(cursor);
  const entries = Object.entries(isObject(modified) ? modified : {});
  return {
    newest: textOf(newest),
    modified: Object.fromEntries(
      entries.flatMap(([id, at]) => (typeof at === "number" && ga4TableOf(`${id}.ndjson`) ? [[id, at]] : [])),
    ),
  };
}
