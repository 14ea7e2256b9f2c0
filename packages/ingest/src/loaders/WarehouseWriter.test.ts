import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RowTableName } from "../warehouse/schema.ts";
import type { RowsByTable, WriteStamp } from "../warehouse/writeRows.ts";
import { type WriterUnderTest, writerCases } from "./testing/writers.ts";

/* What every writer keeps to, on the warehouses that can be run here. */

const T0 = 1_767_225_600_000_000n;
const STAMP: WriteStamp = { tenant: "default", source: "ga4", runId: "run-1", loadedAt: T0 };

type Row = Record<string, unknown>;

describe.each(writerCases())("a writer to $name", ({ start, stop, open }) => {
  let there: WriterUnderTest;
  beforeAll(start);
  afterAll(stop);
  beforeEach(async () => {
    there = await open();
  });
  afterEach(() => there.close());

  const write = (table: RowTableName, rows: Row[], stamp: Partial<WriteStamp> = {}) =>
    there.writer.write(new Map([[table, rows]]), { ...STAMP, ...stamp });
  const event = (id: string, more: Row = {}): Row => ({ event_id: id, occurred_at: T0, name: "page_view", ...more });
  const stamped = { tenant_id: "default", source: "ga4", _loaded_at: T0, _run_id: "run-1", _deleted: false };

  it("stamps rows, and leaves out is null", async () => {
    await write("events", [event("a", { value: 1.5, _deleted: true }), event("b", { user_id: null })]);
    expect(await there.read("events")).toEqual([
      { ...stamped, event_id: "a", occurred_at: T0, name: "page_view", value: 1.5, _deleted: true },
      { ...stamped, event_id: "b", occurred_at: T0, name: "page_view" },
    ]);
  });

  it("keeps the first of rows that are only inserted, in a batch and in batches", async () => {
    await write("events", [event("a", { name: "first" }), event("a", { name: "second" }), event("b")]);
    await write("events", [event("a", { name: "third" }), event("c")], { runId: "run-2" });
    expect((await there.read("events")).map(({ event_id, name, _run_id }) => [event_id, name, _run_id])).toEqual([
      ["a", "first", "run-1"],
      ["b", "page_view", "run-1"],
      ["c", "page_view", "run-2"],
    ]);
  });

  it("keeps the last of rows that are replaced, nulls included", async () => {
    const session = (more: Row): Row => ({ session_id: "s", started_at: T0, ...more });
    await write("sessions", [session({ device: "mobile" }), session({ device: "desktop", country: "CO" })]);
    expect(await there.read("sessions")).toEqual([
      { ...stamped, session_id: "s", started_at: T0, device: "desktop", country: "CO" },
    ]);
    await write("sessions", [session({ device: "tablet" })]);
    expect(await there.read("sessions")).toEqual([{ ...stamped, session_id: "s", started_at: T0, device: "tablet" }]);
  });

  it("never puts an older row in the place of a newer one, whichever comes first", async () => {
    const user = (country: string, updated: string | null): Row => ({
      user_id: "u",
      country,
      _raw: updated === null ? null : JSON.stringify({ updated_at: updated }),
    });
    const country = async () => (await there.read("users")).map((row) => row.country);
    await write("users", [user("CO", "2026-03-01T00:00:00Z"), user("MX", "2026-02-01T00:00:00Z"), user("PE", null)]);
    expect(await country()).toEqual(["CO"]);
    await write("users", [user("AR", "2026-02-28T23:59:59Z")]);
    await write("users", [user("CL", null)]);
    expect(await country()).toEqual(["CO"]);
    // Of the same age, the one that came last.
    await write("users", [user("BR", "2026-03-01T00:00:00Z")]);
    expect(await country()).toEqual(["BR"]);
    await write("users", [user("EC", "2026-03-02T00:00:00Z")]);
    expect(await country()).toEqual(["EC"]);
  });

  it("merges column by column: least, greatest, longest, latest", async () => {
    const play = (more: Row): Row => ({ id: "p", content_id: "c", started_at: T0, ...more });
    await write("content_consumption", [
      play({ user_id: "b", seconds_played: 10, completed: false, _raw: '{"a":1}' }),
      play({ user_id: "a", seconds_played: 5, attended_live: true }),
    ]);
    await write("content_consumption", [
      play({ started_at: T0 + 1n, seconds_played: 12.5, completed: true, _raw: '{"a":1,"b":2}' }),
    ]);
    await write("content_consumption", [
      play({ user_id: "c", completed: false, attended_live: false, _raw: '{"b":2}' }),
    ]);
    expect(await there.read("content_consumption")).toEqual([
      {
        ...stamped,
        id: "p",
        user_id: "a",
        content_id: "c",
        started_at: T0,
        seconds_played: 12.5,
        completed: true,
        attended_live: true,
        _raw: { a: 1, b: 2 },
      },
    ]);

    const run = (more: Row): Row => ({ flow_run_id: "f", flow_id: "x", started_at: T0, ...more });
    await write("flow_runs", [
      run({ status: "running" }),
      run({ status: "failed", error_class: "E" }),
      run({ status: null }),
    ]);
    await write("flow_runs", [run({ status: "succeeded", finished_at: T0 + 5n })], { runId: "run-2" });
    expect(await there.read("flow_runs")).toEqual([
      {
        ...stamped,
        flow_run_id: "f",
        flow_id: "x",
        started_at: T0,
        finished_at: T0 + 5n,
        status: "succeeded",
        error_class: "E",
        _run_id: "run-2",
      },
    ]);
  });

  it("compares text byte by byte, as no country sorts it", async () => {
    // In any country's order "a" comes before "B", and "é" before "z".
    await write("campaigns", [
      { campaign_id: "1", name: "a" },
      { campaign_id: "2", name: "é" },
    ]);
    await write("campaigns", [
      { campaign_id: "1", name: "B" },
      { campaign_id: "2", name: "z" },
    ]);
    expect((await there.read("campaigns")).map(({ name }) => name)).toEqual(["B", "z"]);
  });

  it("has the longer JSON by what it says, not by the spaces it is stored with", async () => {
    // Stored with spaces, the one with five pairs would be the longer.
    const many = `{${Array.from({ length: 5 }, (_, i) => `"${i}":${i}`).join(",")}}`;
    const one = `{"x":"${"y".repeat(many.length - 7)}"}`;
    expect([many.length, one.length]).toEqual([31, 32]);
    for (const [id, first, second] of [
      ["1", many, one],
      ["2", one, many],
    ] as const) {
      await write("campaigns", [{ campaign_id: id, _raw: first }]);
      await write("campaigns", [{ campaign_id: id, _raw: second }]);
    }
    await write("campaigns", [
      { campaign_id: "3", _raw: many },
      { campaign_id: "3", _raw: one },
    ]);
    expect((await there.read("campaigns")).map(({ _raw }) => _raw)).toEqual(Array(3).fill(JSON.parse(one)));
  });

  const TEXTS = [
    "plain",
    "",
    " ",
    'it\'s "quoted", with; commas',
    "back\\slash \\n \\N \\. \\\\",
    "\\.",
    "\\N",
    "NULL",
    "null",
    "line\nfeed\r\nreturn\rtab\ttab",
    "ñandú 东京 🦉 e\u0301 \u202e\ufeff",
    "$1 $$ $x %s {} ` -- /* */ ;DROP TABLE users",
    "\u0001\u001f\u007f",
    "x".repeat(5_000),
  ];

  it("keeps text and JSON to the letter", async () => {
    await write(
      "events",
      TEXTS.map((text, index) =>
        event(`${index}`.padStart(2, "0"), {
          name: text,
          params: JSON.stringify({ text, [text]: [text, null, 1.5, true] }),
        }),
      ),
    );
    expect((await there.read("events")).map(({ name }) => name)).toEqual(TEXTS);
    expect((await there.read("events")).map(({ params }) => params)).toEqual(
      TEXTS.map((text) => ({ text, [text]: [text, null, 1.5, true] })),
    );
  });

  it("has U+FFFD for letters that not every warehouse stores", async () => {
    const json =
      '{"nul":"a\\u0000\\u0000b","half":"\\ud83d","pair":"\\ud83d\\ude00","other":"\\\\u0000 \\\\\\u0000 \\udc00\\ud83d"}';
    await write("events", [
      event("1", { name: "x\0y", params: json }),
      event("2", { name: "a longer text\0", params: '"\\u0000"' }),
      event("3", { name: "half \ud83d, whole 😀", params: JSON.stringify(["\ud83d", "😀", "\0"]) }),
    ]);
    await write("users", [{ user_id: "u", _raw: json }]);
    await write("users", [{ user_id: "u", country: "CO", _raw: json }]);
    expect((await there.read("events")).map(({ name, params }) => [name, params])).toEqual([
      ["x\ufffdy", { nul: "a\ufffd\ufffdb", half: "\ufffd", pair: "😀", other: "\\u0000 \\\ufffd \ufffd\ufffd" }],
      ["a longer text\ufffd", "\ufffd"],
      ["half \ufffd, whole 😀", ["\ufffd", "😀", "\ufffd"]],
    ]);
    expect((await there.read("users")).map(({ country }) => country)).toEqual(["CO"]);
  });

  it("keys are told apart to the letter too", async () => {
    const keys = [...TEXTS, "plain ", "Plain", "e\u0301", "é"];
    await write(
      "events",
      [...keys, ...keys].map((key) => event(key)),
    );
    await write(
      "events",
      keys.map((key) => event(key, { name: "again" })),
    );
    const rows = await there.read("events");
    expect(new Set(rows.map(({ event_id }) => event_id))).toEqual(new Set(keys));
    expect(rows.every(({ name }) => name === "page_view")).toBe(true);
  });

  it("keeps times to the microsecond, from the year 1 to 9999", async () => {
    const times = [-62_135_596_800_000_000n, -1n, 0n, 1n, 951_782_399_999_999n, 253_402_300_799_999_999n];
    await write(
      "events",
      times.map((time, index) => event(`${index}`, { occurred_at: time })),
    );
    expect((await there.read("events")).map(({ occurred_at }) => occurred_at)).toEqual(times);
  });

  it("rounds money, whole numbers and days alike", async () => {
    const entry = (id: string, amount: number): Row => ({
      entry_id: id,
      sponsor_id: "s",
      kind: "revenue",
      period_start: "2024-02-29",
      period_end: "2026-12-31",
      amount_base: amount,
    });
    const amounts = [0, -0, 12.5, -12.5, 0.125, -0.125, 1.005, 9_999_999_999_999.99, 1e-9, 19.999];
    await write(
      "sponsorship_entries",
      amounts.map((amount, index) => entry(`${index}`, amount)),
    );
    const rows = await there.read("sponsorship_entries");
    expect(rows.map(({ amount_base }) => amount_base)).toEqual([
      "0.00",
      "0.00",
      "12.50",
      "-12.50",
      "0.13",
      "-0.13",
      "1.00",
      "9999999999999.99",
      "0.00",
      "20.00",
    ]);
    expect(rows[0]).toMatchObject({ period_start: "2024-02-29", period_end: "2026-12-31" });
    const whole = [2.5, 3.5, -2.5, -0.4, 2_147_483_647, -2_147_483_648];
    await write(
      "content",
      whole.map((seconds, index) => ({ content_id: `${index}`, duration_s: seconds })),
    );
    expect((await there.read("content")).map(({ duration_s }) => duration_s)).toEqual([
      2, 4, -2, 0, 2_147_483_647, -2_147_483_648,
    ]);
    await write(
      "events",
      [1e308, 5e-324, 0.1, -1e21].map((value, index) => event(`${index}`, { value })),
    );
    expect((await there.read("events")).map(({ value }) => value)).toEqual([1e308, 5e-324, 0.1, -1e21]);
  });

  it("does nothing with an empty batch", async () => {
    await there.writer.write(new Map(), STAMP);
    await write("events", []);
    expect(await there.read("events")).toEqual([]);
  });

  it("keeps tenants apart", async () => {
    await write("events", [event("a", { name: "ours" })]);
    await write("events", [event("a", { name: "theirs" })], { tenant: "other" });
    await write("flow_runs", [{ flow_run_id: "f", flow_id: "x", started_at: T0, status: "ours" }]);
    await write("flow_runs", [{ flow_run_id: "f", flow_id: "x", started_at: T0, status: "theirs" }], {
      tenant: "other",
    });
    expect((await there.read("events")).map(({ tenant_id, name }) => [tenant_id, name])).toEqual([
      ["default", "ours"],
      ["other", "theirs"],
    ]);
    expect((await there.read("flow_runs")).map(({ tenant_id, status }) => [tenant_id, status])).toEqual([
      ["default", "ours"],
      ["other", "theirs"],
    ]);
  });

  it("leaves nothing of a batch that fails, and takes it when it is mended", async () => {
    await write("content", [{ content_id: "kept", title: "kept" }]);
    const batch = (duration: number): RowsByTable =>
      new Map<RowTableName, Row[]>([
        ["events", [event("a")]],
        [
          "content",
          [
            { content_id: "kept", title: "changed", duration_s: 1 },
            { content_id: "new", duration_s: duration },
          ],
        ],
      ]);
    // More than an INTEGER holds.
    await expect(there.writer.write(batch(2 ** 31), STAMP)).rejects.toThrow();
    expect(await there.read("events")).toEqual([]);
    expect((await there.read("content")).map(({ content_id, title }) => [content_id, title])).toEqual([
      ["kept", "kept"],
    ]);
    await there.writer.write(batch(2 ** 31 - 1), STAMP);
    expect(await there.read("events")).toHaveLength(1);
    expect((await there.read("content")).map(({ content_id, title }) => [content_id, title])).toEqual([
      ["kept", "changed"],
      ["new", undefined],
    ]);
  });

  it("takes 100,000 rows with repeats, and the same once more changes nothing", async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) =>
      event(`e${(index * 7919) % 80_000}`, { occurred_at: T0 + BigInt((index * 7919) % 80_000), value: 1 }),
    );
    await write("events", rows);
    const first = await there.read("events");
    expect(first).toHaveLength(80_000);
    expect(new Set(first.map(({ occurred_at }) => occurred_at)).size).toBe(80_000);
    await write("events", rows, { runId: "run-2" });
    expect(await there.read("events")).toEqual(first);
  });
});

