import { type AlertPreview, type AlertRule, addDays } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppState } from "../../state/AppState.ts";
import { openAppState } from "../../state/openAppState.ts";
import { createAlertStore } from "../store/createAlertStore.ts";
import type { AlertStore } from "../types.ts";
import { type Alerts, createAlerts } from "./createAlerts.ts";
import { DAY, deliveryTo, openShop, reader, recipient, ruleOf, type Shop } from "./testing/shop.ts";

const director = reader(["director"]);
const marketing = reader(["marketing"], {}, "mara");
const delivery = deliveryTo([recipient("ana", director), recipient("dev", reader(["devops"]))]);

let shop: Shop;
let state: AppState;
let store: AlertStore;
let alerts: Alerts;
beforeAll(async () => {
  [shop, state] = await Promise.all([openShop(), openAppState()]);
  store = await createAlertStore(state, "default");
  alerts = createAlerts({ store, delivery, now: () => shop.clock.now, tickSeconds: 0 });
});
afterAll(async () => {
  await alerts.close();
  await shop.close();
  await state.close();
});

it("says that it is starting until it knows a server", async () => {
  await expect(alerts.port.rules(director)).rejects.toMatchObject({ code: "not_ready" });
  alerts.start(shop.northstar);
  expect(await alerts.port.rules(director)).toEqual([]);
});

it("who comes for the first time waits for the look that it wakes", async () => {
  const own = await createAlertStore(state, "default");
  await shop.sell(1, "CO", 1);
  const saved = await own.saveRule(ruleOf({ id: "first-look" }), { basedOn: null, by: "x", origin: "app", at: 0 });
  const seen = await alerts.port.list(reader(["director"], { country: ["CO"] }));
  expect(seen.map(({ rule, level }) => [rule.id, level])).toEqual([["first-look", "red"]]);
  await own.deleteRule("first-look", { basedOn: saved?.version ?? 0, by: "x", at: 0 });
  await own.close();
  await shop.empty();
});

describe("saving a rule", () => {
  it("tells every fault with its place, and saves nothing", async () => {
    const wrong = ruleOf({
      watch: { kpi: "nothing" },
      condition: { kind: "threshold", direction: "below", red: { enter: 5, exit: 4 } },
      routes: [{ channel: "pigeon" }, { channel: "mail", recipients: ["ana", "bob"] }],
    });
    const refusal = await alerts.port.saveRule(director, wrong, null);
    expect(refusal).toMatchObject({ refused: "rule_invalid" });
    expect("fields" in refusal && refusal.fields?.map(({ path }) => path)).toEqual([
      "condition.red.exit",
      "watch.kpi",
      "routes.0.channel",
      "routes.1.recipients",
    ]);
    expect(await alerts.port.rules(director)).toEqual([]);
  });

  it("goes version by version, and refuses what was changed meanwhile", async () => {
    const first = (await alerts.port.saveRule(director, ruleOf(), null)) as AlertRule;
    expect(first).toMatchObject({ version: 1, origin: "app", updatedBy: "reader" });
    expect(await alerts.port.saveRule(director, ruleOf(), null)).toMatchObject({ refused: "rule_changed" });
    expect(await alerts.port.saveRule(director, ruleOf({ severity: "info" }), 1)).toMatchObject({ version: 2 });
    expect(await alerts.port.saveRule(director, ruleOf(), 1)).toMatchObject({ refused: "rule_changed" });
    expect(await alerts.port.deleteRule(director, "few-orders", 1)).toMatchObject({ refused: "rule_changed" });
    expect((await alerts.port.ruleVersions(director, "few-orders"))?.map(({ version }) => version)).toEqual([2, 1]);
    expect(await alerts.port.deleteRule(director, "few-orders", 2)).toEqual({ deleted: true });
    expect(await alerts.port.deleteRule(director, "few-orders", 2)).toBeNull();
  });

  it("leaves rules of the files and of what isn't seen alone", async () => {
    const change = { basedOn: null, by: "files", at: shop.clock.now };
    await store.saveRule(ruleOf({ id: "of-code" }), { ...change, origin: "code" });
    await store.saveRule(ruleOf({ id: "of-money", watch: { kpi: "revenue" } }), { ...change, origin: "app" });
    expect(await alerts.port.saveRule(director, ruleOf({ id: "of-code" }), 1)).toMatchObject({
      refused: "rule_from_code",
    });
    expect(await alerts.port.deleteRule(director, "of-code", 1)).toMatchObject({ refused: "rule_from_code" });
    expect(await alerts.port.saveRule(marketing, ruleOf({ id: "of-money" }), 1)).toMatchObject({
      refused: "rule_invalid",
    });
    expect(await alerts.port.deleteRule(marketing, "of-money", 1)).toMatchObject({ refused: "rule_invalid" });
    expect(await alerts.port.ruleVersions(marketing, "of-money")).toBeNull();
    expect((await alerts.port.rules(marketing)).map(({ id }) => id)).toEqual(["of-code"]);
  });
});

