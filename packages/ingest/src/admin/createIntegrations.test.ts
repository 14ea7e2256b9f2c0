import type { IntegrationRun } from "@northstar/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeRefusals } from "../hooks/writeRefusals.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { isPaused } from "./control.ts";
import type { ConnectorSchedule, IntegrationsOptions } from "./createIntegrations.ts";
import { ACTOR, emptyPlumbing, NOW, portOn, secretsWith } from "./testing.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterAll(() => warehouse.close());
beforeEach(() => emptyPlumbing(warehouse));

const portWith = (options?: Partial<IntegrationsOptions>) => portOn(warehouse, options);

async function run(row: Record<string, string | number | null>) {
  const all = { tenant_id: "default", stream: "hook", mode: "hook", status: "success", _deleted: "false", ...row };
  const names = Object.keys(all);
  await warehouse.run(
    `INSERT INTO integration_runs (${names.join(", ")}) VALUES (${names.map((name) => `$${name}`).join(", ")})`,
    all,
  );
}

async function entry(name: string, options?: Partial<IntegrationsOptions>) {
  const { integrations } = await portWith(options).list();
  return integrations.find((integration) => integration.name === name)!;
}

describe("the list", () => {
  it("gathers hooks, pollers and files of one source", async () => {
    const { now, integrations } = await portWith().list();
    expect(now).toBe("2026-11-22T15:00:00.000Z");
    expect(integrations.map(({ name, source, ways, secrets }) => [name, source, ways, secrets.length])).toEqual([
      ["sendgrid", "email", ["hook"], 1],
      ["hubspot", "crm", ["hook", "poll"], 2],
      ["whatsapp", "whatsapp", ["hook"], 1],
      ["sponsorship", "sponsorship", ["files"], 0],
    ]);
  });

  it("sums the runs of the last 24 hours, to the microsecond, and no others", async () => {
    const sums = { rows_in: 10, rows_upserted: 7, rows_dup: 2, rows_bad: 1 };
    await run({
      run_id: "edge",
      connector: "sendgrid",
      started_at: "2026-11-21 14:59:00",
      finished_at: "2026-11-21 15:00:00",
      ...sums,
    });
    await run({
      run_id: "old",
      connector: "sendgrid",
      started_at: "2026-11-21 14:58:00",
      finished_at: "2026-11-21 14:59:59.999999",
      ...sums,
      rows_in: 1000,
    });
    await run({
      run_id: "new",
      connector: "sendgrid",
      started_at: "2026-11-22 14:58:00",
      finished_at: "2026-11-22 14:58:30",
      max_event_at: "2026-11-22 14:57:40",
      rows_in: 5,
      rows_upserted: 5,
      rows_dup: 0,
      rows_bad: 0,
    });
    await run({
      run_id: "else",
      connector: "brevo",
      started_at: "2026-11-22 14:59:00",
      finished_at: "2026-11-22 14:59:30",
      ...sums,
    });
    await run({
      run_id: "others",
      tenant_id: "acme",
      connector: "sendgrid",
      started_at: "2026-11-22 14:59:00",
      finished_at: "2026-11-22 14:59:30",
      ...sums,
    });
    const sendgrid = await entry("sendgrid");
    expect(sendgrid).toMatchObject({
      status: "ok",
      problem: null,
      reason: null,
      lagSeconds: 90,
      sloSeconds: 300,
      lastEventAt: "2026-11-22T14:57:40.000Z",
      lastLoadedAt: "2026-11-22T14:58:30.000Z",
      lastDay: { in: 15, upserted: 12, duplicate: 2, bad: 1 },
      lastRun: { runId: "new", status: "success", in: 5, upserted: 5, duplicate: 0, bad: 0, mode: "hook" },
      nextRunAt: null,
    });
  });

  it("isn't told apart from nothing by what the platform records of itself", async () => {
    const port = portWith({ files: ["ops"] });
    await port.act("ops", { action: "pause" }, ACTOR);
    await port.act("ops", { action: "resume" }, ACTOR);
    expect(await warehouse.all("SELECT source FROM watermarks")).toEqual([{ source: "ops" }]);
    expect(await entry("ops", { files: ["ops"] })).toMatchObject({ status: "waiting", lagSeconds: null });
  });

  it("tells statuses apart", async () => {
    expect((await entry("sendgrid")).reason).toEqual({ code: "nothing_yet" });
    await run({
      run_id: "1",
      connector: "sendgrid",
      started_at: "2026-11-22 14:54:00",
      finished_at: "2026-11-22 14:54:59",
    });
    expect(await entry("sendgrid")).toMatchObject({ status: "late", lagSeconds: 301, reason: { code: "late" } });
    await run({
      run_id: "2",
      connector: "sendgrid",
      started_at: "2026-11-22 14:59:00",
      finished_at: "2026-11-22 14:59:10",
      status: "failed",
      error: "IO Error: could not read /srv/data/x.duckdb",
    });
    const failing = await entry("sendgrid");
    expect(failing).toMatchObject({
      status: "failing",
      reason: { code: "run_failed", error: "IO Error: could not read …" },
      problem: "The last run failed: IO Error: could not read …",
    });
    expect(failing.lastRun?.error).toBe("IO Error: could not read …");
    expect(await entry("sendgrid", { secrets: secretsWith({}) })).toMatchObject({
      status: "unconfigured",
      reason: { code: "settings_missing", alternatives: [["SENDGRID_KEY"]] },
    });
    // One of its two ways is enough.
    expect((await entry("hubspot", { secrets: secretsWith({ HUBSPOT_TOKEN: 1 }) })).status).toBe("waiting");
    expect((await entry("hubspot", { secrets: secretsWith({}) })).reason).toEqual({
      code: "settings_missing",
      alternatives: [["HUBSPOT_SECRET"], ["HUBSPOT_TOKEN"]],
    });
  });

  it("isn't told by a hook that is well that its poller is too, nor by a backfill or by yesterday's failure that it isn't", async () => {
    const at = (minute: number) => ({
      started_at: `2026-11-22 14:${minute}:00`,
      finished_at: `2026-11-22 14:${minute}:30`,
    });
    await run({
      run_id: "1",
      connector: "hubspot",
      stream: "contacts",
      mode: "poll",
      status: "failed",
      error: "HubSpot answered 500.",
      ...at(50),
    });
    await run({ run_id: "2", connector: "hubspot", ...at(58) });
    expect((await entry("hubspot")).reason).toEqual({ code: "run_failed", error: "HubSpot answered 500." });
    await run({ run_id: "3", connector: "hubspot", stream: "contacts", mode: "poll", ...at(59) });
    await run({ run_id: "4", connector: "hubspot", stream: "contacts", mode: "backfill", status: "failed", ...at(59) });
    await run({
      run_id: "5",
      connector: "hubspot",
      stream: "lists",
      mode: "poll",
      status: "failed",
      started_at: "2026-11-21 14:00:00",
      finished_at: "2026-11-21 14:59:00",
    });
    expect((await entry("hubspot")).status).toBe("ok");
  });

  it("knows what waits, and for how long", async () => {
    await run({
      run_id: "1",
      connector: "sendgrid",
      started_at: "2026-11-22 14:59:00",
      finished_at: "2026-11-22 14:59:30",
    });
    const stats = (age: number) => ({
      spool: {
        stats: () => ({ bytes: 1, waiting: { sendgrid: 12 }, oldestReceivedAt: BigInt(NOW - age * 1000) * 1000n }),
      },
    });
    expect(await entry("sendgrid", stats(300))).toMatchObject({ status: "ok", waiting: 12 });
    expect(await entry("sendgrid", stats(301))).toMatchObject({
      status: "failing",
      reason: { code: "stuck", seconds: 301 },
    });
    expect(await entry("whatsapp", stats(301))).toMatchObject({ waiting: 0, status: "waiting" });
  });

  it("calls a hook failing whose sender is refused, until one delivery is accepted again", async () => {
    await run({
      run_id: "1",
      connector: "sendgrid",
      started_at: "2026-11-22 14:29:00",
      finished_at: "2026-11-22 14:30:00",
    });
    const refuse = (
      id: string,
      lastAt: string,
      count: number,
      kind: "signature_invalid" | "replay" = "signature_invalid",
    ) =>
      writeRefusals(
        warehouse,
        [
          {
            id,
            hook: "sendgrid",
            kind,
            address: "203.0.113.7",
            firstAt: NOW - 60_000,
            lastAt: Date.parse(lastAt),
            count,
          },
        ],
        NOW,
      );
    await refuse("before", "2026-11-22T14:20:00Z", 9);
    expect((await entry("sendgrid")).reason?.code).toBe("late");
    await refuse("few", "2026-11-22T14:58:00Z", 4);
    await refuse("again", "2026-11-22T14:58:00Z", 90, "replay");
    expect((await entry("sendgrid")).reason?.code).toBe("late");
    await refuse("many", "2026-11-22T14:59:00Z", 387);
    expect((await entry("sendgrid")).reason).toEqual({ code: "refused", count: 391 });
    await run({
      run_id: "2",
      connector: "sendgrid",
      started_at: "2026-11-22 14:59:10",
      finished_at: "2026-11-22 14:59:30",
    });
    expect((await entry("sendgrid")).status).toBe("ok");
  });

  it("goes by the watermark only where no other integration moves it", async () => {
    await warehouse.run(
      "INSERT INTO watermarks VALUES ('default', 'whatsapp', TIMESTAMP '2026-11-22 14:00:00', TIMESTAMP '2026-11-22 14:59:00'), ('default', 'email', TIMESTAMP '2026-11-22 14:00:00', TIMESTAMP '2026-11-22 14:59:00')",
    );
    const two = {
      hooks: [
        { name: "whatsapp", source: "whatsapp", secrets: [] },
        { name: "sendgrid", source: "sendgrid", secrets: [] },
        { name: "brevo", source: "brevo", secrets: [] },
      ],
    } as const;
    expect(await entry("whatsapp", two)).toMatchObject({ status: "ok", lagSeconds: 60 });
    expect(await entry("brevo", two)).toMatchObject({ status: "waiting", lagSeconds: null });
  });
});

