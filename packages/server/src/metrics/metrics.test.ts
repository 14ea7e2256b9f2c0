import type { AlertRule, AlertsPort, MetricDetail, MetricHistory, MetricList } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import { openCommunity } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";

/* Real Cube: what each role is told of a metric, and what it isn't. */

const SQL = "SELECT secret_column FROM registrations";
const HISTORY: MetricHistory = {
  about: "",
  kpis: {
    sponsorship_revenue: [
      { version: 2, hash: "h", definition: ["unit: money"], parts: { "cube registrations": "t" }, seal: "s" },
    ],
  },
  funnels: {},
  texts: { t: [SQL] },
};

const rule = (id: string, kpi: string) => ({ id, title: { es: id, en: id }, watch: { kpi } }) as unknown as AlertRule;
const alerts = {
  tenant: "default",
  rules: async () => [rule("few", "new_registrations"), rule("poor", "sponsorship_revenue")],
} as unknown as AlertsPort;

let historyReads = 0;
let northstar: Northstar;
beforeAll(async () => {
  northstar = await openCommunity({
    alerts,
    metrics: {
      history: async () => {
        historyReads++;
        return HISTORY;
      },
      uses: {
        tenant: "default",
        usedIn: async (kpi, { sub }) => [{ kind: "chart", id: "c1", title: `${kpi} of ${sub}` }],
      },
      readers: {
        tenant: "default",
        readersOf: async (kpi) =>
          kpi === "flow_runs" ? null : { days: 7, roles: [{ role: "director", readers: 2 }], lastAt: null },
      },
    },
  });
}, 60_000);
afterAll(() => northstar?.close());

const director: Partial<TokenGrant> = { roles: ["director"] };
const analyst: Partial<TokenGrant> = { roles: ["analyst"] };

const get = (grant: Partial<TokenGrant>, path = "") => ask(northstar, grant, `/northstar/v1/metrics${path}`);
const list = async (grant: Partial<TokenGrant>) => ((await (await get(grant)).json()) as MetricList).metrics;
const detail = async (grant: Partial<TokenGrant>, id: string) =>
  ((await (await get(grant, `/${id}`)).json()) as { metric: MetricDetail }).metric;

describe("the list of metrics", () => {
  it("holds what the role sees and nothing else", async () => {
    expect((await list(director)).map(({ id }) => id)).toEqual(["new_registrations", "sponsorship_revenue"]);
    expect((await list({ roles: ["devops"] })).map(({ id }) => id)).toEqual(["flow_runs"]);
    expect((await list(analyst)).map(({ id }) => id)).toEqual([
      "new_registrations",
      "sponsorship_revenue",
      "flow_runs",
    ]);
  });

  it("says where each is seen, whose it is and how fresh it is", async () => {
    const [first] = await list(director);
    expect(first).toMatchObject({
      owner: "growth",
      version: 1,
      since: null,
      areas: ["executive"],
      freshness: { status: "fresh", lagSeconds: 120, sloSeconds: 300 },
    });
  });

  it("is kept by nobody, and is for those with a token", async () => {
    expect((await get(director)).headers.get("cache-control")).toBe("no-store");
    const response = await northstar.fetch(new Request("http://northstar.test/northstar/v1/metrics"));
    expect((await problemOf(response)).code).toBe("token_missing");
  });
});

describe("one metric", () => {
  it("shows an analyst the definition of each version that is kept, and says which isn't", async () => {
    const { versions } = await detail(analyst, "sponsorship_revenue");
    expect(versions).toEqual([
      {
        version: 2,
        since: null,
        note: null,
        definition: "shown",
        compiled: { record: ["unit: money"], parts: { "cube registrations": [SQL] } },
      },
      { version: 1, since: null, note: null, definition: "not_kept" },
    ]);
  });

  it.each(["director", "consultant"] as const)("shows a %s no line of it, and doesn't read it", async (role) => {
    historyReads = 0;
    const response = await get({ roles: [role] }, "/sponsorship_revenue");
    const text = await response.text();
    expect(text).not.toContain("secret_column");
    expect(text).not.toContain("unit: money");
    expect((JSON.parse(text) as { metric: MetricDetail }).metric.versions.map(({ definition }) => definition)).toEqual([
      "role",
      "role",
    ]);
    expect(historyReads).toBe(0);
  });

  it("says where it is used: tiles of the views, rules on it, what people made", async () => {
    expect((await detail(director, "new_registrations")).uses).toEqual({
      tiles: [{ view: "executive", section: "new_registrations" }],
      rules: [{ id: "few", title: { es: "few", en: "few" } }],
      made: [{ kind: "chart", id: "c1", title: "new_registrations of tester" }],
    });
  });

  it("says who looked at it, where that is kept", async () => {
    expect((await detail(director, "new_registrations")).readers).toEqual({
      days: 7,
      roles: [{ role: "director", readers: 2 }],
      lastAt: null,
    });
    expect(await detail({ roles: ["devops"] }, "flow_runs")).not.toHaveProperty("readers");
  });

  it("has its sources with what is known of each", async () => {
    const { sourceFreshness } = await detail(director, "new_registrations");
    expect(sourceFreshness.map(({ source, status, lagSeconds }) => [source, status, lagSeconds])).toEqual([
      ["crm", "fresh", 120],
      ["ga4", "fresh", 30],
    ]);
  });

  it("answers of one that the role doesn't see as of one that doesn't exist", async () => {
    const denied = await get(director, "/flow_runs");
    const unknown = await get(director, "/nothing_such");
    expect([denied.status, unknown.status]).toEqual([404, 404]);
    const [first, second] = [await problemOf(denied), await problemOf(unknown)];
    expect({ ...first, instance: "" }).toEqual({ ...second, instance: "" });
    expect(JSON.stringify(first)).not.toContain("flow_runs");
  });

  it("tells readers of another tenant nothing of what is kept for this one", async () => {
    const metric = await detail({ ...director, tenant: "other" }, "new_registrations");
    expect(metric.uses).toEqual({ tiles: [{ view: "executive", section: "new_registrations" }] });
    expect(metric).not.toHaveProperty("readers");
  });
});

describe("a server that was given nothing of it", () => {
  it("still tells what the model says", async () => {
    const bare = await openCommunity();
    try {
      const response = await ask(bare, analyst, "/northstar/v1/metrics/sponsorship_revenue");
      const { metric } = (await response.json()) as { metric: MetricDetail };
      expect(metric.versions.map(({ definition }) => definition)).toEqual(["not_kept", "not_kept"]);
      expect(metric.uses).toEqual({ tiles: [{ view: "executive", section: "sponsorship" }] });
    } finally {
      await bare.close();
    }
  }, 60_000);
});
