import type { Catalog, FreshnessReport, LoadLine, Role } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "./createNorthstar.ts";
import { openCommunity } from "./testing/community.ts";
import { ask, linesOf, load, problemOf } from "./testing/requests.ts";

let northstar: Northstar;
beforeAll(async () => {
  northstar = await openCommunity();
});
afterAll(async () => {
  await northstar.close();
});

const answerOf = async (response: Response, id = "q0") => {
  expect(response.status).toBe(200);
  const line = (await linesOf(response)).get(id) as Extract<LoadLine, { data: unknown }>;
  return line;
};
const rowsOf = async (response: Response) => (await answerOf(response)).data;
const count = { measures: ["executive.new_registrations"] };

describe("an answer", () => {
  it("counts the tenant's rows, and says what it is, how fresh it is and when it was read", async () => {
    const line = await answerOf(await load(northstar, {}, count));
    expect(line.data).toEqual([{ "executive.new_registrations": "4" }]);
    expect(line.annotation["executive.new_registrations"]?.meta).toMatchObject({ kpi: { id: "new_registrations" } });
    // Of crm and ga4 the one that lags most.
    expect(line.freshness).toEqual({ sources: ["crm", "ga4"], watermark: "2026-11-22T11:50:00.000Z" });
    expect(line.lastRefreshTime).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });

  it("has no watermark when a source never delivered", async () => {
    const line = await answerOf(await load(northstar, {}, { measures: ["executive.sponsorship_revenue"] }));
    expect(Number(line.data[0]?.["executive.sponsorship_revenue"])).toBe(100);
    expect(line.freshness).toEqual({ sources: ["sponsorship"], watermark: null });
  });

  it("cuts months in the reporting zone", async () => {
    const query = {
      ...count,
      timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2026-10-01", "2026-11-30"] }],
    };
    const rows = await rowsOf(await load(northstar, {}, query));
    expect(rows.map((row) => [row["executive.date.month"], row["executive.new_registrations"]])).toEqual([
      ["2026-10-01T00:00:00.000", "3"],
      ["2026-11-01T00:00:00.000", "1"],
    ]);
  });

  it("compares ranges", async () => {
    const query = {
      ...count,
      timeDimensions: [
        {
          dimension: "executive.date",
          compareDateRange: [
            ["2026-10-01", "2026-10-31"],
            ["2026-11-01", "2026-11-30"],
          ],
        },
      ],
    };
    const rows = await rowsOf(await load(northstar, {}, query));
    expect(rows.map((row) => row["executive.new_registrations"])).toEqual(["3", "1"]);
  });

  it("takes filters of every type, groups, segments, order and limit", async () => {
    const query = {
      dimensions: ["executive.country"],
      measures: ["executive.new_registrations"],
      filters: [
        { member: "executive.age", operator: "lt", values: ["60"] },
        {
          or: [
            { member: "executive.country", operator: "equals", values: ["CO"] },
            { and: [{ member: "executive.source", operator: "contains", values: ["we"] }] },
          ],
        },
        { member: "executive.date", operator: "afterOrOnDate", values: ["2026-10-01"] },
        { member: "executive.email", operator: "set" },
      ],
      order: [
        ["executive.new_registrations", "desc"],
        ["executive.country", "asc"],
      ],
      limit: 1,
    };
    expect(await rowsOf(await load(northstar, { roles: ["analyst"] }, query))).toEqual([
      { "executive.country": "CO", "executive.new_registrations": "2" },
    ]);
    const invited = { ...count, segments: ["executive.invited_people"] };
    expect(await rowsOf(await load(northstar, {}, invited))).toEqual([{ "executive.new_registrations": "2" }]);
    const flagged = { ...count, filters: [{ member: "executive.invited", operator: "equals", values: ["false"] }] };
    expect(await rowsOf(await load(northstar, {}, flagged))).toEqual([{ "executive.new_registrations": "2" }]);
  });

  it("an injected value is only a value", async () => {
    const values = ["CO') OR 1=1 --", "'; DROP TABLE registrations; --"];
    const query = { ...count, filters: [{ member: "executive.country", operator: "equals", values }] };
    expect(await rowsOf(await load(northstar, {}, query))).toEqual([{ "executive.new_registrations": "0" }]);
    expect(await rowsOf(await load(northstar, {}, count))).toEqual([{ "executive.new_registrations": "4" }]);
  });
});

