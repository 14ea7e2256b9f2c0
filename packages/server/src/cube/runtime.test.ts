import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf } from "./testing/claims.ts";
import { failure } from "./testing/failure.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "./testing/warehouse.ts";
import type { CubeRuntime } from "./types.ts";

const director = claimsOf("director");
const marketing = claimsOf("marketing");
const analyst = claimsOf("analyst");

let warehouse: TestWarehouse;
let cube: CubeRuntime;

beforeAll(async () => {
  warehouse = await createTestWarehouse();
  cube = await createTestRuntime(warehouse);
});

afterAll(async () => {
  await cube?.close();
  warehouse?.close();
});

describe("values", () => {
  it("keeps integers above 2^53 and decimals exact, as text", async () => {
    const { data } = await cube.load({ measures: ["sales.big", "sales.amount"] }, director);
    // 9007199254740993 + 1 + 2 + 3 and 10.50 + 5.00 + 0.10 + 0.20
    expect(data).toEqual([{ "sales.big": "9007199254740999", "sales.amount": "15.8" }]);
  });

  it("keeps nulls null and booleans boolean", async () => {
    const { data } = await cube.load(
      { dimensions: ["sales.paid", "sales.country"], measures: ["sales.amount"], order: [["sales.amount", "asc"]] },
      director,
    );
    expect(data).toContainEqual({ "sales.paid": null, "sales.country": "CO", "sales.amount": null });
    expect(data).toContainEqual({ "sales.paid": true, "sales.country": null, "sales.amount": "0.1" });
  });

  it("answers no rows with none", async () => {
    const { data } = await cube.load(
      {
        dimensions: ["sales.country"],
        measures: ["sales.count"],
        filters: [{ member: "sales.country", operator: "equals", values: ["ZZ"] }],
      },
      director,
    );
    expect(data).toEqual([]);
  });

  it("sends a measure's time as wall clock without offset", async () => {
    const { data } = await cube.load({ measures: ["sales.last_created_at"] }, director);
    expect(data).toEqual([{ "sales.last_created_at": "2026-03-15T12:00:00.000" }]);
  });

  it("carries measure meta in the annotation", async () => {
    const { annotation, lastRefreshTime } = await cube.load({ measures: ["sales.count"] }, director);
    expect(annotation["sales.count"]?.meta).toEqual({ kpi: { id: "orders" } });
    expect(lastRefreshTime).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
  });
});

describe("time zones", () => {
  const byMonth = (timezone?: string) =>
    cube.load(
      {
        measures: ["sales.count"],
        timeDimensions: [{ dimension: "sales.created_at", granularity: "month" }],
        order: [["sales.created_at", "asc"]],
        ...(timezone === undefined ? {} : { timezone }),
      },
      director,
    );
  const counts = async (timezone?: string) =>
    (await byMonth(timezone)).data.map((row) => [row["sales.created_at"], row["sales.count"]]);

  it("groups by the runtime's zone when the query names none", async () => {
    expect(await counts()).toEqual([
      ["2025-12-01T00:00:00.000", "1"],
      ["2026-01-01T00:00:00.000", "2"],
      ["2026-02-01T00:00:00.000", "1"],
      ["2026-03-01T00:00:00.000", "1"],
    ]);
  });

  it("groups by the query's zone", async () => {
    expect(await counts("UTC")).toEqual([
      ["2026-01-01T00:00:00.000", "2"],
      ["2026-02-01T00:00:00.000", "2"],
      ["2026-03-01T00:00:00.000", "1"],
    ]);
  });

  it("follows a zone's summer time: noon UTC is 8:00 in New York on 15 March and 7:00 on 2 January", async () => {
    const { data } = await cube.load(
      {
        dimensions: ["sales.country"],
        timeDimensions: [
          { dimension: "sales.created_at", granularity: "hour", dateRange: ["2026-01-02", "2026-03-31"] },
        ],
        filters: [{ member: "sales.amount", operator: "gt", values: ["0.15"] }],
        order: [["sales.created_at", "asc"]],
        timezone: "America/New_York",
      },
      director,
    );
    expect(data.map((row) => row["sales.created_at.hour"])).toEqual([
      "2026-01-02T07:00:00.000",
      "2026-03-15T08:00:00.000",
    ]);
  });

  it("repeats a time dimension under its bare name", async () => {
    const [row] = (await byMonth()).data;
    expect(row?.["sales.created_at"]).toBe(row?.["sales.created_at.month"]);
  });

  it("takes both ends of a date range in the query's zone", async () => {
    const count = async (start: string, end: string) =>
      (
        await cube.load(
          { measures: ["sales.count"], timeDimensions: [{ dimension: "sales.created_at", dateRange: [start, end] }] },
          director,
        )
      ).data[0]?.["sales.count"];
    expect(await count("2026-01-31", "2026-01-31")).toBe("1");
    expect(await count("2026-02-01", "2026-02-01")).toBe("1");
  });
});