describe("pause and resume", () => {
  it("are what workers and pollers read, and leave a row that names nobody", async () => {
    const port = portWith();
    const result = await port.act("hubspot", { action: "pause" }, ACTOR);
    expect(result).toMatchObject({
      integration: { status: "paused", reason: { code: "paused" }, nextRunAt: null, actions: ["resume", "rotate"] },
    });
    expect(await isPaused(warehouse, "hubspot")).toBe(true);
    expect(await isPaused(warehouse, "sendgrid")).toBe(false);
    await port.act("hubspot", { action: "resume" }, ACTOR);
    expect(await isPaused(warehouse, "hubspot")).toBe(false);
    const rows = await warehouse.all(
      "SELECT kind, actor, outcome, severity, source, _raw FROM security_events ORDER BY severity DESC",
    );
    expect(rows).toMatchObject([
      {
        kind: "admin_action",
        outcome: "allowed",
        severity: "medium",
        source: "ops",
        _raw: '{"integration":"hubspot","action":"pause"}',
      },
      { kind: "admin_action", outcome: "allowed", severity: "low" },
    ]);
    expect(rows[0]?.actor).toBe(rows[1]?.actor);
    expect(String(rows[0]?.actor)).toMatch(/^user:[0-9a-f]{16}$/);
  });
});

