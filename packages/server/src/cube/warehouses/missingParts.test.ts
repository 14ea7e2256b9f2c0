import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf } from "../testing/claims.ts";
import { failure } from "../testing/failure.ts";
import { createTestRuntime } from "../testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "../testing/warehouse.ts";
import type { CubeRuntime } from "../types.ts";
import { readMissingPart } from "./missingParts.ts";

const analyst = claimsOf("analyst");

describe("readMissingPart", () => {
  // Messages as the servers word them.
  it.each([
    ['Catalog Error: Table with name users does not exist!\nDid you mean "pg_user"?', "table", "users"],
    ['error: relation "users" does not exist', "table", "users"],
    ['relation "northstar.users" does not exist', "table", "users"],
    ["Not found: Table project:northstar.users was not found in location EU", "table", "users"],
    ["SQL compilation error:\nObject 'NORTHSTAR.PUBLIC.USERS' does not exist or not authorized.", "table", "users"],
    ['Binder Error: Table "u" does not have a column named "country"', "column", "country"],
    ['Binder Error: Referenced column "country" not found in FROM clause!', "column", "country"],
    ["column u.country does not exist", "column", "country"],
    ['column "country" does not exist', "column", "country"],
    ["Unrecognized name: country at [1:8]", "column", "country"],
    ["SQL compilation error: error line 1 at position 7\ninvalid identifier 'COUNTRY'", "column", "country"],
    ["Catalog Error: Scalar Function with name ns_now does not exist!", "function", "ns_now"],
    ["function ns_day(timestamp without time zone) does not exist", "function", "ns_day"],
    ["Function not found: ns_now at [1:8]", "function", "ns_now"],
    ["SQL compilation error:\nUnknown function NS_NOW", "function", "ns_now"],
  ])("%s", (text, kind, name) => {
    expect(readMissingPart(text)).toEqual({ kind, name });
  });

  it.each([
    "Table with name orders_by_day20260101_abcdefgh_12345678_1abcdef does not exist!",
    "Conversion Error: Could not convert string 'x' to INT32",
  ])("says nothing of %s", (text) => {
    expect(readMissingPart(text)).toBeNull();
  });
});

describe("a warehouse that lacks what the model reads", () => {
  let warehouse: TestWarehouse;
  let cube: CubeRuntime;

  beforeAll(async () => {
    warehouse = await createTestWarehouse();
    cube = await createTestRuntime(warehouse);
    await cube.checkWarehouse();
    await warehouse.run("ALTER TABLE orders DROP COLUMN note");
    await warehouse.run("DROP TABLE visits");
  });

  afterAll(async () => {
    await cube?.close();
    warehouse?.close();
  });

  it("is told of all of it before anybody asks", async () => {
    const error = await failure(cube.checkWarehouse());
    expect(error.code).toBe("warehouse_incomplete");
    expect(error.message).toMatch(
      /^The warehouse lacks the table visits and the column note, which the model reads\. /,
    );
    expect(error.message).toContain("`northstar ddl` writes cube/warehouse/<warehouse>.sql");
  });

  it("says what a query missed, without SQL", async () => {
    const error = await failure(cube.load({ measures: ["traffic.count"] }, analyst));
    expect(error).toMatchObject({
      code: "warehouse_incomplete",
      message: expect.stringContaining("the table visits,"),
    });
    expect(error.message).not.toMatch(/select|from/i);
    const column = await failure(cube.load({ dimensions: ["sales.note"] }, analyst));
    expect(column).toMatchObject({
      code: "warehouse_incomplete",
      message: expect.stringContaining("the column note,"),
    });
  });

  it("goes on answering what it has", async () => {
    expect((await cube.load({ measures: ["sales.amount"] }, analyst)).data).toEqual([{ "sales.amount": "15.8" }]);
  });

  it("is in order once it has everything", async () => {
    await warehouse.run("ALTER TABLE orders ADD COLUMN note VARCHAR");
    await warehouse.run("CREATE TABLE visits (id BIGINT, page VARCHAR, visited_at TIMESTAMP)");
    await cube.checkWarehouse();
    expect((await cube.load({ measures: ["traffic.count"] }, analyst)).data).toEqual([{ "traffic.count": "0" }]);
  });
});