/** Rows of tables whose policies depend on no order, with few keys, so that they meet. */
const text = fc.constantFrom(null, "a", "b", "B", "é", "ab", 'q"\\\n');
const flag = fc.constantFrom(null, true, false);
const micros = fc.constantFrom(null, T0, T0 + 1n, T0 - 86_400_000_000n);
const json = fc.constantFrom(
  null,
  '{"n":1}',
  '{"n":22}',
  '{"n":333,"m":"x y"}',
  '{"longer":"than all of the others are","n":[1,2]}',
);
const key = fc.constantFrom("k1", "k2", "k3");
const tableRow = fc.oneof(
  fc
    .record({
      id: key,
      user_id: text,
      content_id: fc.constantFrom("c", "d"),
      started_at: fc.constantFrom(T0, T0 + 7n),
      seconds_played: fc.constantFrom(null, 0.5, 2),
      max_percent: fc.constantFrom(null, 1),
      completed: flag,
      attended_live: flag,
      _raw: json,
    })
    .map((row) => ["content_consumption", row] as const),
  fc
    .record({
      message_id: key,
      campaign_id: text,
      user_id: text,
      sent_at: micros,
      read_at: micros,
      failed_at: micros,
      failure_code: text,
      cost: fc.constantFrom(null, 0.01, 1.5),
      _raw: json,
    })
    .map((row) => ["messages", row] as const),
  fc
    .record({
      referral_id: key,
      referrer_user_id: fc.constantFrom("u", "v"),
      invited_at: fc.constantFrom(T0, T0 + 3n),
      code: text,
      _raw: json,
      _deleted: flag,
    })
    .map((row) => ["referrals", row] as const),
  fc
    .record({
      identity_type: fc.constantFrom("crm_id", "email_hash"),
      identity_value: key,
      user_id: fc.constantFrom("u", "v"),
      valid_from: micros,
      valid_to: micros,
    })
    .map((row) => ["identities", row] as const),
  // What the key stands for is the same whenever it comes.
  key.map(
    (id) =>
      [
        "events",
        { event_id: id, occurred_at: T0 + BigInt(id.slice(1)), name: `name of ${id}`, params: '{"p":1}' },
      ] as const,
  ),
);

