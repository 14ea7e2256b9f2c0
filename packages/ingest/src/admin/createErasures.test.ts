import type { Erasure, ErasureRequest } from "@northstar/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ingestPayload } from "../pipeline/ingest.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { createErasures, type Erasures } from "./createErasures.ts";
import { ACTOR, NOW } from "./testing.ts";

let warehouse: Warehouse;
let erasures: Erasures;
let faults: Error[];
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  faults = [];
  erasures = createErasures({ warehouse, now: () => NOW, onError: (error) => faults.push(error) });
  const contact = (id: string, email: string) => ({
    id,
    createdAt: "2026-01-05T08:00:00Z",
    updatedAt: "2026-03-01T00:00:00Z",
    properties: { email, phone: "+573001112233", country: "Colombia" },
  });
  await ingestPayload(warehouse, "hubspot", {
    body: JSON.stringify({ results: [contact("501", "zanahoria@example.org")] }),
  });
});
afterEach(() => warehouse.close());

function begin(request: ErasureRequest): Erasure {
  const begun = erasures.begin(request, ACTOR);
  if ("refused" in begun) throw new Error(begun.message);
  return begun;
}

async function done(request: ErasureRequest): Promise<Erasure> {
  const { id } = begin(request);
  await erasures.settled();
  return erasures.get(id)!;
}

const people = async () => (await warehouse.all("SELECT user_id FROM users")).map(({ user_id: id }) => id);
const audit = () => warehouse.all("SELECT kind, actor, outcome, source_id FROM security_events ORDER BY event_id");

it("begins at once, is looked at by its id, and ends with the rows by table", async () => {
  const begun = begin({ email: "Zanahoria@example.org " });
  expect(begun).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    dryRun: false,
    status: "running",
    startedAt: "2026-11-22T15:00:00.000Z",
    finishedAt: null,
    progress: 0,
    table: null,
    rows: {},
    error: null,
  });
  await erasures.settled();
  expect(erasures.get(begun.id)).toEqual({
    ...begun,
    status: "done",
    finishedAt: "2026-11-22T15:00:00.000Z",
    progress: 1,
    // The contact, its three identifiers and the payload that it came in.
    rows: { users: 1, identities: 3, raw_inbox: 1 },
  });
  expect(await people()).not.toContain("501");
  expect(erasures.get("another")).toBeNull();
});

it("leaves one row, which says who as administration does, and whom it doesn't say", async () => {
  await done({ crmId: "501" });
  expect(await audit()).toEqual([
    { kind: "erasure", actor: expect.stringMatching(/^user:[0-9a-f]{16}$/), outcome: "allowed", source_id: null },
  ]);
});

it("finds out what would change, and leaves only the row that somebody asked", async () => {
  const { rows, dryRun, status } = await done({ crmId: "501", dryRun: true });
  expect({ rows, dryRun, status }).toEqual({
    rows: { users: 1, identities: 3, raw_inbox: 1 },
    dryRun: true,
    status: "done",
  });
  expect(await people()).toEqual(["501"]);
  expect(await audit()).toEqual([
    {
      kind: "admin_action",
      actor: expect.stringMatching(/^user:[0-9a-f]{16}$/),
      outcome: "allowed",
      source_id: "erasures",
    },
  ]);
});

it("does one at a time", async () => {
  begin({ crmId: "501" });
  expect(erasures.begin({ crmId: "502" }, ACTOR)).toMatchObject({ refused: "busy" });
  await erasures.settled();
  expect((await done({ crmId: "502" })).rows).toEqual({});
});

it.each<ErasureRequest>([
  { email: "zanahoria" },
  { email: "zanahoria@" },
  { email: "zanahoria @example.org" },
  { phone: "zanahoria 12345" },
  { phone: "0000001234" },
  { crmId: " " },
  { userId: "" },
])("refuses %j, which would bury somebody else's or nobody's", async (request) => {
  const refusal = erasures.begin(request, ACTOR);
  expect(refusal).toMatchObject({ refused: "identifier_invalid" });
  expect(JSON.stringify(refusal)).not.toMatch(/zanahoria|1234/);
  await erasures.settled();
  expect(await audit()).toEqual([]);
});

it("says that it failed, with nothing changed, and nothing of the person anywhere", async () => {
  const transaction = warehouse.transaction.bind(warehouse);
  let isFirst = true;
  const broken: Warehouse = {
    ...warehouse,
    transaction: (work) =>
      transaction(async (runner) => {
        const result = await work(runner);
        if (!isFirst) return result;
        isFirst = false;
        throw new Error("Binder Error: zanahoria@example.org in SELECT * FROM users");
      }),
  };
  erasures = createErasures({ warehouse: broken, now: () => NOW, onError: (error) => faults.push(error) });
  const erasure = await done({ email: "zanahoria@example.org" });
  expect(erasure).toMatchObject({ status: "failed", rows: {}, table: null, finishedAt: "2026-11-22T15:00:00.000Z" });
  expect(erasure.error).toBe(
    "The erasure failed because of a fault on the server, and nothing has changed. See the server's log.",
  );
  expect(faults).toHaveLength(1);
  expect(`${faults[0]?.message}`).not.toMatch(/zanahoria|SELECT/);
  expect(await people()).toEqual(["501"]);
  expect(await audit()).toEqual([
    { kind: "admin_action", actor: expect.any(String), outcome: "failed", source_id: "erasures" },
  ]);
});

it("keeps the newest", async () => {
  erasures = createErasures({ warehouse, now: () => NOW, onError: (error) => faults.push(error), kept: 2 });
  const ids: string[] = [];
  for (const crmId of ["1", "2", "3"]) ids.push((await done({ crmId, dryRun: true })).id);
  expect(ids.map((id) => erasures.get(id)?.status)).toEqual([undefined, "done", "done"]);
});
