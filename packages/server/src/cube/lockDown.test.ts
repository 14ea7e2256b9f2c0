import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimsOf } from "./testing/claims.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse } from "./testing/warehouse.ts";

const query = { measures: ["sales.count"], dimensions: ["sales.country"] };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "northstar-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("answers and builds rollups in a warehouse file that is shut to the outside, and finds them again", async () => {
  const path = join(folder, "warehouse.duckdb");
  const director = claimsOf("director");
  for (const round of ["first start", "second start"]) {
    const warehouse = await createTestWarehouse({ path });
    await warehouse.run("SET GLOBAL TimeZone = 'UTC'");
    await warehouse.run("SET enable_external_access = false");
    await warehouse.run("SET autoinstall_known_extensions = false");
    await warehouse.run("SET autoload_known_extensions = false");
    await warehouse.run("SET lock_configuration = true");
    const built: string[] = [];
    const cube = await createTestRuntime(warehouse, {
      log: (event) => {
        if (event === "Executing Load Pre Aggregation SQL") built.push(event);
      },
    });
    const { data, usedPreAggregations } = await cube.load(query, director);
    expect(data).toContainEqual({ "sales.country": "CO", "sales.count": "3" });
    expect(Object.keys(usedPreAggregations)).toHaveLength(1);
    expect(built.length > 0).toBe(round === "first start");
    await cube.close();
    warehouse.close();
  }
});

it("refuses a folder that holds no model", async () => {
  const warehouse = await createTestWarehouse();
  for (const modelPath of [folder, join(folder, "missing")]) {
    await expect(createTestRuntime(warehouse, { modelPath })).rejects.toMatchObject({ code: "model_invalid" });
  }
  warehouse.close();
});
