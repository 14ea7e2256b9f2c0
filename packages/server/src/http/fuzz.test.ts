import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import { openCommunity } from "../testing/community.ts";
import { ask } from "../testing/requests.ts";

// Bad input of every kind against the real runtime: nothing may end in a 500, and nothing of the inside may show.

let northstar: Northstar;
const faults: unknown[] = [];
beforeAll(async () => {
  northstar = await openCommunity({ onError: (error) => faults.push(error) });
});
afterAll(async () => {
  await northstar.close();
});

const INSIDE = /\bSELECT\b|\bFROM\b|\bGROUP BY\b|stack|node_modules|\.ts:\d|\/srv|duckdb/i;
const SETTINGS = { seed: 20261122, numRuns: 150 };
const TIMEOUT_MS = 240_000;

/** Any answer is a refusal below 500 that tells nothing, or rows. */
async function expectTame(body: string): Promise<void> {
  const response = await ask(northstar, { roles: ["director"], filters: { country: ["CO"] } }, "/northstar/v1/load", {
    method: "POST",
    body,
  });
  const text = await response.text();
  expect([response.status, text.match(INSIDE)?.[0], faults]).toEqual([
    expect.toSatisfy((status) => status < 500),
    undefined,
    [],
  ]);
  for (const line of response.status === 200 ? text.trim().split("\n") : []) {
    expect(JSON.parse(line).error?.status ?? 200).toBeLessThan(500);
  }
}

const known = fc.constantFrom(
  "executive.new_registrations",
  "executive.sponsorship_revenue",
  "executive.country",
  "executive.email",
  "executive.age",
  "executive.invited",
  "executive.date",
  "executive.tenant",
  "executive.invited_people",
  "technical.flow_runs",
  "operational.country",
  "registrations.email",
  "executive.__proto__",
);
// No words of SQL in it: they would be quoted back, and the property couldn't tell them from a leak.
const junk = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.string({ maxLength: 12 }),
  fc.constant([]),
  fc.constant({}),
);
// Rarely junk: most inputs should get past the first check, each to fail at a later one.
const mostly = <T>(good: fc.Arbitrary<T>) => fc.oneof({ weight: 60, arbitrary: good }, { weight: 1, arbitrary: junk });
const member = mostly(known);
const date = mostly(
  fc.constantFrom(
    "2026-01-01",
    "2026-02-30",
    "2026-12-31",
    "0000-00-00",
    "2026-11-01T00:00:00.000",
    "last month",
    "9999-12-31",
    "1900-01-01",
  ),
);
const value = mostly(
  fc.constantFrom("CO", "12", "-1", "true", "2026-01-01", "", "%", "'", '"', "\\", "$1", "?", "{{x}}", "🦆", "\u202e"),
);
const operator = mostly(
  fc.constantFrom(
    "equals",
    "notEquals",
    "contains",
    "startsWith",
    "endsWith",
    "gt",
    "lte",
    "set",
    "notSet",
    "inDateRange",
    "beforeDate",
    "onTheDate",
    "in",
    "measureFilter",
  ),
);
const { filter } = fc.letrec((tie) => ({
  filter: fc.oneof(
    { depthSize: "small" },
    mostly(
      fc.record(
        { member, operator, values: mostly(fc.array(value, { maxLength: 2 })) },
        { requiredKeys: ["member", "operator"] },
      ),
    ),
    fc.record({ and: fc.array(tie("filter"), { maxLength: 2 }) }),
    fc.record({ or: fc.array(tie("filter"), { maxLength: 2 }) }),
  ),
}));
const list = <T>(item: fc.Arbitrary<T>) => mostly(fc.array(item, { maxLength: 2 }));
const query = fc
  .record({
    measures: list(member),
    dimensions: list(member),
    segments: list(member),
    timeDimensions: list(
      fc.record(
        {
          dimension: fc.constantFrom("executive.date", "executive.date", "technical.date", "executive.age"),
          granularity: mostly(fc.constantFrom("hour", "day", "month", "year", "second", "eon")),
          dateRange: mostly(fc.tuple(date, date)),
          compareDateRange: list(fc.tuple(date, date)),
        },
        { requiredKeys: ["dimension"] },
      ),
    ),
    filters: list(filter),
    order: list(fc.tuple(member, fc.constantFrom("asc", "desc"))),
    limit: mostly(fc.integer({ min: -5, max: 60_000 })),
    offset: mostly(fc.integer({ min: 0, max: 100 })),
    timezone: mostly(
      fc.constantFrom("UTC", "America/Bogota", "Mars/Olympus", "+05:00", "GMT0", "Etc/GMT+5", "EST5EDT"),
    ),
    ungrouped: junk,
  })
  .chain((whole) =>
    fc
      .subarray(Object.keys(whole) as (keyof typeof whole)[], { maxLength: 3 })
      .map((keys) => Object.fromEntries(keys.map((key) => [key, whole[key]]))),
  );

