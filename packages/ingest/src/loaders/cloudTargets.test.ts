import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { openBigQueryTarget } from "./bigqueryTarget.ts";
import { publishWarehouse } from "./publishWarehouse.ts";
import { openRedshiftTarget } from "./redshiftTarget.ts";
import { requireClient } from "./requireClient.ts";
import { openSnowflakeTarget } from "./snowflakeTarget.ts";

/*
 * The three services can't be run here: what their clients are asked, and in which order, is held against what their documentation says.
 * Each stand-in answers as the client does, and fails where a test tells it to.
 */

let warehouse: Warehouse;
/** Everything that was asked, in order. */
let asked: string[];
/** The file of the slice, as it was sent. */
let sent: string;
/** What is asked fails when it holds this. */
let fails: RegExp | null;

beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  await warehouse.run(
    `INSERT INTO users (tenant_id, user_id, country, consent_email, registered_at, _raw) VALUES
     ('default', 'a', 'CO', true, '2026-01-01 10:00:00', '{"x":"\\"1\\""}'), ('default', 'b', '', NULL, NULL, NULL)`,
  );
  asked = [];
  sent = "";
  fails = null;
});

afterEach(() => warehouse.close());

function ask(what: string): void {
  asked.push(what);
  if (fails?.test(what)) throw new Error("quota exceeded");
}

const OPTIONS = { tables: ["users"], createSchema: false };

/** The first words of each statement, and the table where there is one. */
const outline = () =>
  asked.map((sql) => /^(?:CREATE \w+ TABLE|CREATE OR REPLACE \w+ TABLE|\w+(?: \w+)?)/.exec(sql)?.[0] ?? sql);

const statement = (start: string) => asked.find((sql) => sql.startsWith(start)) ?? "";

it("names the package that a warehouse needs and isn't there", async () => {
  await expect(requireClient("northstar-no-such-client", "BigQuery")).rejects.toMatchObject({
    code: "client_missing",
    message: expect.stringContaining("pnpm add northstar-no-such-client"),
  });
});

describe("BigQuery", () => {
  const open = () =>
    openBigQueryTarget({ projectId: "p", dataset: "d", location: "EU" }, () => ({
      async query({ query, location, defaultDataset }) {
        expect({ location, defaultDataset }).toEqual({
          location: "EU",
          defaultDataset: { projectId: "p", datasetId: "d" },
        });
        ask(query);
        return [[]];
      },
      dataset: (dataset, options) => ({
        table: (table) => ({
          async load(path, metadata) {
            expect(options).toEqual({ location: "EU" });
            ask(`load ${dataset}.${table.replace(/_[0-9a-f]{32}$/, "")} ${JSON.stringify(metadata)}`);
            sent = await readFile(path, "utf8");
            return [{ status: {} }];
          },
          async delete() {
            ask("delete staging");
          },
        }),
      }),
    }));

  it("loads a job into a staging table, merges in one script, and removes the staging table", async () => {
    await publishWarehouse(warehouse, await open(), OPTIONS);
    expect(outline()).toEqual(["SELECT", "load d", "BEGIN TRANSACTION", "delete staging"]);
    const lines = sent
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { user_id: "a", consent_email: true, registered_at: "2026-01-01 10:00:00", _raw: '{"x":"\\"1\\""}' },
      { user_id: "b", country: "", consent_email: null, registered_at: null, _raw: null },
    ]);
    const load = asked[1] ?? "";
    expect(load).toContain('"sourceFormat":"NEWLINE_DELIMITED_JSON"');
    expect(load).toContain('"writeDisposition":"WRITE_TRUNCATE"');
    expect(load).toContain('{"name":"_raw","type":"STRING"}');
    expect(load).toContain('{"name":"registered_at","type":"TIMESTAMP"}');
    const script = (asked[2] ?? "").split(";\n");
    expect(script).toHaveLength(6);
    expect(script[1]).toMatch(/^DELETE FROM `users` WHERE `users`\.`tenant_id` = 'default' AND NOT EXISTS /);
    expect(script[2]).toContain("PARSE_JSON(`_raw`, wide_number_mode => 'round')");
    expect(script[2]).toContain("TO_JSON_STRING(`users`.`_raw`) IS DISTINCT FROM TO_JSON_STRING(staged.`_raw`)");
    expect(script[4]).toMatch(
      /^INSERT INTO `warehouse_info` .*VALUES \('published:default:users:[^']+', '1-\d+'\), \('published:default:users:[^']+', '1-\d+'\)$/,
    );
    expect(script[4]).toContain("users:2026-01-01'");
    expect(script[4]).toContain("users:none'");
    expect(script[5]).toBe("COMMIT TRANSACTION");
  });

  it("removes the staging table when the job or the script fails, and says which step it was", async () => {
    for (const step of [/^load/, /^BEGIN/]) {
      asked = [];
      fails = step;
      await expect(publishWarehouse(warehouse, await open(), OPTIONS)).rejects.toMatchObject({
        code: "target_failed",
        message: expect.stringContaining("BigQuery refused the rows of users (quota exceeded)"),
      });
      expect(asked.at(-1)).toBe("delete staging");
    }
  });
});

