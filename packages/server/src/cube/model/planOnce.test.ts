import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claims, Query } from "@northstar/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { requireCommonJs } from "../commonjs.ts";
import { claimsOf } from "../testing/claims.ts";
import { failure } from "../testing/failure.ts";
import { createTestRuntime, MODEL_PATH } from "../testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "../testing/warehouse.ts";
import type { CubeRuntime } from "../types.ts";

/* `ModelCompiler.getSql` remembers plans: what reaches Cube's own planner is counted here. */

const { CompilerApi }: typeof import("@cubejs-backend/server-core") = requireCommonJs("@cubejs-backend/server-core");

const COUNT: Query = { measures: ["sales.count"] };
const NOTES: Query = { dimensions: ["sales.note"] };

let folder: string;
let warehouse: TestWarehouse;
let cube: CubeRuntime | null;
const planned = vi.spyOn(CompilerApi.prototype, "getSql");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "northstar-plans-"));
  cpSync(MODEL_PATH, folder, { recursive: true });
  warehouse = await createTestWarehouse();
});

afterEach(async () => {
  await cube?.close();
  cube = null;
  warehouse.close();
  rmSync(folder, { recursive: true });
});

/** A runtime that has compiled its model, which plans questions of its own. */
async function start(): Promise<CubeRuntime> {
  cube = await createTestRuntime(warehouse, { modelPath: folder });
  await cube.meta(claimsOf("director"));
  return cube;
}

function change(from: string, to: string): void {
  const path = join(folder, "orders.yml");
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

/** Plans that asking takes. */
async function plansOf(runtime: CubeRuntime, query: Query, claims: Claims): Promise<number> {
  const before = planned.mock.calls.length;
  await runtime.load(query, claims);
  return planned.mock.calls.length - before;
}

describe("a question", () => {
  it("is planned once for all who ask it", async () => {
    const runtime = await start();
    expect(await plansOf(runtime, COUNT, claimsOf("director"))).toBeGreaterThan(0);
    expect(await plansOf(runtime, COUNT, claimsOf("director"))).toBe(0);
    expect(await plansOf(runtime, COUNT, { ...claimsOf("director"), sub: "another", tenant: "other" })).toBe(0);
    expect(await plansOf(runtime, COUNT, claimsOf("analyst"))).toBe(0);
  });

  it("of other dates or values has a plan of its own, but its members are known", async () => {
    const runtime = await start();
    const of = (country: string): Query => ({
      ...COUNT,
      filters: [{ member: "sales.country", operator: "equals", values: [country] }],
    });
    const first = await plansOf(runtime, of("CO"), claimsOf("director"));
    const other = await plansOf(runtime, of("MX"), claimsOf("director"));
    expect([other > 0, other < first]).toEqual([true, true]);
    const rows = await Promise.all(["CO", "MX"].map((country) => runtime.load(of(country), claimsOf("director"))));
    expect(rows.map(({ data }) => data)).toEqual([[{ "sales.count": "3" }], [{ "sales.count": "1" }]]);
  });

  it("has a plan for each policy: rows that are cut, values that are masked", async () => {
    const runtime = await start();
    const count = async (claims: Claims) => (await runtime.load(COUNT, claims)).data;
    expect(await count(claimsOf("director"))).toEqual([{ "sales.count": "5" }]);
    expect(await count(claimsOf("marketing"))).toEqual([{ "sales.count": "3" }]);
    expect(await count(claimsOf("director"))).toEqual([{ "sales.count": "5" }]);
    const notes = async (claims: Claims) =>
      (await runtime.load(NOTES, claims)).data.map((row) => row["sales.note"]).filter((note) => note !== null);
    expect(await notes(claimsOf("analyst"))).toEqual(["secret"]);
    expect(await notes(claimsOf("consultant"))).toEqual(["***"]);
    expect(await notes(claimsOf("analyst"))).toEqual(["secret"]);
  });

  it("is planned for each reader by a model that names them", async () => {
    change(
      "sql_table: orders\n    public",
      "sql: SELECT * FROM orders WHERE {SECURITY_CONTEXT.tenant.filter('tenant_id')}\n    public",
    );
    const runtime = await start();
    const count = async (tenant: string) =>
      (await runtime.load({ measures: ["sales.big"] }, { ...claimsOf("director"), tenant })).data[0]?.["sales.big"];
    // The last order alone is of the other tenant.
    expect(await count("other")).toBe("3");
    expect(await count("default")).toBe("9007199254740996");
    expect(await count("other")).toBe("3");
  });

  it("that can't be planned is planned anew the next time", async () => {
    const runtime = await start();
    planned.mockRejectedValueOnce(new Error("out of memory"));
    await failure(runtime.load(COUNT, claimsOf("director")));
    expect((await runtime.load(COUNT, claimsOf("director"))).data).toEqual([{ "sales.count": "5" }]);
  });
});

describe("what a reader may see", () => {
  // Only Cube may call it, and this test.
  const patching = vi.spyOn(
    CompilerApi.prototype as unknown as Record<"patchVisibilityByAccessPolicy", () => Promise<unknown>>,
    "patchVisibilityByAccessPolicy",
  );

  it("is worked out once a policy, whoever asks and whatever", async () => {
    const runtime = await start();
    const before = patching.mock.calls.length;
    for (const measure of ["sales.count", "sales.amount", "sales.big"]) {
      for (const sub of ["ana", "luis"]) await runtime.load({ measures: [measure] }, { ...claimsOf("director"), sub });
    }
    // The director's was, when the model was compiled.
    expect(patching.mock.calls.length).toBe(before);
    await runtime.load(COUNT, claimsOf("analyst"));
    await runtime.load(NOTES, claimsOf("analyst"));
    expect(patching.mock.calls.length).toBe(before + 1);
    expect((await failure(runtime.load(NOTES, claimsOf("director")))).code).toBe("hidden_member");
  });

  it("is another when the model is", async () => {
    cube = await createTestRuntime(warehouse, { modelPath: folder, development: true });
    await failure(cube.load(NOTES, claimsOf("director")));
    change(
      'includes: "*"\n          excludes: [note]\n      - group: marketing',
      'includes: "*"\n      - group: marketing',
    );
    await vi.waitFor(async () => expect((await cube?.load(NOTES, claimsOf("director")))?.data).toHaveLength(2), {
      timeout: 20_000,
      interval: 300,
    });
  });
});