describe("a reader of another tenant", () => {
  it("has nothing here", async () => {
    const other = { ...director, tenant: "other" };
    await expect(alerts.port.list(other)).rejects.toMatchObject({ code: "not_found" });
    await expect(alerts.port.rules(other)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a test message", () => {
  it("goes to whoever may see the number, and says of the others that they may not", async () => {
    await shop.sell(1, "CO", 3);
    expect(await alerts.port.test(director, ruleOf(), "mail")).toEqual({ sent: true });
    expect(
      delivery.tests.map(({ recipientId, event, level, alerts: [alert] }) => [recipientId, event, level, alert?.value]),
    ).toEqual([
      ["ana", "test", "amber", 3],
      ["dev", "test", "amber", 3],
    ]);
    delivery.tests.length = 0;
    const revenue = ruleOf({ watch: { kpi: "revenue" } });
    expect(await alerts.port.test(director, revenue, "mail")).toMatchObject({ refused: "not_possible" });
    expect(delivery.tests.map(({ recipientId }) => recipientId)).toEqual(["ana"]);
    expect(await alerts.port.test(director, ruleOf(), "pigeon")).toMatchObject({ refused: "not_possible" });
  });
});

describe("a silence", () => {
  it("has an end, and says what it silences", async () => {
    const until = new Date(shop.clock.now + DAY).toISOString();
    expect(await alerts.port.mute(director, { labels: {}, until, note: null })).toMatchObject({
      refused: "not_possible",
    });
    for (const wrong of ["tomorrow", new Date(shop.clock.now - 1).toISOString(), "2099-01-01T00:00:00Z"]) {
      const mute = alerts.port.mute(director, { labels: { rule: "of-code" }, until: wrong, note: null });
      await expect(mute).rejects.toMatchObject({ code: "request_invalid" });
    }
    const mute = await alerts.port.mute(director, { labels: { rule: "of-code" }, until, note: " fair " });
    expect(mute).toMatchObject({ until, note: "fair", by: "reader" });
    expect(await alerts.port.mutes(director)).toEqual([mute]);
    expect(await alerts.port.unmute(director, "id" in mute ? mute.id : "")).toBe(true);
  });
});

describe("a preview", () => {
  const below = (enter: number) => ({ kind: "threshold", direction: "below", amber: { enter } }) as const;

  beforeAll(async () => {
    await shop.empty();
    // Ten days: 9 and 3 by turns for six of them, then 9.
    for (let daysAgo = 1; daysAgo <= 10; daysAgo++) {
      const isLow = daysAgo > 4 && daysAgo % 2 === 0;
      await shop.sell(daysAgo, "CO", isLow ? 3 : 9);
      await shop.sell(daysAgo, "PE", 2);
    }
  });

  it("says what would have been sent, with the reader's own rows", async () => {
    const rule = ruleOf({ condition: below(6) });
    const seen = (await alerts.port.preview(director, rule, 10)) as AlertPreview;
    expect(seen).toMatchObject({
      kpi: "orders",
      grain: "day",
      from: "2026-11-12",
      to: "2026-11-21",
      days: 10,
      messages: 6,
    });
    expect(seen.points.map(({ value }) => value)).toEqual([5, 11, 5, 11, 5, 11, 11, 11, 11, 11]);
    expect(seen.points.map(({ level }) => level)).toEqual([
      "amber",
      null,
      "amber",
      null,
      "amber",
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(seen.firings.map(({ start, value }) => [start, value])).toEqual([
      ["2026-11-16", 5],
      ["2026-11-14", 5],
      ["2026-11-12", 5],
    ]);
    expect(seen.limits).toEqual([{ level: "amber", kind: "enter", values: Array(10).fill(6) }]);
    const peru = (await alerts.port.preview(reader(["director"], { country: ["PE"] }), rule, 10)) as AlertPreview;
    expect(peru.points.map(({ value }) => value)).toEqual(Array(10).fill(2));
    expect(peru.firings).toHaveLength(1);
  });

  it("is refused for a rule with faults, or on what the reader may not see", async () => {
    const revenue = ruleOf({ watch: { kpi: "revenue" } });
    expect(await alerts.port.preview(marketing, revenue, 10)).toMatchObject({ refused: "rule_invalid" });
    const country = reader(["director"], { country: ["PE"] });
    expect(await alerts.port.preview(country, ruleOf({ watch: { kpi: "runs" } }), 10)).toMatchObject({
      refused: expect.stringMatching(/rule_invalid|not_possible/),
    });
  });

  it("isn't made up for what has no history", async () => {
    const late = ruleOf({ condition: { kind: "freshness", red: { enter: 1 } } });
    expect(await alerts.port.preview(director, late, 10)).toMatchObject({ refused: "not_possible" });
  });

  it("starts at the day that is asked for", async () => {
    const seen = (await alerts.port.preview(director, ruleOf(), 3)) as AlertPreview;
    expect(seen.points.map(({ start }) => start)).toEqual([-3, -2, -1].map((days) => addDays("2026-11-22", days)));
  });
});
