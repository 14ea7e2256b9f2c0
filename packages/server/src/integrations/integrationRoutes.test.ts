import type { IntegrationAction, IntegrationsPort } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { createNorthstar } from "../createNorthstar.ts";
import { NOW, SECRET, WATERMARKS } from "../testing/community.ts";
import { portDouble, SENDGRID } from "../testing/portDouble.ts";
import { ask, problemOf } from "../testing/requests.ts";
import { createRuntimeDouble } from "../testing/runtimeDouble.ts";
import type { TokenGrant } from "../token/signToken.ts";

const DEVOPS: Partial<TokenGrant> = { sub: "ana", roles: ["devops"] };
const BASE = "/northstar/v1/integrations";
const ERASURES = "/northstar/v1/erasures";

async function open(port?: IntegrationsPort) {
  const faults: unknown[] = [];
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: createRuntimeDouble(),
    watermarks: async () => WATERMARKS,
    now: () => NOW,
    onError: (error) => faults.push(error),
    integrations: port,
  });
  return { northstar, faults };
}

const post = (body: unknown): RequestInit => ({
  method: "POST",
  body: typeof body === "string" ? body : JSON.stringify(body),
});

/** Every way in: whoever may not come in may not come in by any. */
const DOORS: readonly [string, RequestInit | undefined][] = [
  [BASE, undefined],
  [`${BASE}/sendgrid`, undefined],
  [`${BASE}/sendgrid/dead-letters`, undefined],
  [`${BASE}/sendgrid/dead-letters/sendgrid%3A1`, undefined],
  [`${BASE}/sendgrid/actions`, post({ action: "pause" })],
  [`${BASE}/nothing`, undefined],
  [`${BASE}/nothing/actions`, post({ action: "discard" })],
  [ERASURES, post({ crmId: "501" })],
  [`${ERASURES}/e1`, undefined],
];

describe.each(DOORS)("%s", (path, init) => {
  it("is closed without a token", async () => {
    const { port, asked } = portDouble();
    const { northstar } = await open(port);
    const response = await northstar.fetch(new Request(`http://northstar.test${path}`, init));
    expect(await problemOf(response)).toMatchObject({ status: 401, code: "token_missing" });
    expect(asked).toEqual([]);
  });

  it("is closed to each other role, by name, alone and together", async () => {
    const { port, asked } = portDouble();
    const { northstar } = await open(port);
    for (const roles of [
      ["director"],
      ["marketing"],
      ["analyst"],
      ["consultant"],
      ["director", "marketing", "analyst", "consultant"],
    ] as const) {
      const problem = await problemOf(
        await ask(northstar, { roles: [...roles], can: ["export", "comment", "administer"] }, path, init),
      );
      expect(problem).toMatchObject({ status: 403, code: "role_missing", members: ["devops"] });
    }
    const area = path.startsWith(ERASURES) ? "erasures" : "integrations";
    expect(asked).toEqual(Array.from({ length: 5 }, () => ["refused", { subject: "tester", area }]));
  });

  it("is closed to other tenants and to readers of a part of the rows", async () => {
    const { port, asked } = portDouble("acme");
    const { northstar } = await open(port);
    expect(await problemOf(await ask(northstar, DEVOPS, path, init))).toMatchObject({
      status: 503,
      code: "integrations_unavailable",
    });
    const cut = await ask(northstar, { ...DEVOPS, tenant: "acme", filters: { country: ["CO"] } }, path, init);
    expect(await problemOf(cut)).toMatchObject({
      status: 403,
      code: "row_filter_not_applicable",
      members: ["country"],
    });
    // Who is of another tenant leaves nothing in this one's list.
    await ask(northstar, { roles: ["director"] }, path, init);
    expect(asked).toEqual([["refused", { subject: "ana", area: expect.any(String) }]]);
    await ask(northstar, { ...DEVOPS, tenant: "acme" }, path, init);
    expect(asked).toHaveLength(2);
  });

  it("says where nothing is configured, to whom that concerns", async () => {
    const { northstar, faults } = await open();
    expect(await problemOf(await ask(northstar, DEVOPS, path, init))).toMatchObject({
      status: 503,
      code: "integrations_unavailable",
    });
    expect(await problemOf(await ask(northstar, { roles: ["director"] }, path, init))).toMatchObject({ status: 403 });
    expect(faults).toEqual([]);
  });
});

