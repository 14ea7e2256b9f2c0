import { ROLES, type Role } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAccessMatrix } from "../packages/cli/src/access/accessMatrix.ts";
import { readModel } from "../packages/cli/src/codegen/readModel.ts";
import { columnsOf, TABLES, type TableName } from "../packages/ingest/src/warehouse/schema.ts";
import { claims, createModelRuntime, MODEL_PATH, type ModelRuntime } from "./testing/modelRuntime.ts";
import { type CellValue, createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

/*
 * A row in every table of the warehouse, with this word wherever a person is named. Whatever column a dimension is made from, and
 * whatever table is added, the word may come out only for the roles that need it.
 */
const PERSON = "someone-in-particular";

/** Columns that tell one person from another. */
const PERSONAL =
  /^(\w*user_id|user_pseudo_id|subject_id|identity_value|email_hash|phone_hash|ip_hash|wa_bsuid|crm_id|actor)$/;

/** Who needs to know which person it is; everybody else sees a mask or nothing. */
const NEEDED: Record<Role, RegExp> = {
  analyst: /./,
  marketing: /^operational\.referrer$/,
  devops: /^technical\.(actor|ip_hash)$/,
  director: /^$/,
  consultant: /^$/,
};

const CELLS: Record<string, CellValue> = {
  VARCHAR: "thing",
  JSON: "{}",
  BOOLEAN: true,
  TIMESTAMP: "2026-03-10 15:00:00",
  DATE: "2026-03-10",
};

/** Who is invited is another person: nobody invites themselves. */
const personIn = (column: string) => (column === "invitee_user_id" ? `${PERSON}-else` : PERSON);

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  for (const table of Object.keys(TABLES) as TableName[]) {
    if (TABLES[table].kind !== "rows") continue;
    const columns = Object.entries(columnsOf(table)).filter(
      ([name]) => !["tenant_id", "source", "source_id", "_loaded_at", "_run_id", "_raw", "_deleted"].includes(name),
    );
    const row = columns.map(([name, type]) => (PERSONAL.test(name) ? personIn(name) : (CELLS[type] ?? 1)));
    await data.insert("default", table, [...columns.map(([name]) => name), "_deleted"], [[...row, false]]);
  }
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

describe("personal data", () => {
  it.each(ROLES)("comes out for %s only where that role needs it", async (role) => {
    const { cubes } = await cube.runtime.meta(claims("default", [role]));
    const texts = cubes.flatMap(({ dimensions }) => dimensions.filter(({ type }) => type === "string"));
    const shown: string[] = [];
    for (const { name } of texts) {
      const { data: rows } = await cube.load({ dimensions: [name] }, claims("default", [role]));
      if (JSON.stringify(rows).includes(PERSON)) shown.push(name);
    }
    expect(shown.filter((name) => !NEEDED[role].test(name))).toEqual([]);
    // It is there to be found: the analyst finds it, and who needs one of them has it.
    const least = { analyst: 8, marketing: 1, devops: 2, director: 0, consultant: 0 }[role];
    expect(shown.length).toBeGreaterThanOrEqual(least);
  });

  it("is one group behind its mask, whatever else is asked with it", async () => {
    const { restricted } = readAccessMatrix(await readModel(MODEL_PATH));
    const masked = restricted.filter(({ access }) => access.consultant === "masked");
    expect(masked.length).toBeGreaterThanOrEqual(9);
    for (const { member } of masked) {
      const { data: rows } = await cube.load({ dimensions: [member] }, claims("default", ["consultant"]));
      expect(rows, member).toEqual([{ [member]: "***" }]);
    }
  });

  it("keeps its mask whoever asked first", async () => {
    const query = { dimensions: ["executive.person"], measures: ["executive.retention_30_people"] };
    const rowsOf = async (...roles: Role[]) => (await cube.load(query, claims("default", roles))).data;
    const mask = [{ "executive.person": "***", "executive.retention_30_people": "1" }];
    const whole = [{ "executive.person": PERSON, "executive.retention_30_people": "1" }];
    expect(await rowsOf("consultant")).toEqual(mask);
    expect(await rowsOf("analyst")).toEqual(whole);
    expect(await rowsOf("consultant", "director")).toEqual(mask);
    expect(await rowsOf("consultant", "analyst")).toEqual(whole);
    expect(await rowsOf("consultant")).toEqual(mask);
  });

  it("is behind masks that name their own member, without which Cube drops the join, and in one rollup alone", async () => {
    const { cubes } = await readModel(MODEL_PATH);
    const masks = cubes.flatMap(({ name: cubeName, dimensions, definition }) =>
      dimensions
        .filter((dimension) => "mask" in dimension)
        .map(({ name, mask }) => ({ cubeName, name, sql: (mask as { sql?: string }).sql, definition })),
    );
    expect(masks.length).toBeGreaterThanOrEqual(8);
    for (const { cubeName, name, sql } of masks) expect(sql, `${cubeName}.${name}`).toContain(`{${name}}`);
    const inRollups = cubes.flatMap(({ name, definition }) =>
      ((definition.pre_aggregations ?? []) as { dimensions?: string[] }[]).flatMap(({ dimensions = [] }) =>
        dimensions.map((dimension) => (dimension.includes(".") ? dimension : `${name}.${dimension}`)),
      ),
    );
    expect(inRollups).toContain("tenants.tenant");
    // A rollup with another one needs its question below.
    expect(inRollups.filter((member) => masks.some(({ cubeName, name }) => member === `${cubeName}.${name}`))).toEqual([
      "community.referrer",
    ]);
  });

  it("comes masked from that rollup too", async () => {
    const query = { dimensions: ["operational.referrer"], measures: ["operational.invitations"] };
    const ask = async (role: Role) => {
      const { data: rows, usedPreAggregations } = await cube.load(query, claims("default", [role]));
      expect(Object.keys(usedPreAggregations).join(), role).toContain("referrers_by_day");
      return rows;
    };
    expect(await ask("analyst")).toContainEqual({ "operational.referrer": PERSON, "operational.invitations": "1" });
    expect(await ask("consultant")).toEqual([{ "operational.referrer": "***", "operational.invitations": "1" }]);
  });
});
