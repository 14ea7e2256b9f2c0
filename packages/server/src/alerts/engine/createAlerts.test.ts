import { describe, expect, it, vi } from "vitest";
import { DAY, HOUR, MINUTE, recipient, ruleOf } from "./testing/shop.ts";
import { colombia, director, useShop } from "./testing/useShop.ts";

const kit = useShop();
const { open, save, sent, brief, minutes } = kit;

describe("a rule on yesterday's orders", () => {
  it("fires once, goes to red, and recovers, with the numbers of the day", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const engine = open();
    await engine.evaluate();
    await minutes(engine, 3);
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);
    expect((await sent())[0]).toMatchObject({
      kpiTitles: { orders: { en: "Orders" } },
      alerts: [{ limit: 5, unit: "count", period: ["2026-11-21", "2026-11-21"] }],
    });
    expect((await sent())[0]?.series?.at(-1)).toEqual({ start: "2026-11-21", value: 3 });

    await kit.shop.empty();
    await kit.shop.sell(1, "CO", 1);
    await minutes(engine, 2);
    await kit.shop.sell(1, "CO", 9);
    await minutes(engine, 2);
    expect(await brief()).toEqual([
      ["ana", "fired", "amber", 3],
      ["ana", "escalated", "red", 1],
      ["ana", "recovered", "red", 10],
    ]);
    const [first, ...others] = await sent();
    for (const other of others) expect(other.threadKey).toBe(first?.threadKey);
  });
});

describe("a source that is late", () => {
  const late = ruleOf({
    id: "source-late-crm",
    title: { es: "CRM tarde", en: "CRM late" },
    condition: { kind: "freshness", red: { enter: 1 } },
    labels: { source: "crm" },
  });

  it("neither fires nor resolves what rests on it, and has one alert of its own", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    await save(ruleOf({ id: "no-orders", condition: { kind: "threshold", direction: "below", red: { enter: 1 } } }));
    await save(late);
    const engine = open();
    await engine.evaluate();
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);

    // Nothing is loaded for twenty minutes of the ten that are allowed; what the warehouse has would fire the one and resolve the other.
    await kit.shop.empty();
    kit.shop.clock.now += 11 * MINUTE;
    await engine.evaluate();
    kit.shop.clock.now += 20 * MINUTE;
    await engine.evaluate();
    expect(await brief()).toEqual([
      ["ana", "fired", "amber", 3],
      ["ana", "fired", "red", null],
    ]);
    const tiles = await engine.port.list(director);
    expect(tiles.map(({ rule, status, level }) => [rule.id, status, level])).toEqual([
      ["source-late-crm", "firing", "red"],
      ["few-orders", "no_data", "amber"],
      ["no-orders", "no_data", null],
    ]);
    const silence = { kind: "late_source", sources: ["crm"] };
    expect(tiles.map(({ silencedBy }) => silencedBy)).toEqual([null, silence, silence]);

    await kit.shop.sell(1, "CO", 8);
    kit.shop.clock.now += MINUTE;
    await engine.evaluate();
    expect((await brief()).slice(2)).toEqual([
      ["ana", "recovered", "amber", 8],
      ["ana", "recovered", "red", null],
    ]);
  });

  it("is told of for what rests on it when no rule looks after it, once, after ten minutes", async () => {
    await save();
    await save(ruleOf({ id: "other" }));
    await kit.shop.sell(1, "CO", 9);
    const engine = open();
    kit.shop.clock.now += 11 * MINUTE;
    await engine.evaluate();
    expect(await brief()).toEqual([]);
    for (let turn = 0; turn < 3; turn++) {
      kit.shop.clock.now += 10 * MINUTE;
      await engine.evaluate();
    }
    expect((await sent()).map(({ event, alerts, cause }) => [event, alerts.length, cause])).toEqual([
      ["lost_sight", 2, { kind: "source", sources: ["crm"] }],
    ]);
  });
});

describe("a rule that is looked at at a time of the day", () => {
  it("recovers at the first look at which it has been back for long enough, though that comes some seconds sooner", async () => {
    await kit.shop.sell(1, "CO", 3);
    for (const daysAgo of [0, -1]) await kit.shop.sell(daysAgo, "CO", 9);
    await save(ruleOf({ schedule: { at: ["12:05"] }, keepFiringSeconds: DAY / 1000 }));
    const engine = open();
    await engine.evaluate();
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);

    // The next day at five past and four seconds it is back; the day after it is looked at two seconds past.
    kit.shop.pass(DAY + 5 * MINUTE + 4000);
    await engine.evaluate();
    kit.shop.pass(DAY - 2000);
    await engine.evaluate();
    expect((await brief()).slice(1)).toEqual([["ana", "recovered", "amber", 9]]);
    const { entries } = await engine.port.history(director, { limit: 10 });
    expect(entries.map(({ event, at }) => [event, at])).toContainEqual(["recovered", "2026-11-24T17:05:00.000Z"]);
    expect(entries.find(({ event }) => event === "fired")?.period).toEqual(["2026-11-21", "2026-11-21"]);
  });
});