describe("Redshift", () => {
  const open = () =>
    openRedshiftTarget(
      { url: "", bucket: "b", prefix: "in", iamRole: "arn:aws:iam::1:role/load", region: "us-east-1" },
      async () => ({
        async query(sql) {
          ask(sql);
          return { rows: [] };
        },
        async putFile(key, path) {
          ask(`put ${key.replace(/-[0-9a-f-]{36}/, "")}`);
          sent = gunzipSync(await readFile(path)).toString();
        },
        async deleteFile() {
          ask("remove file");
        },
        async end() {},
      }),
    );

  it("puts the file, copies it into texts, types them, deletes and merges in one transaction, and removes the file", async () => {
    await publishWarehouse(warehouse, await open(), OPTIONS);
    expect(outline()).toEqual([
      "SELECT",
      "put in",
      "BEGIN",
      "CREATE TEMP TABLE",
      "COPY staged_texts",
      "CREATE TEMP TABLE",
      "DELETE FROM",
      "MERGE INTO",
      "DELETE FROM",
      "INSERT INTO",
      "DROP TABLE",
      "DROP TABLE",
      "COMMIT",
      "remove file",
    ]);
    expect(asked[1]).toBe("put in/users.csv.gz");
    expect(sent.split("\n")[0]).toContain('"{""x"":""\\""1\\""""}"');
    expect(statement("COPY")).toMatch(
      /FROM 's3:\/\/b\/in\/users-[0-9a-f-]+\.csv\.gz' IAM_ROLE 'arn:aws:iam::1:role\/load'/,
    );
    expect(asked[5]).toContain('JSON_PARSE("_raw") AS "_raw"');
    // Its MERGE takes a table, and no condition.
    expect(statement("MERGE")).toMatch(
      /^MERGE INTO "users" USING staged_rows AS staged ON .*\nWHEN MATCHED THEN UPDATE SET /,
    );
  });

  it("rolls back and removes the file when a step fails", async () => {
    fails = /^MERGE/;
    await expect(publishWarehouse(warehouse, await open(), OPTIONS)).rejects.toMatchObject({ code: "target_failed" });
    expect(asked.slice(-2)).toEqual(["ROLLBACK", "remove file"]);
  });
});

describe("Snowflake", () => {
  const open = () =>
    openSnowflakeTarget(
      { account: "a", username: "u", password: "p", warehouse: "w", database: "d", schema: "PUBLIC" },
      async () => ({
        async connectAsync() {
          ask("connect");
        },
        execute({ sqlText, complete }) {
          void (async () => {
            const path = /^PUT 'file:\/\/([^']+)'/.exec(sqlText)?.[1];
            if (path) sent = gunzipSync(await readFile(path)).toString();
            try {
              ask(sqlText);
              complete(undefined, null, []);
            } catch (error) {
              complete(error as Error, null, undefined);
            }
          })();
        },
        destroy: (done) => done(undefined),
      }),
    );

  it("puts the file to the user's stage, copies, then deletes and merges in one transaction without DDL", async () => {
    const target = await open();
    await publishWarehouse(warehouse, target, OPTIONS);
    await target.close();
    expect(outline()).toEqual([
      "connect",
      "ALTER SESSION",
      "SELECT key",
      "CREATE OR REPLACE TEMPORARY TABLE",
      "PUT",
      "COPY INTO",
      "BEGIN",
      "DELETE FROM",
      "MERGE INTO",
      "DELETE FROM",
      "INSERT INTO",
      "COMMIT",
      "REMOVE",
    ]);
    expect(sent.trim().split("\n")).toHaveLength(2);
    expect(statement("COPY")).toMatch(
      /^COPY INTO staged_users FROM \(SELECT \$1, .*PARSE_JSON\(\$\d+\).* FROM '@~\/northstar\//,
    );
    expect(statement("COPY")).toContain("ON_ERROR = ABORT_STATEMENT");
    expect(statement("MERGE")).toContain("users.country IS DISTINCT FROM staged.country");
  });

  it("rolls back and removes the file when a step fails", async () => {
    fails = /^COPY/;
    await expect(publishWarehouse(warehouse, await open(), OPTIONS)).rejects.toMatchObject({
      code: "target_failed",
      message: expect.stringContaining("Snowflake refused the rows of users (quota exceeded)"),
    });
    expect(outline().slice(-2)).toEqual(["ROLLBACK", "REMOVE"]);
  });
});
