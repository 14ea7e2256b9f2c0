import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ingestPayload } from "../pipeline/ingest.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import type { IntegrationsOptions } from "./createIntegrations.ts";
import { ACTOR, emptyPlumbing, portOn } from "./testing.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterAll(() => warehouse.close());
beforeEach(() => emptyPlumbing(warehouse));

const portWith = (options?: Partial<IntegrationsOptions>) => portOn(warehouse, options);

describe("dead letters", () => {
  /** Two good events and three that can't be understood, as they come over the wire. */
  async function fill() {
    const good = {
      event: "open",
      timestamp: 1_763_800_000,
      sg_event_id: "good",
      sg_message_id: "m1",
      email: "a@example.org",
    };
    const body = JSON.stringify([
      good,
      { ...good, sg_event_id: "b1", timestamp: null, note: "uno" },
      { ...good, sg_event_id: "b2", timestamp: "never" },
      { ...good, sg_event_id: "b3", timestamp: {} },
    ]);
    await ingestPayload(warehouse, "sendgrid", { body });
    await warehouse.run("UPDATE dead_letter SET received_at = TIMESTAMP '2026-11-22 14:00:00'");
  }

  it("come in pages that hold although letters go meanwhile", async () => {
    await fill();
    const port = portWith();
    const first = await port.deadLetters("sendgrid", { after: null, limit: 2 });
    expect(first).toMatchObject({
      total: 3,
      deadLetters: [{ integration: "sendgrid", receivedAt: "2026-11-22T14:00:00.000Z" }, {}],
    });
    await port.act("sendgrid", { action: "discard", ids: [first!.deadLetters[1]!.id] }, ACTOR);
    const second = await port.deadLetters("sendgrid", { after: first!.next, limit: 2 });
    expect([second?.deadLetters.length, second?.next, second?.total]).toEqual([1, null, 2]);
    expect(JSON.stringify(first)).not.toContain("sha256:");
    expect(await port.deadLetters("hubspot", { after: null, limit: 2 })).toMatchObject({ total: 0, deadLetters: [] });
  });

  it("show the whole record, found again in its payload", async () => {
    await fill();
    const port = portWith();
    const { deadLetters } = (await port.deadLetters("sendgrid", { after: null, limit: 10 }))!;
    const letter = deadLetters.find(({ excerpt }) => excerpt.includes("uno"))!;
    const record = (await port.deadLetter("sendgrid", letter.id))!;
    expect(record.isCut).toBe(false);
    expect(JSON.parse(record.record)).toMatchObject({ sg_event_id: "b1", timestamp: null, note: "uno" });
    await warehouse.run("DELETE FROM raw_inbox");
    expect(await port.deadLetter("sendgrid", letter.id)).toMatchObject({ record: letter.excerpt, isCut: true });
    expect(await port.deadLetter("hubspot", letter.id)).toBeNull();
  });

  it("of a large packed payload are found too, and a long record is cut", async () => {
    const good = { event: "open", sg_message_id: "m1", email: "a@example.org", filler: "x".repeat(200) };
    const events: unknown[] = Array.from({ length: 500 }, (_, index) => ({
      ...good,
      sg_event_id: `g${index}`,
      timestamp: 1_763_800_000,
    }));
    events.push({ ...good, sg_event_id: "bad", timestamp: null, long: "y".repeat(100_000) });
    await ingestPayload(warehouse, "sendgrid", { body: JSON.stringify(events) });
    const port = portWith();
    const [letter] = (await port.deadLetters("sendgrid", { after: null, limit: 10 }))!.deadLetters;
    const record = (await port.deadLetter("sendgrid", letter!.id))!;
    expect([record.isCut, record.record.length]).toEqual([true, 65_536]);
    expect(record.record).toContain('"sg_event_id": "bad"');
  });

  it("are replayed and discarded: those that were chosen and are its own, or all", async () => {
    await fill();
    const asked: string[][] = [];
    const port = portWith({
      replayDeadLetters: async (ids) => {
        asked.push([...ids]);
        return { done: 2, failed: ids.length - 2, runId: "r9" };
      },
    });
    const { deadLetters } = (await port.deadLetters("sendgrid", { after: null, limit: 10 }))!;
    const ids = deadLetters.map(({ id }) => id).sort();
    expect(await port.act("sendgrid", { action: "replay" }, ACTOR)).toMatchObject({ done: 2, failed: 1, runId: "r9" });
    expect(asked).toEqual([ids]);
    // Another integration's letters aren't touched by naming them.
    expect(await port.act("hubspot", { action: "discard", ids }, ACTOR)).toMatchObject({ done: 0 });
    expect(await port.act("sendgrid", { action: "discard", ids: ids.slice(0, 2) }, ACTOR)).toMatchObject({
      done: 2,
      integration: { deadLetterCount: 1 },
    });
    expect(await port.act("sendgrid", { action: "discard" }, ACTOR)).toMatchObject({
      done: 1,
      integration: { deadLetterCount: 0, actions: ["pause", "rotate"] },
    });
    expect(await warehouse.all("SELECT 1 FROM raw_inbox")).toHaveLength(1);
  });
});