describe("pollers", () => {
  function scheduleWith(running: IntegrationRun[] = []): ConnectorSchedule & { asked: unknown[] } {
    const asked: unknown[] = [];
    return {
      asked,
      nextRunAt: () => NOW + 120_000,
      running: () => running,
      isAsking: () => running.length > 0,
      run: async (name, range) => {
        asked.push([name, range]);
        return { runId: "r1" };
      },
    };
  }
  const RUNNING: IntegrationRun = {
    runId: "r0",
    stream: "contacts",
    mode: "backfill",
    startedAt: "2026-11-22T14:59:00.000Z",
    finishedAt: null,
    status: "running",
    progress: 0.4,
    error: null,
    in: 40,
    upserted: 40,
    duplicate: 0,
    bad: 0,
  };

  it("are told to be under way as long as their rows may lack", async () => {
    let isAsking = true;
    const ending: Warehouse = {
      ...warehouse,
      all: async (...asked) => {
        const rows = await warehouse.all(...asked);
        isAsking = false;
        return rows;
      },
    };
    const port = portOn(ending, { schedule: { ...scheduleWith(), isAsking: () => isAsking } });
    expect((await port.detail("hubspot"))?.isAsking).toBe(true);
    expect((await port.detail("hubspot"))?.isAsking).toBe(false);
  });

  it("run now and for days", async () => {
    const schedule = scheduleWith();
    const port = portWith({ schedule });
    expect(await port.act("hubspot", { action: "run" }, ACTOR)).toMatchObject({
      runId: "r1",
      integration: { nextRunAt: "2026-11-22T15:02:00.000Z" },
    });
    await portWith({ schedule }).act("hubspot", { action: "backfill", from: "2026-11-01", to: "2026-11-03" }, ACTOR);
    expect(schedule.asked).toEqual([
      ["hubspot", null],
      ["hubspot", { from: "2026-11-01", to: "2026-11-03" }],
    ]);
  });

  it.each([
    ["2026-11-31", "2026-12-01"],
    ["2026-11-03", "2026-11-02"],
    ["2026-11-22", "2026-11-24"],
    ["2025-01-01", "2026-11-01"],
    ["ayer", "2026-11-01"],
  ])("refuse %s to %s", async (from, to) => {
    const schedule = scheduleWith();
    const answer = await portWith({ schedule }).act("hubspot", { action: "backfill", from, to }, ACTOR);
    expect(answer).toMatchObject({ refused: "range_invalid" });
    expect(schedule.asked).toEqual([]);
    expect(await warehouse.all("SELECT 1 FROM security_events")).toEqual([]);
  });

  it("show what is under way before what is over, and aren't started twice", async () => {
    await run({ run_id: "r0", connector: "hubspot", started_at: "2026-11-22 14:59:00", status: "running" });
    await run({
      run_id: "old",
      connector: "hubspot",
      started_at: "2026-11-22 14:00:00",
      finished_at: "2026-11-22 14:01:00",
    });
    const port = portWith({ schedule: scheduleWith([RUNNING]) });
    const detail = await port.detail("hubspot");
    expect(detail?.runs.map(({ runId, progress }) => [runId, progress])).toEqual([
      ["r0", 0.4],
      ["old", null],
    ]);
    expect(detail?.integration.lastRun).toEqual(RUNNING);
    // As it goes over the wire: no number that JSON doesn't have.
    expect(JSON.parse(JSON.stringify(detail))).toEqual(detail);
    expect(await port.act("hubspot", { action: "run" }, ACTOR)).toMatchObject({ refused: "busy" });
    expect(await port.act("sendgrid", { action: "run" }, ACTOR)).toMatchObject({ refused: "not_possible" });
    expect(await port.detail("nothing")).toBeNull();
  });

  it("are seen as running from the moment they are asked for, until they are counted, over, or lost", async () => {
    let time = NOW;
    let counted: IntegrationRun[] = [];
    const schedule = { ...scheduleWith(), running: () => counted };
    const port = portWith({ schedule, now: () => time });
    const begun = await port.act("hubspot", { action: "backfill", from: "2026-11-01", to: "2026-11-03" }, ACTOR);
    expect(begun).toMatchObject({
      integration: { lastRun: { runId: "r1", status: "running", mode: "backfill", stream: "contacts" } },
    });
    expect(await port.act("hubspot", { action: "run" }, ACTOR)).toMatchObject({ refused: "busy" });
    counted = [{ ...RUNNING, runId: "r1" }];
    expect((await port.detail("hubspot"))?.runs).toEqual(counted);
    counted = [];
    expect((await port.detail("hubspot"))?.runs).toEqual([]);
    await port.act("hubspot", { action: "run" }, ACTOR);
    time += 15_001;
    expect((await port.detail("hubspot"))?.runs).toEqual([]);
  });

  it("that fail to begin leave both rows", async () => {
    const schedule = { ...scheduleWith(), run: () => Promise.reject(new Error("no lease")) };
    await expect(portWith({ schedule }).act("hubspot", { action: "run" }, ACTOR)).rejects.toThrow("no lease");
    const rows = await warehouse.all("SELECT outcome FROM security_events ORDER BY outcome");
    expect(rows.map(({ outcome }) => outcome)).toEqual(["allowed", "failed"]);
  });
});