describe("who may see what", () => {
  const all: Role[] = ["director", "marketing", "devops", "analyst", "consultant"];
  it.each<[string, unknown, readonly Role[]]>([
    ["executive.new_registrations", count, ["director", "analyst", "consultant"]],
    [
      "operational.new_registrations",
      { measures: ["operational.new_registrations"] },
      ["marketing", "analyst", "consultant"],
    ],
    ["technical.flow_runs", { measures: ["technical.flow_runs"] }, ["devops", "analyst", "consultant"]],
    ["executive.email", { dimensions: ["executive.email"] }, ["analyst"]],
    ["executive.email", { ...count, filters: [{ member: "executive.email", operator: "set" }] }, ["analyst"]],
    [
      "executive.email",
      { ...count, filters: [{ or: [{ member: "executive.email", operator: "equals", values: ["x"] }] }] },
      ["analyst"],
    ],
    [
      "executive.email",
      { ...count, dimensions: ["executive.email"], order: [["executive.email", "asc"]] },
      ["analyst"],
    ],
    [
      "executive.invited_people",
      { ...count, segments: ["executive.invited_people"] },
      ["director", "analyst", "consultant"],
    ],
    [
      "technical.date",
      { measures: ["technical.flow_runs"], timeDimensions: [{ dimension: "technical.date", granularity: "day" }] },
      ["devops", "analyst", "consultant"],
    ],
  ])("%s in %j → %j", async (member, query, allowed) => {
    for (const role of all) {
      const response = await load(northstar, { roles: [role] }, query);
      if (allowed.includes(role)) {
        expect([role, response.status]).toEqual([role, 200]);
        expect([...(await linesOf(response)).values()][0]).toHaveProperty("data");
      } else {
        const problem = await problemOf(response);
        expect([role, problem.status, problem.code]).toEqual([role, 403, "member_denied"]);
        expect(problem.members).toContain(member);
        expect(problem.detail).toContain(member);
      }
    }
  });

  it("roles add up", async () => {
    const response = await load(northstar, { roles: ["director", "devops"] }, count, {
      measures: ["technical.flow_runs"],
    });
    expect([...(await linesOf(response)).values()].every((line) => "data" in line)).toBe(true);
  });

  it.each(["registrations.email", "executive.nothing", "nothing.at_all"])(
    "%s is unknown to everyone",
    async (member) => {
      const problem = await problemOf(await load(northstar, { roles: ["analyst"] }, { dimensions: [member] }));
      expect(problem).toMatchObject({ status: 400, code: "unknown_member", members: [member] });
    },
  );
});

describe("row filters", () => {
  it.each<[string, Record<string, string[]>, string, string]>([
    ["none", {}, "executive.new_registrations", "4"],
    ["country", { country: ["CO"] }, "executive.new_registrations", "2"],
    ["two countries", { country: ["CO", "PE"] }, "executive.new_registrations", "3"],
    ["country and source", { country: ["CO"], source: ["web"] }, "executive.new_registrations", "1"],
    ["a country with no rows", { country: ["AR"] }, "executive.new_registrations", "0"],
  ])("%s", async (_, filters, measure, value) => {
    expect(await rowsOf(await load(northstar, { filters }, { measures: [measure] }))).toEqual([{ [measure]: value }]);
  });

  it("can't be widened by a filter of the query", async () => {
    const filters = [{ member: "executive.country", operator: "equals", values: ["MX"] }];
    const rows = await rowsOf(await load(northstar, { filters: { country: ["CO"] } }, { ...count, filters }));
    expect(rows).toEqual([{ "executive.new_registrations": "0" }]);
    const or = [
      {
        or: [
          { member: "executive.country", operator: "set" },
          { member: "executive.age", operator: "set" },
        ],
      },
    ];
    expect(await rowsOf(await load(northstar, { filters: { country: ["CO"] } }, { ...count, filters: or }))).toEqual([
      { "executive.new_registrations": "2" },
    ]);
  });

  it("cut the values of a dimension too", async () => {
    const rows = await rowsOf(
      await load(northstar, { filters: { country: ["CO"] } }, { dimensions: ["executive.country"] }),
    );
    expect(rows).toEqual([{ "executive.country": "CO" }]);
  });

  it.each([
    ["asked for", { measures: ["executive.sponsorship_revenue"] }],
    [
      "filtered by",
      { ...count, filters: [{ member: "executive.sponsorship_revenue", operator: "gt", values: ["5"] }] },
    ],
  ])("refuse a measure they can't cut, %s", async (_, query) => {
    const problem = await problemOf(await load(northstar, { filters: { country: ["CO"] } }, query));
    expect(problem).toMatchObject({
      status: 403,
      code: "row_filter_not_applicable",
      members: ["executive.sponsorship_revenue"],
    });
  });

  it("refuse when the view has no such dimension", async () => {
    const query = { measures: ["executive.sponsorship_revenue"] };
    const problem = await problemOf(await load(northstar, { filters: { sponsor: ["Acme"] } }, query));
    expect(problem).toMatchObject({ status: 403, code: "row_filter_not_applicable", members: ["executive.sponsor"] });
  });
});

