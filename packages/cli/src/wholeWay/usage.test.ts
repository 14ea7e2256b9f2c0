import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWholeWay, type WholeWay } from "./openWholeWay.ts";

let way: WholeWay;
beforeAll(async () => {
  way = await openWholeWay({});
});
afterAll(() => way.close());

/** What the catalogue of metrics says of a KPI's readers. */
async function readersOf(kpi: string, role: "director" | "analyst"): Promise<unknown> {
  const { northstar } = way.platform;
  const token = await northstar.signToken({ sub: "tomas", roles: [role] });
  const headers = { authorization: `Bearer ${token}` };
  const answer = await northstar.fetch(new Request(`http://northstar.test/northstar/v1/metrics/${kpi}`, { headers }));
  return ((await answer.json()) as { metric: { readers?: unknown } }).metric.readers;
}

async function tell(sub: string, role: "director" | "marketing", shown: readonly object[]): Promise<unknown> {
  const { northstar } = way.platform;
  const token = await northstar.signToken({ sub, roles: [role] });
  const answer = await northstar.fetch(
    new Request("http://northstar.test/northstar/v1/usage", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ shown }),
    }),
  );
  return await answer.json();
}

const shown = (kpi: string, lagSeconds: number | null) => ({
  id: randomUUID(),
  view: "executive",
  kpi,
  ageSeconds: 0,
  lagSeconds,
});

test("before anything was counted, nobody is said to have looked or not", async () => {
  expect(await readersOf("k_factor", "analyst")).toBeUndefined();
});

test("what screens tell is what the adoption KPIs count, however often they tell it", async () => {
  const first = [shown("active_professionals", 30), shown("new_registrations", 900)];
  expect(await tell("lucia", "director", first)).toEqual({ accepted: 2, dropped: 0 });
  expect(await tell("lucia", "director", first)).toEqual({ accepted: 2, dropped: 0 });
  // With one that was told before, in a batch that is another.
  await tell("lucia", "director", [...first.slice(1), shown("k_factor", 10)]);
  // A KPI that marketing doesn't see is no use of marketing's.
  expect(await tell("mateo", "marketing", [shown("sponsorship_revenue", 10)])).toEqual({ accepted: 0, dropped: 1 });
  await way.platform.settle();
  await way.platform.northstar.runtime.refresh();

  const [rows] = await way.ask(
    [
      {
        measures: ["kpi_views", "tactical_views", "tactical_freshness_share", "active_roles", "weekly_readers"].map(
          (name) => `adoption.${name}`,
        ),
        dimensions: ["adoption.usage_role", "adoption.usage_view"],
      },
    ],
    { sub: "tomas", roles: ["analyst"] },
  );
  expect(rows).toEqual([
    {
      usage_role: "director",
      usage_view: "executive",
      kpi_views: 3,
      // The K-factor has an hour, so it isn't one of them; of the two others one was 30 s old and one 15 minutes.
      tactical_views: 2,
      tactical_freshness_share: 0.5,
      active_roles: 1,
      weekly_readers: 1,
    },
  ]);
});

test("who looked at a metric is told to those who see who reads, and to nobody else", async () => {
  expect(await readersOf("k_factor", "analyst")).toEqual({
    days: 30,
    roles: [{ role: "director", readers: 1 }],
    lastAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/),
  });
  expect(await readersOf("tav", "analyst")).toEqual({ days: 30, roles: [], lastAt: null });
  expect(await readersOf("k_factor", "director")).toBeUndefined();
});
