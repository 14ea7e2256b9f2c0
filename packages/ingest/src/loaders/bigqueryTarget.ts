import { DIALECTS } from "../warehouse/ddl.ts";
import type { RowTableName } from "../warehouse/schema.ts";
import { isJsonColumn } from "./isJsonColumn.ts";
import type { LoadTarget, TableSlice } from "./LoadTarget.ts";
import { deleteGone, keepMarks, marksOf, mergeRows, readMarksQuery } from "./mergeStatements.ts";
import { onePerKey, policyStatement } from "./policyStatements.ts";
import { requireClient } from "./requireClient.ts";
import { targetError } from "./targetError.ts";

/** What of `@google-cloud/bigquery` is used. */
export interface BigQueryClient {
  query(options: {
    query: string;
    location?: string | undefined;
    defaultDataset: { projectId: string; datasetId: string };
  }): Promise<[Record<string, unknown>[], ...unknown[]]>;
  dataset(
    id: string,
    options: { location?: string },
  ): {
    table(id: string): {
      /** Resolves when the job is done. */
      load(
        path: string,
        metadata: Record<string, unknown>,
      ): Promise<[{ status?: { errors?: readonly { message?: string }[] } }, ...unknown[]]>;
      delete(options: { ignoreNotFound: boolean }): Promise<unknown>;
    };
  };
}

export interface BigQueryTargetOptions {
  projectId: string;
  dataset: string;
  /** Where the dataset is, e.g. `EU`. */
  location?: string | undefined;
  /** Path of a service account's key; without it the machine's own credentials are used. */
  keyFilename?: string | undefined;
}

/**
 * BigQuery through `@google-cloud/bigquery`: a load job fills a staging table that only this slice has, one script of several statements
 * in a transaction deletes and merges from there, and the staging table goes. Streaming inserts are avoided: their rows can't be merged
 * for a while.
 *
 * @param makeClient stands in for the package's own client
 * @throws IngestError `client_missing`, `target_failed`
 */
export async function openBigQueryTarget(
  { projectId, dataset, location, keyFilename }: BigQueryTargetOptions,
  makeClient?: () => BigQueryClient,
): Promise<LoadTarget> {
  const client = makeClient?.() ?? (await installedClient({ projectId, location, keyFilename }));
  const run = async (query: string) => {
    const [rows] = await client.query({ query, location, defaultDataset: { projectId, datasetId: dataset } });
    return rows;
  };
  return {
    dialect: "bigquery",
    fileFormat: "ndjson",
    async prepare(statements) {
      try {
        for (const statement of statements) await run(statement);
      } catch (error) {
        throw targetError(error, "BigQuery", "the schema");
      }
    },
    readMarks: async (tenant) => marksOf(await run(readMarksQuery(tenant, "bigquery"))),
    async load(slices) {
      const staged = slices.map((slice) => {
        const name = `staged_${slice.table}_${crypto.randomUUID().replaceAll("-", "")}`;
        return { slice, name, table: client.dataset(dataset, location === undefined ? {} : { location }).table(name) };
      });
      const what = `the rows of ${slices.map(({ table }) => table).join(", ")}`;
      try {
        for (const { slice, table } of staged) {
          const [job] = await table.load(slice.path, loadMetadata(slice));
          const [failed] = job.status?.errors ?? [];
          if (failed) throw new Error(failed.message ?? "the load job failed");
        }
        const merges = staged.flatMap(({ slice, name }) => mergeStaged(slice, name));
        await run(["BEGIN TRANSACTION", ...merges, "COMMIT TRANSACTION"].join(";\n"));
      } catch (error) {
        throw targetError(error, "BigQuery", what);
      } finally {
        // One that stays is told with the error that there may be, or with the next.
        await Promise.allSettled(staged.map(({ table }) => table.delete({ ignoreNotFound: true })));
      }
    },
    close: async () => {},
  };
}

function loadMetadata({ columns, rule }: TableSlice): Record<string, unknown> {
  const position = rule.kind === "policy" ? [{ name: "ns_position", type: "INT64" }] : [];
  const fields = Object.entries(columns).map(([name, type]) => ({
    name,
    // Types of DDL with their precision are no types of a schema, and JSON comes as a text.
    type: isJsonColumn(type) ? "STRING" : type.replace(/\(.*$/, ""),
  }));
  return {
    sourceFormat: "NEWLINE_DELIMITED_JSON",
    writeDisposition: "WRITE_TRUNCATE",
    schema: { fields: [...position, ...fields] },
  };
}

function mergeStaged(slice: TableSlice, name: string): string[] {
  const { quote } = DIALECTS.bigquery;
  const values = Object.entries(slice.columns).map(([column, type]) =>
    isJsonColumn(type)
      ? `PARSE_JSON(${quote(column)}, wide_number_mode => 'round') AS ${quote(column)}`
      : quote(column),
  );
  if (slice.rule.kind === "policy") {
    const table = slice.table as RowTableName;
    const rows = `(SELECT ${[quote("ns_position"), ...values].join(", ")} FROM ${quote(name)})`;
    return [policyStatement(table, slice.columns, `(${onePerKey(table, rows, "bigquery")})`, "bigquery")];
  }
  const rows = `(SELECT ${values.join(", ")} FROM ${quote(name)})`;
  return [
    ...deleteGone(slice, slice.rule.scope, quote(name), "bigquery"),
    mergeRows(slice, rows, "bigquery", differs),
    ...keepMarks(slice, slice.rule, "bigquery"),
  ];
}

/** JSON can't be compared, its text can. */
function differs(target: string, staged: string, type: string): string {
  if (!isJsonColumn(type)) return `${target} IS DISTINCT FROM ${staged}`;
  return `TO_JSON_STRING(${target}) IS DISTINCT FROM TO_JSON_STRING(${staged})`;
}

async function installedClient(options: Omit<BigQueryTargetOptions, "dataset">): Promise<BigQueryClient> {
  const { BigQuery } = await requireClient<{ BigQuery: new (options: object) => BigQueryClient }>(
    "@google-cloud/bigquery",
    "BigQuery",
  );
  return new BigQuery(options);
}