describe("tenants", () => {
  it("each reads its own rows", async () => {
    expect(await rowsOf(await load(northstar, { tenant: "other" }, count))).toEqual([
      { "executive.new_registrations": "1" },
    ]);
    expect(await rowsOf(await load(northstar, { tenant: "empty" }, count))).toEqual([
      { "executive.new_registrations": "0" },
    ]);
  });

  it("asking for another's finds nothing", async () => {
    const filters = [{ member: "executive.tenant", operator: "equals", values: ["other"] }];
    expect(await rowsOf(await load(northstar, {}, { ...count, filters }))).toEqual([
      { "executive.new_registrations": "0" },
    ]);
    expect(await rowsOf(await load(northstar, {}, { dimensions: ["executive.tenant"] }))).toEqual([
      { "executive.tenant": "default" },
    ]);
  });
});

describe("what a role sees a mask of", () => {
  const contact = "executive.contact";
  const asConsultant = (query: unknown) => load(northstar, { roles: ["consultant"] }, query);

  it("is one row for everybody, and named in the catalogue", async () => {
    const rows = await rowsOf(await asConsultant({ ...count, dimensions: [contact] }));
    expect(rows).toEqual([{ "executive.contact": "***", "executive.new_registrations": "4" }]);
    const masked = async (...roles: Role[]) =>
      ((await (await ask(northstar, { roles }, "/northstar/v1/catalog")).json()) as Catalog).masked;
    expect(await masked("consultant")).toEqual([contact]);
    expect(await masked("director", "consultant")).toEqual([contact]);
    expect(await masked("consultant", "analyst")).toEqual([]);
    expect(await masked("director")).toEqual([]);
  });

  it("is whole for the role that needs it, and no member for one that may not know of it", async () => {
    const query = { dimensions: [contact], order: [[contact, "asc"]], limit: 1 };
    expect(await rowsOf(await load(northstar, { roles: ["analyst"] }, query))).toEqual([
      { [contact]: "a@example.com" },
    ]);
    expect(await problemOf(await load(northstar, { roles: ["director"] }, query))).toMatchObject({
      status: 403,
      code: "member_denied",
      members: [contact],
    });
  });

  it("is no breakdown of a funnel", async () => {
    const catalog = (await (
      await ask(northstar, { roles: ["consultant"] }, "/northstar/v1/catalog")
    ).json()) as Catalog;
    expect(catalog.funnels[0]?.breakdowns).toEqual(["executive.source"]);
  });

  it.each<[string, object]>([
    ["a filter", { ...count, filters: [{ member: contact, operator: "equals", values: ["a@example.com"] }] }],
    ["a filter in a group", { ...count, filters: [{ or: [{ and: [{ member: contact, operator: "set" }] }] }] }],
    ["an order", { dimensions: [contact, "executive.country"], order: [[contact, "asc"]] }],
  ])("is refused by name as %s", async (_, query) => {
    expect(await problemOf(await asConsultant(query))).toMatchObject({
      status: 403,
      code: "member_masked",
      members: [contact],
    });
  });
});

