import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { classifyError } from "../classifyError.ts";
import { SharedDuckDBDriver, useUtcSessions } from "./duckdbDriver.ts";

let instance: DuckDBInstance;
let driver: SharedDuckDBDriver;

beforeEach(async () => {
  instance = await DuckDBInstance.create(":memory:");
  await useUtcSessions(instance);
  driver = new SharedDuckDBDriver({ instance, connections: 2 });
});

afterEach(async () => {
  await driver.release();
  instance.closeSync();
});

describe("SharedDuckDBDriver", () => {
  it("answers every type as Cube expects it: numbers as exact text, times as ISO, lists as lists", async () => {
    const [row] = await driver.query(
      `SELECT 9223372036854775807::BIGINT AS bigint, 170141183460469231731687303715884105727::HUGEINT AS hugeint,
        1234567890123456.70::DECIMAL(18,2) AS decimal, 100::DECIMAL(18,2) AS round, 0.1::DOUBLE AS double, true AS boolean,
        DATE '2026-01-31' AS date, TIMESTAMP '2026-01-31 10:00:00.123456' AS time, ['a', NULL] AS list, NULL AS nothing`,
    );
    expect(row).toEqual({
      bigint: "9223372036854775807",
      hugeint: "170141183460469231731687303715884105727",
      decimal: "1234567890123456.7",
      round: "100",
      double: "0.1",
      boolean: true,
      date: "2026-01-31T00:00:00.000Z",
      time: "2026-01-31T10:00:00.123Z",
      list: ["a", null],
      nothing: null,
    });
  });

  it("binds values", async () => {
    expect(await driver.query("SELECT ?::VARCHAR AS text", ["'; DROP TABLE x; --"])).toEqual([
      { text: "'; DROP TABLE x; --" },
    ]);
  });

  it("refuses several statements in one string", async () => {
    await expect(driver.query("SELECT 1; CREATE TABLE sneaked (i INT)")).rejects.toThrow();
    expect(await driver.query("SELECT * FROM information_schema.tables WHERE table_name = 'sneaked'")).toEqual([]);
  });

  it("answers more queries at once than it has connections", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => driver.query<{ n: string }>("SELECT ?::INT AS n", [n])),
    );
    expect(answers.map(([row]) => row?.n)).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("gives a connection back after a failed query", async () => {
    for (let i = 0; i < 3; i++) await expect(driver.query("SELECT * FROM missing")).rejects.toThrow("missing");
    expect(await driver.query("SELECT 1 AS one")).toEqual([{ one: "1" }]);
  });

  it("leaves the instance open when it is released", async () => {
    await driver.release();
    const connection = await instance.connect();
    expect((await connection.runAndReadAll("SELECT 1")).getRows()).toEqual([[1]]);
    connection.closeSync();
  });

  it("stops a running query when it is cancelled", async () => {
    const running = driver.query(
      "SELECT count(*) FROM range(1000000000000) AS a(i) WHERE hash(i) = 0",
    ) as Promise<unknown> & {
      cancel(): Promise<void>;
    };
    const outcome = running.then(
      () => "done",
      (error: Error) => error.message,
    );
    await driver.query("SELECT 1");
    await running.cancel();
    expect(await outcome).toContain("INTERRUPT");
  });

  it("stops one that is cancelled at any moment of its beginning, or while it waits for a connection", async () => {
    const endless = "SELECT count(*) FROM range(1000000000000) AS a(i) WHERE hash(i) = 0";
    const started = Array.from(
      { length: 12 },
      () => driver.query(endless) as Promise<unknown> & { cancel(): Promise<void> },
    );
    const outcomes = Promise.allSettled(started);
    await Promise.all(started.map((query) => query.cancel()));
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("INTERRUPT") } });
    }
  });

  it("converts time zones without an extension to fetch, and with the outside shut", async () => {
    const connection = await instance.connect();
    await connection.run("SET enable_external_access = false");
    await connection.run("SET lock_configuration = true");
    connection.closeSync();
    const [row] = await driver.query(
      "SELECT timezone('America/Bogota', TIMESTAMP '2026-01-01 03:00:00'::TIMESTAMPTZ) AS local",
    );
    expect(row).toEqual({ local: "2025-12-31T22:00:00.000Z" });
    await expect(driver.query("SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow(/disabled/);
    await expect(driver.query("COPY (SELECT 1) TO 'out.csv'")).rejects.toThrow(/disabled/);
    await expect(driver.query("ATTACH 'other.duckdb'")).rejects.toThrow(/disabled/);
  });
});

describe("useUtcSessions", () => {
  it("says so when the configuration is locked in another zone", async () => {
    const other = await DuckDBInstance.create(":memory:");
    const connection = await other.connect();
    await connection.run("SET GLOBAL TimeZone = 'America/Lima'");
    await connection.run("SET lock_configuration = true");
    connection.closeSync();
    await expect(useUtcSessions(other)).rejects.toMatchObject({ code: "warehouse_time_zone" });
    other.closeSync();
  });
});

describe("on an instance that has to be opened anew", () => {
  const ENDLESS = "SELECT count(*) FROM range(1000000000000) AS a(i) WHERE hash(i) = 0";

  /** A warehouse that closes its instance and opens another, as one on a disk that was full does. */
  function reopening() {
    const letGo = new Set<() => Promise<void>>();
    let present = Promise.resolve(instance);
    return {
      source: {
        connect: async () => await (await present).connect(),
        onReopen(listener: () => Promise<void>) {
          letGo.add(listener);
          return () => letGo.delete(listener);
        },
      },
      reopen() {
        // Who asks meanwhile waits for it.
        present = Promise.all(Array.from(letGo, (each) => each())).then(() => DuckDBInstance.create(":memory:"));
        return present;
      },
      letGo,
    };
  }

  it("gives back every connection, ends what runs by a name of its own, and asks the new one from then on", async () => {
    const { source, reopen, letGo } = reopening();
    const shared = new SharedDuckDBDriver({ instance: source, connections: 2 });
    await Promise.all([shared.query("SELECT 1"), shared.query("SELECT 1")]);
    const running = [shared.query(ENDLESS), shared.query(ENDLESS)].map((query) =>
      query.then(
        () => "done",
        (error: Error) => error.message,
      ),
    );
    const waiting = shared.query("SELECT 1 AS one");
    const other = await reopen();
    for (const message of await Promise.all(running))
      expect(classifyError(new Error(message)).code).toBe("warehouse_unavailable");
    expect(await waiting).toEqual([{ one: "1" }]);
    const connection = await other.connect();
    await connection.run("CREATE TABLE only_here AS SELECT 7 AS n");
    expect(await shared.query("SELECT n FROM only_here")).toEqual([{ n: "7" }]);
    await shared.release();
    expect(letGo.size).toBe(0);
    connection.closeSync();
    other.closeSync();
  });

  it("says so when there is none at the moment, and asks again the next time", async () => {
    let isFull = true;
    const shared = new SharedDuckDBDriver({
      instance: {
        async connect() {
          if (isFull) throw new Error("The disk that holds the warehouse /srv/w.duckdb is full");
          return await instance.connect();
        },
      },
      connections: 1,
    });
    const refused = await shared.query("SELECT 1").catch((error: unknown) => error);
    expect(classifyError(refused)).toMatchObject({
      code: "warehouse_unavailable",
      message: expect.not.stringContaining("/srv"),
    });
    isFull = false;
    expect(await shared.query("SELECT 1 AS one")).toEqual([{ one: "1" }]);
    await shared.release();
  });
});