describe("reading", () => {
  it("gives what the port gives, kept nowhere", async () => {
    const { port, asked } = portDouble();
    const { northstar } = await open(port);
    const list = await ask(northstar, { ...DEVOPS, roles: ["marketing", "devops"] }, BASE);
    expect([list.status, list.headers.get("cache-control"), await list.json()]).toEqual([
      200,
      "no-store",
      { now: NOW.toISOString(), integrations: [SENDGRID] },
    ]);
    expect(await (await ask(northstar, DEVOPS, `${BASE}/sendgrid`)).json()).toMatchObject({
      integration: { name: "sendgrid" },
    });
    await ask(northstar, DEVOPS, `${BASE}/sendgrid/dead-letters`);
    await ask(northstar, DEVOPS, `${BASE}/sendgrid/dead-letters?limit=200&after=7.sendgrid%3Ab`);
    const record = await ask(northstar, DEVOPS, `${BASE}/sendgrid/dead-letters/sendgrid%3A1`);
    expect(await record.json()).toMatchObject({ id: "sendgrid:1", record: "{}" });
    expect(asked).toEqual([
      "list",
      ["detail", "sendgrid"],
      ["deadLetters", "sendgrid", { after: null, limit: 50 }],
      ["deadLetters", "sendgrid", { after: "7.sendgrid:b", limit: 200 }],
      ["deadLetter", "sendgrid", "sendgrid:1"],
    ]);
  });

  it("knows what there isn't", async () => {
    const { northstar } = await open(portDouble().port);
    for (const path of [
      "/nothing",
      "/nothing/dead-letters",
      "/nothing/dead-letters/1",
      "/sendgrid/dead-letters/2",
      "/sendgrid/secrets",
    ]) {
      expect(await problemOf(await ask(northstar, DEVOPS, `${BASE}${path}`))).toMatchObject({
        status: 404,
        code: "not_found",
      });
    }
    expect(await problemOf(await ask(northstar, DEVOPS, `${BASE}/sendgrid`, { method: "DELETE" }))).toMatchObject({
      status: 405,
    });
    expect(
      await problemOf(await ask(northstar, DEVOPS, `${BASE}/nothing/actions`, post({ action: "pause" }))),
    ).toMatchObject({ status: 404 });
  });

  it.each(["limit=0", "limit=201", "limit=1.5", "limit=x", "after=", "offset=3"])("refuses ?%s", async (query) => {
    const { port, asked } = portDouble();
    const { northstar } = await open(port);
    expect(await problemOf(await ask(northstar, DEVOPS, `${BASE}/sendgrid/dead-letters?${query}`))).toMatchObject({
      status: 400,
      code: "request_invalid",
    });
    expect(asked).toEqual([]);
  });
});

describe("acting", () => {
  it.each<IntegrationAction>([
    { action: "pause" },
    { action: "resume" },
    { action: "replay" },
    { action: "discard", ids: ["sendgrid:1"] },
  ])("passes on who does $action", async (action) => {
    const { port, asked } = portDouble();
    const { northstar } = await open(port);
    const response = await ask(northstar, DEVOPS, `${BASE}/sendgrid/actions`, post(action));
    expect([response.status, await response.json()]).toEqual([
      200,
      { integration: SENDGRID, runId: null, done: 3, failed: 0 },
    ]);
    expect(asked).toEqual([["act", "sendgrid", action, { subject: "ana" }]]);
  });

  it.each<[IntegrationAction, number, string]>([
    [{ action: "run" }, 409, "action_busy"],
    [{ action: "backfill", from: "2026-11-02", to: "2026-11-01" }, 400, "date_range_invalid"],
    [{ action: "rotate", secret: "HOME", graceHours: 0 }, 409, "action_not_possible"],
  ])("says why not: %o", async (action, status, code) => {
    const { northstar, faults } = await open(portDouble().port);
    expect(await problemOf(await ask(northstar, DEVOPS, `${BASE}/sendgrid/actions`, post(action)))).toMatchObject({
      status,
      code,
    });
    expect(faults).toEqual([]);
  });

  it.each([
    "",
    "null",
    "[]",
    "{",
    '{"action":"erase"}',
    '{"action":"pause","name":"brevo"}',
    '{"action":"backfill","from":"2026-11-01"}',
    '{"action":"backfill","from":"2026-11-01","to":"now()"}',
    '{"action":"rotate","secret":"X","graceHours":-1}',
    '{"action":"rotate","secret":"X","graceHours":169}',
    '{"action":"rotate","secret":"X","graceHours":1,"value":"whsec_x"}',
    '{"action":"discard","ids":[]}',
    '{"action":"discard","ids":[1]}',
    '{"action":"discard","ids":"all"}',
    JSON.stringify({ action: "replay", ids: Array.from({ length: 5001 }, String) }),
  ])("refuses %j", async (body) => {
    const { port, asked } = portDouble();
    const { northstar } = await open(port);
    const problem = await problemOf(await ask(northstar, DEVOPS, `${BASE}/sendgrid/actions`, post(body)));
    expect(problem.status).toBe(400);
    expect(["request_invalid", "body_malformed"]).toContain(problem.code);
    expect(asked).toEqual([]);
  });

  it("keeps a fault of the port's own to the log", async () => {
    const { port } = portDouble();
    const { northstar, faults } = await open({
      ...port,
      list: () => Promise.reject(new Error("SELECT * FROM runs -- /srv/warehouse.duckdb, whsec_abc")),
    });
    const response = await ask(northstar, DEVOPS, BASE);
    const text = await response.clone().text();
    expect(await problemOf(response)).toMatchObject({ status: 500, code: "internal_error" });
    expect(text).not.toMatch(/SELECT|srv|whsec/);
    expect(faults).toHaveLength(1);
  });
});