describe("a rule that waits", () => {
  it("keeps the start of its wait over a restart, by another engine", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save(ruleOf({ forSeconds: 600 }));
    const one = open();
    await one.evaluate();
    await minutes(one, 4);
    await one.close();
    kit.shop.pass(MINUTE);
    const two = open(undefined, { holder: "two" });
    await two.evaluate();
    expect((await two.port.list(director))[0]).toMatchObject({ status: "pending", since: "2026-11-22T17:00:00.000Z" });
    expect(await brief()).toEqual([]);
    await minutes(two, 5);
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);
  });

  it.each([
    ["back by an hour", -HOUR],
    ["forward by an hour", HOUR],
  ])("looks again at once when the clock is set %s, and fires once", async (_, step) => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const engine = open();
    await engine.evaluate();
    kit.shop.clock.now += step;
    kit.shop.pass(0);
    expect(await engine.evaluate()).toMatchObject({ isHolder: true, evaluated: 1 });
    expect(await engine.evaluate()).toMatchObject({ evaluated: 0 });
    await minutes(engine, 2);
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);
  });
});

describe("two engines", () => {
  it("on one store send once, and one goes on when the other falls silent", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const one = open();
    const two = open(undefined, { holder: "two" });
    const holders: boolean[] = [];
    for (let minute = 0; minute < 3; minute++) {
      kit.shop.pass(MINUTE);
      const reports = await Promise.all([one.evaluate(), two.evaluate()]);
      holders.push(...reports.map(({ isHolder }) => isHolder));
    }
    expect(holders.filter(Boolean)).toHaveLength(3);
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);

    // Neither closes: whichever has it falls silent.
    await kit.shop.sell(1, "CO", 5);
    const silent = holders[0] ? one : two;
    const other = silent === one ? two : one;
    kit.shop.pass(MINUTE);
    expect(await other.evaluate()).toMatchObject({ isHolder: false });
    kit.shop.pass(MINUTE);
    expect(await other.evaluate()).toMatchObject({ isHolder: true, evaluated: 1 });
    expect(await silent.evaluate()).toMatchObject({ isHolder: false });
    expect((await brief()).slice(1)).toEqual([["ana", "recovered", "amber", 8]]);
  });
});

describe("a rule that is changed", () => {
  it("while it fires goes on under its new limits at once", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const engine = open();
    await engine.evaluate();
    await save(ruleOf({ condition: { kind: "threshold", direction: "below", red: { enter: 4 } } }), 1);
    await engine.evaluate();
    await save(ruleOf({ condition: { kind: "threshold", direction: "below", red: { enter: 1 } } }), 2);
    await engine.evaluate();
    expect(await brief()).toEqual([
      ["ana", "fired", "amber", 3],
      ["ana", "escalated", "red", 3],
      ["ana", "recovered", "red", 3],
    ]);
    const { entries } = await engine.port.history(director, { limit: 10 });
    expect(entries.every(({ deliveries }) => deliveries.length === 1)).toBe(true);
    expect(entries.map(({ event, ruleVersion }) => [event, ruleVersion]).sort()).toEqual([
      ["escalated", 2],
      ["fired", 1],
      ["recovered", 3],
    ]);
  });

  it("to be off has no alert, tells nobody, and begins anew when it is on again", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const engine = open();
    await engine.evaluate();
    await save(ruleOf({ enabled: false }), 1);
    await engine.evaluate();
    expect(await engine.port.list(director)).toEqual([]);
    await save(ruleOf(), 2);
    await minutes(engine, 1);
    expect((await brief()).map(([, event]) => event)).toEqual(["fired", "fired"]);
  });
});

describe("a rule that is deleted", () => {
  it("takes its alert along; another of its name begins anew", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const engine = open();
    await engine.evaluate();
    expect(await engine.port.deleteRule(director, "few-orders", 1)).toEqual({ deleted: true });
    await minutes(engine, 1);
    expect(await engine.port.list(director)).toEqual([]);
    await engine.port.saveRule(director, ruleOf(), null);
    await minutes(engine, 1);
    expect((await brief()).map(([, event]) => event)).toEqual(["fired", "fired"]);
  });
});

