import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { BigQuery } from "@google-cloud/bigquery";
import snowflake from "snowflake-sdk";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type FakeReply, type FakeRequest, startFakeServer } from "../connectors/testing/fakeServer.ts";
import { temporaryFolder } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { type BigQueryClient, openBigQueryTarget } from "./bigqueryTarget.ts";
import { publishWarehouse } from "./publishWarehouse.ts";
import { openS3Files } from "./s3Files.ts";
import { openSnowflakeTarget, type SnowflakeConnection } from "./snowflakeTarget.ts";

/*
 * The services' own clients, speaking to servers of the test that answer as the services are known to (BigQuery's and S3's
 * documented interfaces, Snowflake's as its driver reads it). What the services make of it is not tried here.
 */

let warehouse: Warehouse;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  await warehouse.run(
    `INSERT INTO users (tenant_id, user_id, country, consent_email, registered_at, _raw) VALUES
     ('default', 'a', 'CO', true, '2026-01-01 10:00:00', '{"x":"ñ \\"1\\""}'), ('default', 'b', '', NULL, NULL, NULL)`,
  );
});
afterEach(() => warehouse.close());

const OPTIONS = { tables: ["users"], createSchema: false };

/** BigQuery's REST interface, version 2: jobs.insert as an upload in parts, jobs.get, jobs.query, tables.delete. */
function bigQueryAnswer({ method, url, body }: FakeRequest, marks: Record<string, string>[]): FakeReply {
  const jobReference = { projectId: "p", jobId: "j1", location: "EU" };
  switch (`${method} ${url.pathname}`) {
    case "POST /upload/bigquery/v2/projects/p/jobs":
      return { body: { kind: "bigquery#job", id: "p:EU.j1", jobReference, status: { state: "RUNNING" } } };
    case "GET /bigquery/v2/projects/p/jobs/j1":
      return { body: { kind: "bigquery#job", id: "p:EU.j1", jobReference, status: { state: "DONE" } } };
    case "POST /bigquery/v2/projects/p/queries": {
      const rows = body.includes("SELECT `key`") ? marks : [];
      const names = Object.keys(rows[0] ?? {});
      return {
        body: {
          jobReference,
          jobComplete: true,
          totalRows: String(rows.length),
          schema: { fields: names.map((name) => ({ name, type: "STRING", mode: "NULLABLE" })) },
          rows: rows.map((row) => ({ f: names.map((name) => ({ v: row[name] })) })),
        },
      };
    }
    default:
      return method === "DELETE"
        ? { status: 204 }
        : { status: 404, body: { error: { code: 404, message: url.pathname } } };
  }
}

it("BigQuery's client uploads a load job, waits for it, and runs one script", async () => {
  const marks = [{ mark_key: "published:default:users:2026-01-05", mark_value: "9-9" }];
  const service = await startFakeServer((request) => bigQueryAnswer(request, marks));
  try {
    const authClient = { getRequestHeaders: async () => ({ authorization: "Bearer t" }) };
    const client = new BigQuery({ projectId: "p", apiEndpoint: service.origin, authClient } as never);
    const target = await openBigQueryTarget(
      { projectId: "p", dataset: "d", location: "EU" },
      () => client as unknown as BigQueryClient,
    );
    await publishWarehouse(warehouse, target, OPTIONS);
    await target.close();
  } finally {
    await service.close();
  }
  const [marksAsked, upload, waited, script, removed, ...more] = service.requests;
  expect(more).toEqual([]);
  expect(service.requests.every(({ headers }) => headers.authorization === "Bearer t")).toBe(true);
  expect(JSON.parse(marksAsked!.body)).toMatchObject({
    location: "EU",
    defaultDataset: { projectId: "p", datasetId: "d" },
    useLegacySql: false,
  });

  expect(`${upload!.url.pathname}${upload!.url.search}`).toBe(
    "/upload/bigquery/v2/projects/p/jobs?uploadType=multipart",
  );
  const [boundary] = /(?<=boundary=).+/.exec(upload!.headers["content-type"] ?? "") ?? [];
  const [job = "", rows = ""] = upload!.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => part.slice(part.indexOf("\r\n\r\n") + 4));
  const { configuration, jobReference } = JSON.parse(job);
  const staging = configuration.load.destinationTable.tableId;
  expect(staging).toMatch(/^staged_users_[0-9a-f]{32}$/);
  expect(configuration.load).toMatchObject({
    destinationTable: { projectId: "p", datasetId: "d", tableId: staging },
    sourceFormat: "NEWLINE_DELIMITED_JSON",
    writeDisposition: "WRITE_TRUNCATE",
    schema: {
      fields: expect.arrayContaining([
        { name: "registered_at", type: "TIMESTAMP" },
        { name: "_raw", type: "STRING" },
        { name: "consent_email", type: "BOOL" },
      ]),
    },
  });
  // Where the data is belongs to the job, not to its configuration.
  expect(jobReference).toMatchObject({ projectId: "p", location: "EU" });
  expect(
    rows
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { user_id: "a", consent_email: true, registered_at: "2026-01-01 10:00:00", _raw: '{"x":"ñ \\"1\\""}' },
    { user_id: "b", country: "", registered_at: null, _raw: null },
  ]);

  expect(`${waited!.method} ${waited!.url.pathname} ${waited!.url.searchParams.get("location")}`).toBe(
    "GET /bigquery/v2/projects/p/jobs/j1 EU",
  );
  const statements = String(JSON.parse(script!.body).query).split(";\n");
  expect(statements.map((sql) => sql.split(" ")[0])).toEqual([
    "BEGIN",
    "DELETE",
    "MERGE",
    "DELETE",
    "INSERT",
    "COMMIT",
  ]);
  // The day that the target has and we don't is part of what is deleted.
  expect(statements[1]).toContain(
    "`users`.`registered_at` >= TIMESTAMP '2026-01-05 00:00:00' AND `users`.`registered_at` < TIMESTAMP '2026-01-06 00:00:00'",
  );
  expect(statements[1]).toContain(`FROM \`${staging}\` AS staged`);
  expect(`${removed!.method} ${removed!.url.pathname}`).toBe(
    `DELETE /bigquery/v2/projects/p/datasets/d/tables/${staging}`,
  );
});