describe("comparisons", () => {
  it("answers every range, told apart by compareDateRange", async () => {
    const { data } = await cube.load(
      {
        measures: ["sales.count"],
        timeDimensions: [
          {
            dimension: "sales.created_at",
            compareDateRange: [
              ["2026-01-01", "2026-01-31"],
              ["2026-02-01", "2026-02-28"],
            ],
          },
        ],
      },
      director,
    );
    expect(data).toEqual([
      { "sales.count": "2", compareDateRange: "2026-01-01T00:00:00.000 - 2026-01-31T23:59:59.999" },
      { "sales.count": "1", compareDateRange: "2026-02-01T00:00:00.000 - 2026-02-28T23:59:59.999" },
    ]);
  });

  it("shifts a measure in time", async () => {
    const { data } = await cube.load(
      {
        measures: ["sales.count", "sales.count_month_before"],
        timeDimensions: [
          { dimension: "sales.created_at", granularity: "month", dateRange: ["2026-02-01", "2026-02-28"] },
        ],
      },
      director,
    );
    expect(data).toEqual([expect.objectContaining({ "sales.count": "1", "sales.count_month_before": "2" })]);
  });
});

describe("access", () => {
  it("refuses a measure outside the role by name", async () => {
    const error = await failure(cube.load({ measures: ["sales.amount"] }, marketing));
    expect(error).toMatchObject({ code: "hidden_member", members: ["sales.amount"] });
    expect(error.message).toContain("'sales.amount'");
  });

  it("refuses a filter on a hidden dimension, which Cube would answer with no rows", async () => {
    const query = {
      measures: ["sales.count"],
      filters: [{ or: [{ member: "sales.note", operator: "equals", values: ["secret"] }] }],
    };
    expect(await failure(cube.load(query, director))).toMatchObject({ code: "hidden_member", members: ["sales.note"] });
    expect((await cube.load(query, analyst)).data).toEqual([{ "sales.count": "1" }]);
  });

  it("refuses the private cube behind a view", async () => {
    expect(await failure(cube.load({ measures: ["orders.count"] }, analyst))).toMatchObject({ code: "hidden_member" });
  });

  it("cuts rows by policy", async () => {
    expect((await cube.load({ measures: ["sales.count"] }, marketing)).data).toEqual([{ "sales.count": "3" }]);
    expect((await cube.load({ measures: ["sales.count"] }, director)).data).toEqual([{ "sales.count": "5" }]);
  });

  it("shows each role what it may see", async () => {
    const names = async (roles: Parameters<typeof claimsOf>) =>
      (await cube.meta(claimsOf(...roles))).cubes.map(({ name, measures }) => [name, measures.length]);
    expect(await names(["marketing"])).toEqual([["sales", 1]]);
    expect(await names(["director"])).toEqual([["sales", 6]]);
    expect(await names(["devops"])).toEqual([["traffic", 1]]);
    expect((await cube.metaAll()).cubes.map(({ name }) => name)).toEqual(["sales", "traffic"]);
  });

  it("applies what a token imposes on every range of a query", async () => {
    const other = await createTestRuntime(warehouse, {
      rewriteQuery: (query, claims) => ({
        ...query,
        filters: [...(query.filters ?? []), { member: "sales.tenant", operator: "equals", values: [claims.tenant] }],
      }),
    });
    try {
      const count = async (tenant: string) =>
        (await other.load({ measures: ["sales.count"] }, { ...director, tenant })).data[0]?.["sales.count"];
      expect([await count("default"), await count("other"), await count("nobody")]).toEqual(["4", "1", "0"]);
    } finally {
      await other.close();
    }
  });

  it("compiles a model that looks at the reader for each tenant", async () => {
    const folder = await mkdtemp(join(tmpdir(), "northstar-model-"));
    const cubes = `cube("texts", {
      public: false,
      sql: \`SELECT '\${COMPILE_CONTEXT.securityContext.tenant}' AS tenant\`,
      dimensions: { tenant: { sql: "tenant", type: "string", primaryKey: true, public: true } },
    });`;
    await writeFile(join(folder, "texts.js"), cubes);
    await writeFile(join(folder, "seen.yml"), 'views: [{ name: seen, cubes: [{ join_path: texts, includes: "*" }] }]');
    const other = await createTestRuntime(warehouse, { modelPath: folder });
    try {
      const seen = async (tenant: string) =>
        (await other.load({ dimensions: ["seen.tenant"] }, { ...director, tenant })).data;
      expect(await seen("default")).toEqual([{ "seen.tenant": "default" }]);
      expect(await seen("acme")).toEqual([{ "seen.tenant": "acme" }]);
    } finally {
      await other.close();
      await rm(folder, { recursive: true });
    }
  });
});
