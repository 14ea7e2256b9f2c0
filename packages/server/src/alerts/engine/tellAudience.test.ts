import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, reader, recipient, ruleOf } from "./testing/shop.ts";
import { colombia, devops, director, useShop } from "./testing/useShop.ts";

const kit = useShop();
const { open, save, sent, brief, untold, minutes } = kit;

describe("who is told", () => {
  it("gets the numbers of their own rows, and never another's", async () => {
    await kit.shop.sell(1, "CO", 3);
    await kit.shop.sell(1, "PE", 1);
    await save();
    const peru = reader(["director"], { country: ["PE"] }, "peru");
    const engine = open([recipient("ana", director), recipient("coco", colombia), recipient("pepe", peru)]);
    await engine.evaluate();
    const told = (await brief()).sort();
    expect(told).toEqual([
      ["ana", "fired", "amber", 4],
      ["coco", "fired", "amber", 3],
      ["pepe", "fired", "red", 1],
    ]);
    const lines = (await sent()).map(({ recipientId, series }) => [recipientId, series?.at(-1)?.value]);
    expect(lines.sort()).toEqual([
      ["ana", 4],
      ["coco", 3],
      ["pepe", 1],
    ]);
    expect((await engine.port.list(colombia)).map(({ value }) => value)).toEqual([3]);
    const [tile] = await engine.port.list(director);
    expect(await engine.port.acknowledge(colombia, tile?.id ?? "", null)).toBeNull();
  });

  it("is only who may see the number; the others are in history as withheld", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save(
      ruleOf({ watch: { kpi: "revenue" }, condition: { kind: "threshold", direction: "below", red: { enter: 50 } } }),
    );
    const engine = open([
      recipient("ana", director),
      recipient("dev", devops),
      recipient("mex", reader(["devops"], { country: ["MX"] })),
    ]);
    await engine.evaluate();
    expect(await brief()).toEqual([["ana", "fired", "red", 30]]);
    expect(await untold()).toEqual([
      ["dev", "withheld"],
      ["mex", "withheld"],
    ]);
    expect(await engine.port.list(devops)).toEqual([]);
    expect(await engine.port.rules(devops)).toEqual([]);
    expect((await engine.port.history(devops, { limit: 10 })).entries).toEqual([]);
    const { entries } = await engine.port.history(director, { limit: 10 });
    expect(
      entries.map(({ event, deliveries }) => [event, deliveries.map((one) => [one.recipient, one.status]).sort()]),
    ).toEqual([
      [
        "fired",
        [
          ["ana", "waiting"],
          ["dev", "withheld"],
          ["mex", "withheld"],
        ],
      ],
    ]);
  });

  it("is nobody whose row filters can't be laid over the KPI", async () => {
    await save(
      ruleOf({ watch: { kpi: "runs" }, condition: { kind: "threshold", direction: "below", red: { enter: 50 } } }),
    );
    const engine = open([recipient("ana", director), recipient("coco", colombia)]);
    await engine.evaluate();
    expect((await brief()).map(([id]) => id)).not.toContain("coco");
    expect(await engine.port.list(colombia)).toEqual([]);
  });

  it("hears of ten tiles of one cause in one message, the worst first", async () => {
    await kit.shop.sell(1, "CO", 3);
    for (let index = 0; index < 10; index++) {
      const red = index === 7 ? { red: { enter: 4 } } : {};
      const condition = { kind: "threshold", direction: "below", amber: { enter: 5 }, ...red } as const;
      await save(ruleOf({ id: `rule-${index}`, condition, labels: { team: "sales" } }));
    }
    const engine = open();
    await engine.evaluate();
    const [message, ...others] = await sent();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ level: "red", cause: { kind: "label", name: "team", value: "sales" } });
    expect(message?.alerts).toHaveLength(10);
    expect(message?.alerts[0]?.rule.id).toBe("rule-7");
    expect(message?.historyIds).toHaveLength(10);
  });
});