describe("a rule that is looked at once an hour", () => {
  it("is looked at when its source has moved too, at most once a minute", async () => {
    await kit.shop.sell(1, "CO", 9);
    await save(ruleOf({ schedule: { everySeconds: 3600 } }));
    const engine = open();
    await engine.evaluate();
    // What is built from the rows has followed.
    kit.shop.clock.now += 5 * MINUTE;
    await engine.evaluate();
    kit.shop.clock.now += 2 * MINUTE;
    expect((await engine.evaluate()).evaluated).toBe(0);
    kit.shop.loaded("ops");
    expect((await engine.evaluate()).evaluated).toBe(0);
    await kit.shop.empty();
    expect((await engine.evaluate()).evaluated).toBe(1);
    await kit.shop.sell(1, "CO", 3);
    kit.shop.clock.now += 30_000;
    expect((await engine.evaluate()).evaluated).toBe(0);
    kit.shop.clock.now += 30_000;
    expect((await engine.evaluate()).evaluated).toBe(1);
    expect((await engine.port.list(director))[0]?.value).toBe(3);
  });
});

describe("an engine that was started", () => {
  it("looks by itself, and at once when a reader comes", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const alerts = open([], { tickSeconds: 3600 });
    await vi.waitFor(async () => {
      const tiles = await alerts.port.list(director);
      expect(tiles).toMatchObject([{ status: "firing", level: "amber", value: 3 }]);
    }, 10_000);
  });
});

describe("a screen that listens", () => {
  it("hears of what it shows, and not of every look", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const engine = open();
    await engine.evaluate();
    let heard = 0;
    const stop = engine.port.onChange(() => heard++);
    // The first look finds what there is; the others find the same.
    await minutes(engine, 1);
    await expect.poll(() => heard).toBe(1);
    await minutes(engine, 3);
    const [tile] = await engine.port.list(director);
    await engine.port.acknowledge(director, tile?.id ?? "", null);
    await expect.poll(() => heard).toBe(2);
    await kit.shop.sell(1, "CO", 1);
    await minutes(engine, 2);
    await expect.poll(() => heard).toBe(3);
    stop();
    await engine.port.snooze(director, tile?.id ?? "", null);
    await minutes(engine, 1);
    expect(heard).toBe(3);
  });
});

describe("a fault", () => {
  it("of one rule is that rule's error, and spoils no other", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    await save(ruleOf({ id: "odd-grain", watch: { kpi: "orders", grain: "fortnight" as "day" } }));
    await save(ruleOf({ id: "odd-values", watch: { kpi: "orders", filters: { country: [7 as unknown as string] } } }));
    await save(ruleOf({ id: "gone", watch: { kpi: "no-such-kpi" } }));
    const engine = open();
    await engine.evaluate();
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);
    const tiles = await engine.port.list(director);
    expect(tiles.map(({ rule, status, cause }) => [rule.id, status, cause?.kind ?? null]).sort()).toEqual([
      ["few-orders", "firing", null],
      ["odd-grain", "error", "failed"],
      ["odd-values", "error", "failed"],
    ]);
  });

  it("of the server is told to the operator, changes nothing, and is over with it", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    const failures: unknown[] = [];
    let isDown = true;
    const engine = open(undefined, {
      onError: (error) => failures.push(error),
      asked: { catalog: (claims) => (isDown ? Promise.reject(new Error("down")) : kit.shop.northstar.catalog(claims)) },
    });
    expect(await engine.evaluate()).toMatchObject({ failed: 1, evaluated: 0 });
    expect(failures).toHaveLength(1);
    isDown = false;
    expect(await engine.evaluate()).toMatchObject({ failed: 0, evaluated: 1, messages: 1 });
  });

  it("of a question keeps what fires firing, and is told of when it lasts", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save();
    let isDown = false;
    const engine = open([recipient("ana", director), recipient("coco", colombia)], {
      asked: { load: (...asked) => (isDown ? Promise.reject(new Error("down")) : kit.shop.northstar.load(...asked)) },
    });
    await engine.evaluate();
    await save(ruleOf({ id: "later" }));
    isDown = true;
    await minutes(engine, 9);
    expect(await brief()).toEqual([
      ["ana", "fired", "amber", 3],
      ["coco", "fired", "amber", 3],
    ]);
    expect((await engine.port.list(director)).map(({ status, level }) => [status, level])).toEqual([
      ["error", "amber"],
      ["error", null],
    ]);
    await minutes(engine, 3);
    expect(
      (await sent()).slice(2).map(({ recipientId, event, alerts }) => [recipientId, event, alerts[0]?.rule.id]),
    ).toEqual([
      ["ana", "lost_sight", "later"],
      ["coco", "lost_sight", "later"],
    ]);
    isDown = false;
    await minutes(engine, 1);
    expect((await brief()).slice(4)).toEqual([
      ["ana", "fired", "amber", 3],
      ["coco", "fired", "amber", 3],
    ]);
  });
});
