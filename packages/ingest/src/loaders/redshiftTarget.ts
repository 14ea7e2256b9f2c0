import { DIALECTS } from "../warehouse/ddl.ts";
import type { RowTableName } from "../warehouse/schema.ts";
import { isJsonColumn } from "./isJsonColumn.ts";
import type { LoadTarget, TableSlice } from "./LoadTarget.ts";
import { deleteGone, keepMarks, marksOf, mergeRows, readMarksQuery } from "./mergeStatements.ts";
import { onePerKey, policyStatement } from "./policyStatements.ts";
import { connectPg } from "./postgresTarget.ts";
import { openS3Files } from "./s3Files.ts";
import { targetError } from "./targetError.ts";

export interface RedshiftTargetOptions {
  /** `postgres://…` of the cluster. */
  url: string;
  /** Where files are put for COPY, and removed from. */
  bucket: string;
  prefix: string;
  /** Role that lets the cluster read the bucket. */
  iamRole: string;
  region: string;
}

/** What the target does with its two clients: SQL by `pg`, files by `@aws-sdk/client-s3`. */
export interface RedshiftClients {
  query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
  putFile(key: string, path: string): Promise<void>;
  deleteFile(key: string): Promise<void>;
  end(): Promise<void>;
}

/**
 * Redshift through `pg` and `@aws-sdk/client-s3`: the slice goes to S3, COPY reads it into a table of texts, a second one has the target's
 * types (MERGE takes a table and nothing else), and one transaction deletes and merges. The file goes when it is read.
 *
 * @param makeClients stands in for the packages' own clients
 * @throws IngestError `client_missing`, `target_failed`
 */
export async function openRedshiftTarget(
  options: RedshiftTargetOptions,
  makeClients: (options: RedshiftTargetOptions) => Promise<RedshiftClients> = installedClients,
): Promise<LoadTarget> {
  const clients = await makeClients(options);
  return {
    dialect: "redshift",
    fileFormat: "csv.gz",
    async prepare(statements) {
      try {
        for (const statement of statements) await clients.query(statement);
      } catch (error) {
        throw targetError(error, "Redshift", "the schema");
      }
    },
    readMarks: async (tenant) => marksOf((await clients.query(readMarksQuery(tenant, "redshift"))).rows),
    async load(slices) {
      const files = slices.map((slice) => {
        const name = `${slice.table}-${crypto.randomUUID()}.csv.gz`;
        return { slice, key: options.prefix === "" ? name : `${options.prefix}/${name}` };
      });
      let table = "";
      try {
        for (const { slice, key } of files) {
          table = slice.table;
          await clients.putFile(key, slice.path);
        }
        await clients.query("BEGIN");
        for (const { slice, key } of files) {
          table = slice.table;
          for (const statement of loadStatements(slice, `s3://${options.bucket}/${key}`, options)) {
            await clients.query(statement);
          }
        }
        await clients.query("COMMIT");
      } catch (error) {
        await clients.query("ROLLBACK").catch(() => undefined);
        throw targetError(error, "Redshift", `the rows of ${table}`);
      } finally {
        await Promise.allSettled(files.map(({ key }) => clients.deleteFile(key)));
      }
    },
    close: () => clients.end(),
  };
}

/** COPY takes no expression, so JSON comes as text first; and MERGE takes a table and nothing else. */
function loadStatements(slice: TableSlice, from: string, { iamRole, region }: RedshiftTargetOptions): string[] {
  const { quote } = DIALECTS.redshift;
  const position = quote("ns_position");
  const columns = Object.entries(slice.columns);
  const texts = columns.map(([column, type]) => `${quote(column)} ${isJsonColumn(type) ? "VARCHAR(65535)" : type}`);
  const values = columns.map(([column, type]) =>
    isJsonColumn(type) ? `JSON_PARSE(${quote(column)}) AS ${quote(column)}` : quote(column),
  );
  const isPolicy = slice.rule.kind === "policy";
  const table = slice.table as RowTableName;
  const copied = [
    `CREATE TEMP TABLE staged_texts (${[...(isPolicy ? [`${position} BIGINT`] : []), ...texts].join(", ")})`,
    `COPY staged_texts FROM '${from}' IAM_ROLE '${iamRole}' REGION '${region}' FORMAT AS CSV GZIP NULL AS '' TIMEFORMAT 'auto' DATEFORMAT 'auto'`,
    `CREATE TEMP TABLE staged_rows AS SELECT ${[...(isPolicy ? [position] : []), ...values].join(", ")} FROM staged_texts`,
  ];
  const done = ["DROP TABLE staged_rows", "DROP TABLE staged_texts"];
  if (slice.rule.kind === "policy") {
    return [
      ...copied,
      `CREATE TEMP TABLE staged_keys AS ${onePerKey(table, "staged_rows", "redshift")}`,
      policyStatement(table, slice.columns, "staged_keys", "redshift"),
      "DROP TABLE staged_keys",
      ...done,
    ];
  }
  return [
    ...copied,
    ...deleteGone(slice, slice.rule.scope, "staged_rows", "redshift"),
    mergeRows(slice, "staged_rows", "redshift", null),
    ...keepMarks(slice, slice.rule, "redshift"),
    ...done,
  ];
}

async function installedClients({ url, bucket, region }: RedshiftTargetOptions): Promise<RedshiftClients> {
  const files = await openS3Files(bucket, region);
  const pg = await connectPg(url, "Redshift");
  return {
    query: (sql) => pg.query(sql),
    putFile: files.put,
    deleteFile: files.remove,
    async end() {
      files.close();
      await pg.end();
    },
  };
}