describe("who may not be told now", () => {
  const nights = ruleOf({ quietHours: [{ from: "22:00", to: "07:00" }] });

  it("hears at the end of quiet hours, if it is still so", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save(nights);
    await save({ ...nights, id: "critical", severity: "critical" });
    // 23:00 in Bogota.
    kit.shop.pass(11 * HOUR);
    const engine = open();
    await engine.evaluate();
    expect((await sent()).map(({ alerts }) => alerts.map(({ rule }) => rule.id))).toEqual([["critical"]]);
    expect(await untold()).toEqual([["ana", "held_back"]]);
    // 06:59 and 07:00: of the day that ended meanwhile it is red.
    await kit.shop.sell(0, "CO", 1);
    kit.shop.pass(8 * HOUR - MINUTE);
    await engine.evaluate();
    kit.shop.pass(MINUTE);
    await engine.evaluate();
    const later = (await sent()).filter(({ alerts }) => alerts[0]?.rule.id === "few-orders");
    expect(later.map(({ event, level, createdAt }) => [event, level, new Date(createdAt).toISOString()])).toEqual([
      ["fired", "red", "2026-11-23T12:00:00.000Z"],
    ]);
  });

  it("hears in the morning that it is over, if they were told before", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save(nights);
    const engine = open();
    await engine.evaluate();
    await kit.shop.sell(1, "CO", 9);
    await kit.shop.sell(0, "CO", 9);
    kit.shop.pass(11 * HOUR);
    await engine.evaluate();
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);
    kit.shop.pass(9 * HOUR);
    await engine.evaluate();
    expect((await brief()).slice(1)).toEqual([["ana", "recovered", "amber", 9]]);
    const [recovered] = (await engine.port.history(director, { limit: 10 })).entries;
    expect(recovered?.event).toBe("recovered");
    expect(recovered?.deliveries.map(({ status }) => status).sort()).toEqual(["held_back", "waiting"]);
  });

  it("hears nothing of what came and went in the night", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save(nights);
    kit.shop.pass(11 * HOUR);
    const engine = open();
    await engine.evaluate();
    await kit.shop.sell(1, "CO", 3);
    await minutes(engine, 1);
    await kit.shop.sell(0, "CO", 9);
    kit.shop.pass(9 * HOUR);
    await engine.evaluate();
    expect(await sent()).toEqual([]);
  });

  it("hears when a mute or a snooze is over", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save(ruleOf({ labels: { team: "sales" } }));
    const engine = open();
    const until = (ms: number) => new Date(kit.shop.clock.now + ms).toISOString();
    await engine.port.mute(devops, { labels: { team: "sales" }, until: until(10 * MINUTE), note: null });
    await engine.evaluate();
    const [tile] = await engine.port.list(director);
    expect(tile).toMatchObject({ status: "firing", silencedBy: { kind: "mute" } });
    await engine.port.snooze(director, tile?.id ?? "", until(30 * MINUTE));
    await minutes(engine, 29);
    expect(await sent()).toEqual([]);
    await minutes(engine, 1);
    expect(await brief()).toEqual([["ana", "fired", "amber", 3]]);
  });
});

describe("an alert that is acknowledged", () => {
  it("is so for all who see the same rows, and reminds nobody", async () => {
    await kit.shop.sell(1, "CO", 3);
    await save(ruleOf({ remindSeconds: 3600 }));
    const engine = open();
    const other = reader(["director", "marketing"], {}, "other");
    for (const claims of [director, other, colombia]) await engine.port.list(claims);
    await engine.evaluate();
    kit.shop.pass(HOUR);
    await engine.evaluate();
    const [tile] = await engine.port.list(director);
    const seen = await engine.port.acknowledge(director, tile?.id ?? "", " looking ");
    expect(seen?.acknowledged).toEqual({ by: "reader", at: "2026-11-22T18:00:00.000Z", note: "looking" });
    expect((await engine.port.list(other))[0]?.acknowledged?.by).toBe("reader");
    expect((await engine.port.list(colombia))[0]?.acknowledged).toBeNull();
    for (let hour = 0; hour < 3; hour++) {
      kit.shop.pass(HOUR);
      await engine.evaluate();
    }
    expect((await brief()).map(([, event]) => event)).toEqual(["fired", "reminded"]);

    // Who comes later finds it acknowledged as well.
    const later = reader(["marketing"], {}, "later");
    await engine.port.list(later);
    await engine.evaluate();
    expect((await engine.port.list(later))[0]).toMatchObject({
      firingSince: "2026-11-22T17:00:00.000Z",
      acknowledged: { by: "reader" },
    });
  });
});