describe("the catalogue", () => {
  const catalogOf = async (role: Role) =>
    (await (await ask(northstar, { roles: [role] }, "/northstar/v1/catalog")).json()) as Catalog;

  it("is what the role may see, from the first view that shows it, and the names of the rest", async () => {
    const director = await catalogOf("director");
    expect(director.kpis.map(({ id, measure }) => [id, measure])).toEqual([
      ["new_registrations", "executive.new_registrations"],
      ["sponsorship_revenue", "executive.sponsorship_revenue"],
    ]);
    expect(director.kpis[0]).toMatchObject({
      timeDimensionMember: "executive.date",
      rowFilters: ["country", "source"],
      cohortLagDays: 30,
    });
    expect(director.denied).toEqual([
      {
        id: "flow_runs",
        title: { es: "Ejecuciones", en: "Runs" },
        owner: "platform",
        roles: ["devops", "analyst", "consultant"],
      },
    ]);
    expect(director).toMatchObject({ timeZone: "America/Bogota", currency: "USD", sample: false });
    expect(director.modelVersion).toMatch(/./);

    const marketing = await catalogOf("marketing");
    expect(marketing.kpis.map(({ measure }) => measure)).toEqual(["operational.new_registrations"]);
    expect(marketing.denied.map(({ id }) => id).sort()).toEqual(["flow_runs", "sponsorship_revenue"]);
    expect((await catalogOf("analyst")).denied).toEqual([]);
  });

  it("has the funnels whose every measure is seen, with the breakdowns that are", async () => {
    expect((await catalogOf("director")).funnels).toMatchObject([
      {
        id: "invitation",
        timeDimensionMember: "executive.date",
        breakdowns: ["executive.source"],
        steps: [{ measure: "executive.new_registrations" }, { measure: "executive.invited_registrations" }],
      },
    ]);
    expect((await catalogOf("analyst")).funnels[0]?.breakdowns).toEqual([
      "executive.source",
      "executive.email",
      "executive.contact",
    ]);
    expect((await catalogOf("marketing")).funnels).toEqual([]);
  });

  it("names the funnels outside the role, and only their names", async () => {
    expect((await catalogOf("director")).deniedFunnels).toEqual([]);
    expect((await catalogOf("marketing")).deniedFunnels).toEqual([
      {
        id: "invitation",
        title: { es: "Invitación", en: "Invitation" },
        owner: "growth",
        roles: ["director", "analyst", "consultant"],
      },
    ]);
  });
});

describe("freshness", () => {
  it("is of the sources of what the role sees, against the tightest objective", async () => {
    const director = await (await ask(northstar, {}, "/northstar/v1/freshness")).json();
    expect(director).toEqual({
      now: "2026-11-22T12:00:00.000Z",
      sources: expect.arrayContaining([
        expect.objectContaining({ source: "crm", sloSeconds: 120, lagSeconds: 120, status: "fresh" }),
        expect.objectContaining({ source: "ga4", sloSeconds: 300, lagSeconds: 30, status: "fresh" }),
        expect.objectContaining({ source: "sponsorship", sloSeconds: 86400, lagSeconds: null, status: "never" }),
        expect.objectContaining({ source: "referrals", sloSeconds: 120, lagSeconds: null, status: "never" }),
      ]),
    });
    const devops = (await (
      await ask(northstar, { roles: ["devops"] }, "/northstar/v1/freshness")
    ).json()) as FreshnessReport;
    expect(devops.sources).toMatchObject([{ source: "ops", sloSeconds: 60, lagSeconds: 3600, status: "late" }]);
  });

  it("of a funnel's own step is that of its funnel", async () => {
    const line = await answerOf(await load(northstar, {}, { measures: ["executive.invited_registrations"] }));
    expect(line.freshness.sources).toEqual(["crm", "referrals"]);
  });
});

describe("load() in the process", () => {
  it("answers in the order asked, refusals among the answers", async () => {
    const claims = await northstar.verifyToken(await northstar.signToken({ sub: "a", roles: ["director"] }));
    const lines = await northstar.load(
      [
        { id: "b", query: { measures: ["technical.flow_runs"] } },
        { id: "a", query: count },
      ],
      claims,
    );
    expect(lines).toMatchObject([
      { id: "b", error: { code: "member_denied" } },
      { id: "a", data: [{}] },
    ]);
  });
});