describe("secrets", () => {
  it("are rotated by name, never read", async () => {
    const secrets = secretsWith({ HUBSPOT_SECRET: 2, SENDGRID_KEY: 1 });
    const port = portWith({ secrets });
    await port.act("hubspot", { action: "rotate", secret: "HUBSPOT_SECRET", graceHours: 24 }, ACTOR);
    expect(await port.act("hubspot", { action: "rotate", secret: "SENDGRID_KEY", graceHours: 0 }, ACTOR)).toMatchObject(
      { refused: "not_possible" },
    );
    expect(secrets.rotated).toEqual([["HUBSPOT_SECRET", 24]]);
    expect((await entry("hubspot", { secrets })).secrets[0]).toEqual({
      name: "HUBSPOT_SECRET",
      isSet: true,
      accepted: 2,
      oldUntil: "2026-11-22T16:00:00.000Z",
    });
  });
});

it("says why a secret file isn't taken, without its path", async () => {
  const refused = Object.assign(new Error("/etc/northstar/secrets.json may be read by others"), {
    code: "secrets_refused",
  });
  const secrets = {
    ...secretsWith({ HUBSPOT_SECRET: 1 }),
    rotate: () => {
      throw refused;
    },
  };
  const answer = await portWith({ secrets }).act(
    "hubspot",
    { action: "rotate", secret: "HUBSPOT_SECRET", graceHours: 1 },
    ACTOR,
  );
  expect(answer).toMatchObject({ refused: "not_possible" });
  expect(JSON.stringify(answer)).not.toContain("/etc");
  const rows = await warehouse.all("SELECT outcome FROM security_events ORDER BY outcome");
  expect(rows.map(({ outcome }) => outcome)).toEqual(["allowed", "failed"]);
});

it("fields that nothing maps are counted and listed, of this tenant", async () => {
  await warehouse.run(
    `INSERT INTO schema_drift VALUES ('default', 'hubspot', 'payload', 'properties.lead_score_v2', 'string', TIMESTAMP '2026-11-20 09:00:00'),
       ('default', 'hubspot', 'payload', 'team', 'object', TIMESTAMP '2026-11-21 09:00:00'), ('acme', 'hubspot', 'payload', 'secret_project', 'string', TIMESTAMP '2026-11-21 09:00:00')`,
  );
  const detail = await portWith().detail("hubspot");
  expect(detail?.integration.driftCount).toBe(2);
  expect(detail?.drift).toEqual([
    { stream: "payload", path: "team", type: "object", firstSeenAt: "2026-11-21T09:00:00.000Z" },
    { stream: "payload", path: "properties.lead_score_v2", type: "string", firstSeenAt: "2026-11-20T09:00:00.000Z" },
  ]);
});