describe("rows of one history, whichever way they come", () => {
  const cases = writerCases();
  beforeAll(async () => {
    for (const { start } of cases) await start();
  });
  afterAll(async () => {
    for (const { stop } of cases) await stop();
  });

  const TABLES: readonly RowTableName[] = ["content_consumption", "messages", "referrals", "identities", "events"];

  async function contents(
    there: WriterUnderTest,
    batches: readonly (readonly (readonly [RowTableName, Row])[])[],
  ): Promise<string> {
    for (const table of TABLES) await there.run(`DELETE FROM ${table}`);
    for (const batch of batches) {
      const tables: RowsByTable = new Map();
      for (const [table, row] of batch) tables.set(table, [...(tables.get(table) ?? []), row]);
      await there.writer.write(tables, STAMP);
    }
    const all = await Promise.all(TABLES.map((table) => there.read(table)));
    return JSON.stringify(all, (_, value) => (typeof value === "bigint" ? `${value}` : value));
  }

  it("ends in the same tables, on every warehouse", async () => {
    const opened = await Promise.all(cases.map(({ open }) => open()));
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(tableRow, { minLength: 1, maxLength: 12 }),
          fc.infiniteStream(fc.nat()),
          fc.integer({ min: 1, max: 5 }),
          async (rows, numbers, count) => {
            const once = rows.map(([table, row]) => [table, row] as [RowTableName, Row]);
            const expected = await contents(opened[0]!, [once]);
            const next = () => Number(numbers.next().value);
            // Every row one to three times, in any order, in up to five batches.
            const dealt = once
              .flatMap((row) => Array.from({ length: 1 + (next() % 3) }, () => row))
              .map((row) => ({ row, place: next() % 1_000 }))
              .sort((a, b) => a.place - b.place);
            const batches = Array.from({ length: count }, (_, index) =>
              dealt.filter((_, at) => at % count === index).map(({ row }) => row),
            );
            for (const there of opened) expect(await contents(there, batches)).toBe(expected);
          },
        ),
        { seed: 20_261_123, numRuns: 25 },
      );
    } finally {
      for (const there of opened) await there.close();
    }
  });
});
