import { createReadStream } from "node:fs";
import { DIALECTS } from "../warehouse/ddl.ts";
import { isJsonColumn } from "./isJsonColumn.ts";
import type { LoadTarget } from "./LoadTarget.ts";
import { deleteGone, keepMark, marksOf, mergeRows, readMarksQuery } from "./mergeStatements.ts";
import { connectPg } from "./postgresTarget.ts";
import { requireClient } from "./requireClient.ts";
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
  const { quote } = DIALECTS.redshift;
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
    readMarks: async (tenant) => marksOf((await clients.query(readMarksQuery(tenant, "redshift"))).rows, tenant),
    async load(slice) {
      const key = [options.prefix, `${slice.table}-${crypto.randomUUID()}.csv.gz`]
        .filter((part) => part !== "")
        .join("/");
      const columns = Object.entries(slice.columns);
      try {
        await clients.putFile(key, slice.path);
        await clients.query("BEGIN");
        const texts = columns.map(
          ([column, type]) => `${quote(column)} ${isJsonColumn(type) ? "VARCHAR(65535)" : type}`,
        );
        await clients.query(`CREATE TEMP TABLE staged_texts (${texts.join(", ")})`);
        await clients.query(
          `COPY staged_texts FROM 's3://${options.bucket}/${key}' IAM_ROLE '${options.iamRole}' REGION '${options.region}' FORMAT AS CSV GZIP NULL AS '' TIMEFORMAT 'auto' DATEFORMAT 'auto'`,
        );
        const values = columns.map(([column, type]) =>
          isJsonColumn(type) ? `JSON_PARSE(${quote(column)}) AS ${quote(column)}` : quote(column),
        );
        await clients.query(`CREATE TEMP TABLE staged_rows AS SELECT ${values.join(", ")} FROM staged_texts`);
        if (slice.isWhole) await clients.query(deleteGone(slice, "staged_rows", "redshift"));
        await clients.query(mergeRows(slice, "staged_rows", "redshift", null));
        for (const statement of keepMark(slice, "redshift")) await clients.query(statement);
        await clients.query("DROP TABLE staged_rows");
        await clients.query("DROP TABLE staged_texts");
        await clients.query("COMMIT");
      } catch (error) {
        await clients.query("ROLLBACK").catch(() => undefined);
        throw targetError(error, "Redshift", `the rows of ${slice.table}`);
      } finally {
        await clients.deleteFile(key);
      }
    },
    close: () => clients.end(),
  };
}

interface S3Package {
  S3Client: new (options: { region: string }) => { send(command: object): Promise<unknown>; destroy(): void };
  PutObjectCommand: new (input: object) => object;
  DeleteObjectCommand: new (input: object) => object;
}

async function installedClients({ url, bucket, region }: RedshiftTargetOptions): Promise<RedshiftClients> {
  const s3Package = await requireClient<S3Package>("@aws-sdk/client-s3", "Redshift");
  const { S3Client, PutObjectCommand, DeleteObjectCommand } = s3Package;
  const pg = await connectPg(url, "Redshift");
  const s3 = new S3Client({ region });
  return {
    query: (sql) => pg.query(sql),
    async putFile(key, path) {
      const { stat } = await import("node:fs/promises");
      // A stream's length must be said.
      const { size } = await stat(path);
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: createReadStream(path), ContentLength: size }),
      );
    },
    async deleteFile(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async end() {
      s3.destroy();
      await pg.end();
    },
  };
}
