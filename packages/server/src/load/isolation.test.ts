import type { Claims, LoadLine, Query } from "@northstar/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import { openCommunity } from "../testing/community.ts";
import { linesOf, load } from "../testing/requests.ts";

/* Real Cube: what the cache gives is what its reader would have been given without it. */

let cached: Northstar;
let plain: Northstar;

beforeAll(async () => {
  cached = await openCommunity();
  plain = await openCommunity({ answerCacheBytes: 0 });
}, 60_000);

afterAll(async () => {
  await cached?.close();
  await plain?.close();
});

const TENANTS = ["default", "other"];
const ROLES = ["director", "consultant", "analyst"] as const;

describe("two tenants and three roles at the same time", () => {
  // Counted by hand from the table of the community: four registrations of one tenant, of which two in Colombia; one of the other.
  const ASKED: readonly Query[] = [
    { measures: ["executive.new_registrations"] },
    { measures: ["executive.invited_registrations"] },
    {
      measures: ["executive.new_registrations"],
      filters: [{ member: "executive.country", operator: "equals", values: ["CO"] }],
    },
    {
      dimensions: ["executive.contact"],
      measures: ["executive.new_registrations"],
      order: [["executive.new_registrations", "desc"]],
    },
  ];
  const COUNTS: Record<string, readonly number[]> = { default: [4, 2, 2], other: [1, 1, 1] };
  const CONTACTS: Record<string, readonly string[]> = {
    default: ["a@example.com", "b@example.com", "c@example.com", "d@example.com"],
    other: ["e@example.com"],
  };

  function expectOwn(tenant: string, role: string, lines: ReadonlyMap<string, LoadLine>): void {
    const rows = (id: string) => {
      const line = lines.get(id);
      return line && "data" in line ? line.data : line?.error.code;
    };
    const count = (id: string) => {
      const [row] = rows(id) ?? [];
      return typeof row === "object" ? Number(Object.values(row)[0]) : row;
    };
    expect([tenant, role, count("q0"), count("q1"), count("q2")]).toEqual([tenant, role, ...(COUNTS[tenant] ?? [])]);
    const contacts = rows("q3");
    if (role === "director") expect(contacts).toBe("member_denied");
    else if (!Array.isArray(contacts)) expect.unreachable(`${role} of ${tenant} has no contacts`);
    else {
      const seen = contacts.map((row) => String(row["executive.contact"])).sort();
      expect([tenant, role, seen]).toEqual([tenant, role, role === "analyst" ? CONTACTS[tenant] : ["***"]]);
    }
  }

  it("each get their own, whoever asked first", async () => {
    const readers = TENANTS.flatMap((tenant) => ROLES.map((role) => ({ tenant, role })));
    let given = 0;
    for (let round = 0; round < 6; round++) {
      // Another one begins each round, and each asks twice at once.
      const order = [...readers.slice(round), ...readers.slice(0, round)];
      await Promise.all(
        [...order, ...order].map(async ({ tenant, role }) => {
          const response = await load(cached, { sub: `${role} ${round}`, tenant, roles: [role] }, ...ASKED);
          expect(response.status).toBe(200);
          const lines = await linesOf(response);
          expectOwn(tenant, role, lines);
          for (const line of lines.values()) if ("data" in line && line.used?.cached) given++;
        }),
      );
    }
    // Two readers of each three have four answers and the directors three: all but those of the first round were there.
    expect(given).toBeGreaterThanOrEqual(5 * 2 * (4 * 4 + 2 * 3));
  });
});

describe("any reader's answer to any query", () => {
  const claims: fc.Arbitrary<Claims> = fc.record({
    sub: fc.constantFrom("ana", "luis"),
    tenant: fc.constantFrom(...TENANTS),
    roles: fc.subarray(["director", "consultant", "analyst", "marketing"], { minLength: 1 }),
    filters: fc.record(
      { country: fc.subarray(["CO", "MX"], { minLength: 1 }), source: fc.subarray(["web", "ads"], { minLength: 1 }) },
      { requiredKeys: [] },
    ),
    can: fc.constantFrom<Claims["can"]>([], ["export"]),
  });
  const query: fc.Arbitrary<Query> = fc
    .record({
      view: fc.constantFrom("executive", "executive", "operational"),
      measures: fc.shuffledSubarray(["new_registrations", "invited_registrations"], { minLength: 1 }),
      dimensions: fc.shuffledSubarray(["country", "source", "contact"], { maxLength: 2 }),
      granularity: fc.constantFrom(undefined, "month" as const),
      dateRange: fc.constantFrom(
        undefined,
        ["2026-10-01", "2026-10-31"] as const,
        ["2026-10-01", "2026-11-30"] as const,
      ),
      country: fc.constantFrom(undefined, "CO", "PE"),
      limit: fc.constantFrom(undefined, 1),
    })
    .map(({ view, measures, dimensions, granularity, dateRange, country, limit }): Query => {
      const full = (name: string) => `${view}.${name}`;
      const hasTime = granularity !== undefined || dateRange !== undefined;
      const names = [...dimensions, ...measures].map(full);
      return {
        measures: measures.map(full),
        dimensions: dimensions.map(full),
        ...(hasTime ? { timeDimensions: [{ dimension: full("date"), granularity, dateRange }] } : {}),
        ...(country === undefined
          ? {}
          : { filters: [{ member: full("country"), operator: "equals", values: [country] }] }),
        // Rows that are as good as each other come in any order, so every column has a say.
        ...(limit === undefined || dimensions.includes("contact")
          ? {}
          : { limit, order: names.map((name) => [name, "asc"] as const) }),
      };
    });

  /** Rows without an order of their own come in any. */
  const said = (line: LoadLine | undefined): unknown => {
    if (!line || "error" in line) return line?.error;
    const rows = line.data.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
    return { rows, annotation: line.annotation, freshness: line.freshness };
  };

  it("is the same with the cache and without it, the first time and the second", async () => {
    let given = 0;
    let refused = 0;
    const asked = fc.record({
      readers: fc.array(claims, { minLength: 3, maxLength: 4 }),
      queries: fc.array(query, { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ readers, queries }) => {
        for (const reader of [...readers, ...readers]) {
          const body = queries.map((one, index) => ({ id: `q${index}`, query: one }));
          const [own, expected] = [await cached.load(body, reader), await plain.load(body, reader)];
          expect(own.map(said)).toEqual(expected.map(said));
          for (const line of own) {
            if ("error" in line) refused++;
            else if (line.used?.cached) given++;
          }
          expect(expected.some((line) => "data" in line && line.used?.cached)).toBe(false);
        }
      }),
      { seed: 20261122, numRuns: 15 },
    );
    expect(given).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(10);
  }, 120_000);
});
