import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { contentId } from "../sources/hashing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import type { HookRefusal } from "./createHooks.ts";
import { createRefusalLog, type GatheredRefusals } from "./refusalLog.ts";
import { open, post, whatsapp } from "./testing/openHooks.ts";
import { writeRefusals } from "./writeRefusals.ts";

const NOW = Date.parse("2026-11-22T15:00:00Z");
const refusal = (change: Partial<HookRefusal> = {}): HookRefusal => ({
  hook: "whatsapp",
  kind: "signature_invalid",
  address: "10.0.0.1",
  at: NOW,
  ...change,
});

describe("refusals are gathered", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("one is written as one, once, after a while and without asking", async () => {
    const written: (readonly GatheredRefusals[])[] = [];
    const log = createRefusalLog({ write: async (batch) => void written.push(batch), onError: expect.unreachable });
    log.note(refusal());
    await vi.advanceTimersByTimeAsync(9_999);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await vi.advanceTimersByTimeAsync(60_000);
    await log.close();
    expect(written).toEqual([
      [
        {
          id: expect.any(String),
          hook: "whatsapp",
          kind: "signature_invalid",
          address: "10.0.0.1",
          firstAt: NOW,
          lastAt: NOW,
          count: 1,
        },
      ],
    ]);
  });

  it("a flood from everywhere comes to a bounded number, and none is lost in the counts", async () => {
    const written: GatheredRefusals[] = [];
    const log = createRefusalLog({
      write: async (batch) => void written.push(...batch),
      maxAddresses: 20,
      onError: expect.unreachable,
    });
    for (let index = 0; index < 50_000; index++) {
      log.note(
        refusal({
          address: `10.${index >> 8}.${index & 255}.1`,
          hook: index % 2 ? "whatsapp" : "brevo",
          at: NOW + index,
        }),
      );
    }
    await log.flush();
    expect(written.length).toBe(22);
    expect(written.filter(({ address }) => address === null).map(({ hook, count }) => [hook, count])).toEqual([
      ["brevo", 24_990],
      ["whatsapp", 24_990],
    ]);
    expect(written.reduce((sum, { count }) => sum + count, 0)).toBe(50_000);
    expect(Math.max(...written.map(({ lastAt }) => lastAt))).toBe(NOW + 49_999);
  });

  it("what couldn't be written is written with the next, under the same id", async () => {
    const written: GatheredRefusals[] = [];
    const failures: unknown[] = [];
    const ids: string[] = [];
    let broken = true;
    const log = createRefusalLog({
      write: async (batch) => {
        ids.push(...batch.map(({ id }) => id));
        if (broken) throw new Error("disk full");
        written.push(...batch);
      },
      onError: (error) => failures.push(error),
    });
    log.note(refusal());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(failures.length).toBe(1);
    broken = false;
    log.note(refusal({ at: NOW + 1 }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(written.map(({ count, firstAt, lastAt }) => [count, firstAt, lastAt])).toEqual([[2, NOW, NOW + 1]]);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("rows of security_events", () => {
  let warehouse: Warehouse;
  beforeEach(async () => {
    warehouse = await openWarehouse({ path: ":memory:" });
    await warehouse.run(`INSERT OR REPLACE INTO warehouse_info ("key", "value") VALUES ('identity_salt', 'pepper')`);
  });
  afterEach(() => warehouse.close());

  it("a single wrong signature is one row, from the request on", async () => {
    const log = createRefusalLog({
      write: (refusals) => writeRefusals(warehouse, refusals, NOW),
      onError: expect.unreachable,
    });
    const { receive } = open({ onRefusal: log.note });
    const bad = post({ body: "{}", headers: { "x-hub-signature-256": "sha256=00" } });
    expect((await receive(bad, "whatsapp", { address: "10.0.0.1", isLengthTrue: false })).status).toBe(401);
    expect((await receive(whatsapp("{}"), "whatsapp")).status).toBe(202);
    await log.close();
    await log.close();
    const rows = await warehouse.all("SELECT kind, actor, ip_hash, outcome FROM security_events");
    expect(rows).toEqual([
      { kind: "signature_invalid", actor: "whatsapp", ip_hash: contentId("pepper", "10.0.0.1"), outcome: "refused" },
    ]);
  });

  it("say what was refused where, the address as a salted hash; written twice they are there once", async () => {
    const gathered: GatheredRefusals = {
      id: "1",
      hook: "whatsapp",
      kind: "signature_invalid",
      address: "10.0.0.1",
      firstAt: NOW - 5000,
      lastAt: NOW,
      count: 3,
    };
    const other: GatheredRefusals = { ...gathered, id: "2", hook: "mailgun", kind: "replay", address: null, count: 1 };
    await writeRefusals(warehouse, [gathered, other], NOW);
    await writeRefusals(warehouse, [gathered], NOW);
    const rows = await warehouse.all(
      `SELECT event_id, strftime(occurred_at, '%c') AS at, kind, actor, ip_hash, outcome, severity, source, _raw FROM security_events ORDER BY event_id`,
    );
    expect(rows.map(({ at: _, ...row }) => row)).toEqual([
      {
        event_id: "hook:1",
        kind: "signature_invalid",
        actor: "whatsapp",
        ip_hash: contentId("pepper", "10.0.0.1"),
        outcome: "refused",
        severity: "high",
        source: "ops",
        _raw: '{"count":3,"firstAt":"2026-11-22T14:59:55.000Z","lastAt":"2026-11-22T15:00:00.000Z"}',
      },
      expect.objectContaining({
        event_id: "hook:2",
        kind: "replay",
        actor: "mailgun",
        ip_hash: null,
        severity: "high",
      }),
    ]);
    expect(rows[0]!.at).toContain("15:00:00");
  });
});