/** Like `query`, but built so that most get past the checks and reach Cube. */
const plausible = fc.record(
  {
    measures: fc.constantFrom(
      ["executive.new_registrations"],
      ["executive.new_registrations", "executive.invited_registrations"],
    ),
    dimensions: fc.uniqueArray(
      fc.constantFrom("executive.country", "executive.source", "executive.age", "executive.invited", "executive.date"),
    ),
    filters: fc.array(
      fc.oneof(
        fc.record({
          member: fc.constantFrom("executive.country", "executive.source"),
          operator: fc.constantFrom(
            "equals",
            "notEquals",
            "contains",
            "notContains",
            "startsWith",
            "notStartsWith",
            "endsWith",
            "notEndsWith",
          ),
          values: fc.array(fc.string({ unit: "binary", maxLength: 8 }), { minLength: 1, maxLength: 3 }),
        }),
        fc.record({
          member: fc.constantFrom("executive.age", "executive.new_registrations"),
          operator: fc.constantFrom("equals", "notEquals", "gt", "gte", "lt", "lte"),
          values: fc.tuple(fc.constantFrom("0", "-1", "999999999999999", "0.000000000000001", "007", "-0")),
        }),
        fc.record({
          member: fc.constant("executive.date"),
          operator: fc.constantFrom("onTheDate", "beforeDate", "beforeOrOnDate", "afterDate", "afterOrOnDate"),
          values: fc.tuple(
            fc.constantFrom("2026-01-01", "1900-01-01", "2199-12-31T23:59:59.999", "2026-03-08T02:30:00"),
          ),
        }),
        fc.record({
          member: fc.constant("executive.date"),
          operator: fc.constantFrom("inDateRange", "notInDateRange"),
          values: fc.constantFrom(
            ["2026-01-01", "2026-12-31"],
            ["1900-01-01", "2199-12-31"],
            ["2026-01-01T10:00", "2026-01-01T10:00"],
          ),
        }),
        fc.record({
          member: fc.constantFrom("executive.country", "executive.invited", "executive.date"),
          operator: fc.constantFrom("set", "notSet"),
        }),
      ),
      { maxLength: 3 },
    ),
    timezone: fc.constantFrom("UTC", "America/Bogota", "Asia/Kolkata", "Pacific/Apia", "EST5EDT", "GMT0"),
    limit: fc.constantFrom(1, 50_000),
    offset: fc.constantFrom(0, 10_000_000),
  },
  { requiredKeys: ["measures"] },
);

describe("no input is answered with a fault or with the inside", { timeout: TIMEOUT_MS }, () => {
  it("any text", async () => {
    await fc.assert(fc.asyncProperty(fc.string({ maxLength: 200 }), expectTame), SETTINGS);
  });

  it("any JSON", async () => {
    await fc.assert(fc.asyncProperty(fc.json(), expectTame), SETTINGS);
  });

  it("queries with anything anywhere", async () => {
    const body = fc.array(query, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(body, (queries) =>
        expectTame(JSON.stringify({ queries: queries.map((item, at) => ({ id: `${at}`, query: item })) })),
      ),
      SETTINGS,
    );
  });

  it("queries that look right", async () => {
    await fc.assert(
      fc.asyncProperty(plausible, (item) => expectTame(JSON.stringify({ queries: [{ id: "a", query: item }] }))),
      SETTINGS,
    );
  });
});