it("S3's client puts the file with its length, signed, and removes it", async () => {
  const service = await startFakeServer(({ method }) => ({
    status: method === "DELETE" ? 204 : 200,
    headers: { "content-type": "application/xml" },
  }));
  const folder = await temporaryFolder();
  vi.stubEnv("AWS_ENDPOINT_URL_S3", service.origin);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "id");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  try {
    const files = await openS3Files("bucket", "eu-west-1");
    await files.put("in/users.csv.gz", await folder.file("users.csv.gz", "rows"));
    await files.remove("in/users.csv.gz");
    files.close();
  } finally {
    vi.unstubAllEnvs();
    await folder.remove();
    await service.close();
  }
  expect(service.requests.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
    "PUT /bucket/in/users.csv.gz",
    "DELETE /bucket/in/users.csv.gz",
  ]);
  const [put] = service.requests;
  expect(put!.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/eu-west-1\/s3\/aws4_request/);
  expect(put!.headers["x-amz-decoded-content-length"] ?? put!.headers["content-length"]).toBe("4");
  expect(put!.body).toContain("rows");
});

/** Snowflake's interface of its drivers, with a stage that is a folder here. */
function snowflakeAnswer({ url, body }: FakeRequest, stage: string): FakeReply {
  if (url.pathname === "/session/v1/login-request") {
    return { body: { success: true, data: { token: "t", masterToken: "m", parameters: [], sessionInfo: {} } } };
  }
  if (url.pathname !== "/queries/v1/query-request") return { body: { success: true, data: null } };
  const path = /^PUT 'file:\/\/([^']+)'/.exec(JSON.parse(body).sqlText)?.[1];
  const data =
    path === undefined
      ? {
          rowtype: [],
          rowset: [],
          total: 0,
          returned: 0,
          parameters: [],
          queryResultFormat: "json",
          statementTypeId: 4096,
        }
      : {
          command: "UPLOAD",
          src_locations: [path],
          parallel: 4,
          autoCompress: false,
          sourceCompression: "gzip",
          overwrite: false,
          encryptionMaterial: null,
          stageInfo: { locationType: "LOCAL_FS", location: stage, path: "", region: "", creds: {} },
        };
  return { body: { success: true, data: { queryId: "q", sqlState: "00000", ...data } } };
}

it("Snowflake's client signs in, puts the file to the stage, copies it from there and merges in one transaction", async () => {
  const folder = await temporaryFolder();
  const service = await startFakeServer((request) => snowflakeAnswer(request, folder.path));
  try {
    snowflake.configure({ logLevel: "OFF" });
    const target = await openSnowflakeTarget(
      { account: "a", username: "u", password: "p", warehouse: "w", database: "d", schema: "PUBLIC" },
      async (options) =>
        snowflake.createConnection({
          ...options,
          accessUrl: service.origin,
        } as never) as unknown as SnowflakeConnection,
    );
    await publishWarehouse(warehouse, target, OPTIONS);
    await target.close();
    const sent = gunzipSync(await readFile(join(folder.path, "users.csv.gz"))).toString();
    expect(sent.split("\n").map((line) => line.slice(0, 10))).toEqual(["default,a,", "default,b,", ""]);
  } finally {
    await service.close();
    await folder.remove();
  }
  const login = JSON.parse(service.requests[0]!.body).data;
  expect(login).toMatchObject({ ACCOUNT_NAME: "a", LOGIN_NAME: "u", PASSWORD: "p" });
  const queries = service.requests.filter(({ url }) => url.pathname === "/queries/v1/query-request");
  expect(queries.every(({ headers }) => headers.authorization === 'Snowflake Token="t"')).toBe(true);
  const statements = queries.map(({ body }) => String(JSON.parse(body).sqlText));
  expect(statements.map((sql) => sql.split(" ")[0])).toEqual([
    "ALTER",
    "SELECT",
    "CREATE",
    "PUT",
    "COPY",
    "BEGIN",
    "DELETE",
    "MERGE",
    "DELETE",
    "INSERT",
    "COMMIT",
    "REMOVE",
  ]);
  const [stage] = /@~\/northstar\/[0-9a-f-]+/.exec(statements[3]!) ?? [];
  expect(statements[4]).toContain(`FROM '${stage}/users.csv.gz'`);
  expect(statements[11]).toBe(`REMOVE '${stage}'`);
  expect(service.requests.at(-1)!.url.pathname).toBe("/session");
});
