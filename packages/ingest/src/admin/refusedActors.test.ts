import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { createRefusedActors } from "./refusedActors.ts";
import { emptyPlumbing, NOW, portOn } from "./testing.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterAll(() => warehouse.close());
beforeEach(() => emptyPlumbing(warehouse));

const rows = () =>
  warehouse.all(
    "SELECT kind, actor, outcome, severity, source_id, occurred_at, _raw FROM security_events ORDER BY source_id, actor",
  );

it("is a row for a person and what they asked for, with how often and when", async () => {
  let now = NOW;
  const refused = createRefusedActors(warehouse, { now: () => now, onError: expect.unreachable });
  refused.note({ subject: "zanahoria", area: "integrations" });
  now += 1000;
  refused.note({ subject: "zanahoria", area: "integrations" });
  refused.note({ subject: "zanahoria", area: "erasures" });
  refused.note({ subject: "calabaza", area: "integrations" });
  await refused.close();
  const found = await rows();
  expect(found.map(({ source_id: area, _raw }) => [area, JSON.parse(String(_raw)).count])).toEqual(
    expect.arrayContaining([
      ["erasures", 1],
      ["integrations", 2],
      ["integrations", 1],
    ]),
  );
  expect(found).toHaveLength(3);
  expect(new Set(found.map(({ actor }) => actor)).size).toBe(2);
  expect(found[0]).toMatchObject({
    kind: "forbidden",
    actor: expect.stringMatching(/^user:[0-9a-f]{16}$/),
    outcome: "refused",
    severity: "medium",
    occurred_at: new Date(NOW + 1000),
  });
  const twice = found.map(({ _raw }) => JSON.parse(String(_raw))).find(({ count }) => count === 2);
  expect(twice).toEqual({ count: 2, firstAt: "2026-11-22T15:00:00.000Z", lastAt: "2026-11-22T15:00:01.000Z" });
  expect(JSON.stringify(found)).not.toMatch(/zanahoria|calabaza/);
});

it("doesn't fill the table, however many come", async () => {
  const refused = createRefusedActors(warehouse, { now: () => NOW, onError: expect.unreachable });
  for (let n = 0; n < 1000; n++) refused.note({ subject: `somebody ${n}`, area: "erasures" });
  await refused.close();
  const found = await rows();
  expect(found).toHaveLength(201);
  expect(found.filter(({ actor }) => actor === null).map(({ _raw }) => JSON.parse(String(_raw)).count)).toEqual([800]);
});

it("is what the port is told", async () => {
  const port = portOn(warehouse);
  port.refused({ subject: "ana", area: "erasures" });
  await port.close();
  expect(await rows()).toMatchObject([{ kind: "forbidden", source_id: "erasures" }]);
});
