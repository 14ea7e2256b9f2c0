import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsOf } from "./testing/claims.ts";
import { failure } from "./testing/failure.ts";
import { createTestRuntime } from "./testing/runtime.ts";
import { createTestWarehouse, type TestWarehouse } from "./testing/warehouse.ts";
import type { CubeRuntime } from "./types.ts";

// One of the five orders has the note "secret", the others none. A consultant sees a mask of it, an analyst the note itself.

let warehouse: TestWarehouse;
let cube: CubeRuntime;
let server: Server;

beforeAll(async () => {
  warehouse = await createTestWarehouse();
  cube = await createTestRuntime(warehouse);
  server = createServer((req, res) => cube.handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await cube?.close();
  warehouse?.close();
});

const consultant = claimsOf("consultant");
const analyst = claimsOf("analyst");
const note = "sales.note";

async function asked(query: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(
    `http://127.0.0.1:${port}/cubejs-api/v1/load?query=${encodeURIComponent(JSON.stringify(query))}`,
    { headers: { authorization: "Bearer consultant" } },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("a masked member", () => {
  // First for the consultant, so that nothing is compiled yet: Cube keeps what it learns of a member between readers.
  it.each([
    ["alone", { dimensions: [note] }, [{ [note]: "***" }]],
    ["with a count", { dimensions: [note], measures: ["sales.count"] }, [{ [note]: "***", "sales.count": "5" }]],
  ])("is one row, %s", async (_, query, rows) => {
    expect((await cube.load(query, consultant)).data).toEqual(rows);
    expect((await asked(query)).body.data).toEqual(rows);
  });

  it("is whole for who may see it, before and after", async () => {
    const query = { dimensions: [note], measures: ["sales.count"], order: [["sales.count", "desc"]] } as const;
    const rows = [
      { [note]: null, "sales.count": "4" },
      { [note]: "secret", "sales.count": "1" },
    ];
    for (const claims of [analyst, claimsOf("consultant", "analyst"), claimsOf("director", "analyst")]) {
      expect((await cube.load(query, claims)).data).toEqual(rows);
    }
    expect((await cube.load({ dimensions: [note] }, consultant)).data).toEqual([{ [note]: "***" }]);
  });

  it("stays masked beside a role that doesn't see it at all", async () => {
    expect((await cube.load({ dimensions: [note] }, claimsOf("director", "consultant"))).data).toEqual([
      { [note]: "***" },
    ]);
  });

  const count = { measures: ["sales.count"] };
  it.each([
    ["a filter", { ...count, filters: [{ member: note, operator: "equals", values: ["secret"] }] }],
    ["a filter by Cube's older name", { ...count, filters: [{ dimension: note, operator: "set" }] }],
    ["a filter in a group", { ...count, filters: [{ and: [{ or: [{ member: note, operator: "notSet" }] }] }] }],
    ["an order", { ...count, dimensions: [note], order: [[note, "asc"]] }],
    ["an order in Cube's older form", { ...count, dimensions: [note], order: { [note]: "asc" } }],
  ])("is refused as %s, by both doors", async (_, query) => {
    const refusal = { code: "member_masked", members: [note] };
    expect(await failure(cube.load(query as never, consultant))).toMatchObject(refusal);
    expect(await asked(query)).toMatchObject({ status: 403, body: refusal });
    await expect(cube.load({ ...query, timezone: "UTC" } as never, analyst)).resolves.toBeDefined();
  });

  it("can't be unmasked by the query", async () => {
    expect((await asked({ dimensions: [note], maskedMembers: [] })).status).toBe(400);
    expect((await asked({ dimensions: [note], ungrouped: true })).status).toBe(400);
  });

  it("is told from the others in the meta of its reader", async () => {
    const maskedOf = async (...roles: Parameters<typeof claimsOf>) =>
      (await cube.meta(claimsOf(...roles))).cubes.flatMap(({ dimensions, measures }) =>
        [...dimensions, ...measures].filter(({ masked }) => masked).map(({ name }) => name),
      );
    expect(await maskedOf("consultant")).toEqual([note]);
    expect(await maskedOf("consultant", "director")).toEqual([note]);
    expect(await maskedOf("consultant", "analyst")).toEqual([]);
    expect(await maskedOf("analyst")).toEqual([]);
    expect(await maskedOf("director")).toEqual([]);
  });
});

describe("an order", () => {
  it.each([
    ["a dimension", [["sales.country", "asc"]]],
    ["a time without granularity", [["sales.created_at", "asc"]]],
    ["a measure", { "sales.amount": "desc" }],
  ])("by %s that isn't asked for is refused, not left out", async (_, order) => {
    const query = {
      measures: ["sales.count"],
      timeDimensions: [{ dimension: "sales.created_at", dateRange: ["2026-01-01", "2026-03-31"] }],
      order,
    };
    expect(await asked(query)).toMatchObject({ status: 400, body: { code: "bad_query" } });
  });

  it("by a time with its granularity is taken, in each of Cube's forms", async () => {
    const query = {
      measures: ["sales.count"],
      timeDimensions: [{ dimension: "sales.created_at", granularity: "month" }],
    };
    for (const order of [[["sales.created_at", "desc"]], { "sales.created_at": "desc" }]) {
      const { status, body } = await asked({ ...query, order });
      expect([status, (body.data as { "sales.created_at.month": string }[])[0]?.["sales.created_at.month"]]).toEqual([
        200,
        "2026-03-01T00:00:00.000",
      ]);
    }
  });
});
