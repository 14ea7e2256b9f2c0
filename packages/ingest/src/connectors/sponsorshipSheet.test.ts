import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fromMinorUnits } from "../sources/minorUnits.ts";
import { temporaryFolder } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { sponsorshipSheet } from "./sponsorshipSheet.ts";
import { type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
import { runForTest } from "./testing/runForTest.ts";

let warehouse: Warehouse;
let server: FakeServer;
let sheet: string;
let clock: number;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  server = await startFakeServer(() => ({ body: sheet, headers: { "content-type": "text/csv" } }));
  clock = Date.parse("2026-03-10T12:00:00Z");
});
afterEach(async () => {
  await server.close();
  await warehouse.close();
});

const HEAD = "external_id,sponsor,kind,period_start,period_end,amount,currency";
const row = (id: string, amount: string, sponsor = "Acme") =>
  `${id},${sponsor},revenue,2026-01-01,2026-03-31,${amount},USD`;

function load(rows: readonly string[], head = HEAD) {
  sheet = [head, ...rows].join("\n");
  clock += 60_000;
  const settings = { NORTHSTAR_SPONSORSHIP_SHEET: `${server.origin}/sheet?key=hidden` };
  return runForTest(warehouse, sponsorshipSheet(), settings, { now: () => clock });
}

const entries = async () =>
  (await warehouse.all("SELECT entry_id, amount FROM sponsorship_entries WHERE NOT _deleted ORDER BY ALL")).map(
    (entry) => [entry.entry_id, entry.amount],
  );

describe("a sheet at an address", () => {
  test("new, changed, changed back and removed rows", async () => {
    await load([row("a", "10"), row("b", "20")]);
    expect(await entries()).toEqual([
      ["a", 10],
      ["b", 20],
    ]);
    const changed = await load([row("a", "11"), row("b", "20")]);
    expect(changed.runs[0]?.in).toBe(1);
    await load([row("a", "10"), row("b", "20")]);
    expect(await entries()).toEqual([
      ["a", 10],
      ["b", 20],
    ]);
    await load([row("b", "20")]);
    expect(await entries()).toEqual([["b", 20]]);
    await load([row("a", "12"), row("b", "20")]);
    expect(await entries()).toEqual([
      ["a", 12],
      ["b", 20],
    ]);
    const same = await load([row("a", "12"), row("b", "20")]);
    expect(same.runs[0]).toMatchObject({ status: "success", in: 0 });
  });

  test("rows without an external id are known by what they say", async () => {
    await load([row("", "10", "Acme"), row("", "20", "Beta")]);
    await load([row("", "20", "Beta"), row("", "15", "Acme")]);
    expect((await entries()).map(([, amount]) => amount).sort()).toEqual([15, 20]);
  });

  test("of two rows with one external id the second is set aside, and the others load", async () => {
    await load([row("a", "10"), row("a", "99"), row("b", "20")]);
    expect(await entries()).toEqual([
      ["a", 10],
      ["b", 20],
    ]);
    expect(await warehouse.all("SELECT reason FROM dead_letter")).toEqual([{ reason: "unknown_kind" }]);
  });

  test("amounts in minor units, also of currencies without any or with three decimals", async () => {
    const head = "external_id,sponsor,kind,period_start,period_end,amount_minor,currency,fx_rate";
    const period = "revenue,2026-01-01,2026-03-31";
    await load([`u,A,${period},123456,usd,`, `y,A,${period},5000,jpy,0.01`, `k,A,${period},-12340,kwd,3`], head);
    const rows = await warehouse.all("SELECT entry_id, amount, amount_base FROM sponsorship_entries ORDER BY ALL");
    expect(rows).toEqual([
      { entry_id: "k", amount: -12.34, amount_base: -37.02 },
      { entry_id: "u", amount: 1234.56, amount_base: 1234.56 },
      { entry_id: "y", amount: 5000, amount_base: 50 },
    ]);
  });

  test("a row that says the same in other words stays; one that can't be read is set aside alone, and comes when it is mended", async () => {
    const without = (amount: string) => row("", amount);
    await load([without('"1,234.56"'), row("b", '"$2,000"')]);
    await load([without("1234.56"), row("b", '"$2,000"'), row("c", "1.500"), row("d", "7")]);
    expect((await entries()).map(([, amount]) => amount).sort()).toEqual([1234.56, 2000, 7]);
    expect(await warehouse.all("SELECT reason FROM dead_letter")).toEqual([{ reason: "ambiguous_amount" }]);
    await load([without("1234.56"), row("b", '"$2,000"'), row("c", '"1.500,00"'), row("d", "7")]);
    expect((await entries()).map(([, amount]) => amount).sort()).toEqual([1234.56, 1500, 2000, 7]);
  });

  test("a limit, a fault and a cut don't end a run; a column that nobody knows is drift", async () => {
    const text = [`${HEAD},mood`, `${row("a", "10")},good`].join("\n");
    const faults = [{ status: 429, headers: { "retry-after": "2" } }, { status: 500 }, { body: text, cutAfter: 9 }];
    await server.close();
    server = await startFakeServer((_, index) => faults[index] ?? { body: text });
    const { error } = await load([row("a", "10")]);
    expect(error).toBeNull();
    expect(await entries()).toEqual([["a", 10]]);
    expect(await warehouse.all("SELECT path, type FROM schema_drift")).toEqual([{ path: "mood", type: "string" }]);
  });

  test.each([
    ["an empty sheet", ""],
    ["a page to log in", "<!doctype html><html><body>Sign in</body></html>"],
    ["another table", "name,colour\na,green"],
  ])("%s in its place deletes nothing", async (_, text) => {
    await load([row("a", "10")]);
    const { error } = await load([], text);
    expect(error).toMatchObject({ code: "unexpected_answer" });
    expect((error as Error).message).not.toMatch(/hidden|127/);
    expect(await entries()).toEqual([["a", 10]]);
  });
});

test("a monthly snapshot is booked once a month, also when it says the same", async () => {
  const months = ["2026-03-10", "2026-03-20", "2026-04-02"];
  for (const day of months) {
    clock = Date.parse(`${day}T12:00:00Z`);
    await load(["acme,list,gold,direct,100,1200"], "sponsor_key,list,tier,source,monthly_usd,total_usd");
  }
  expect(await entries()).toEqual([
    ["direct:acme:2026-03", 100],
    ["direct:acme:2026-04", 100],
  ]);
});

test("the newest sheet of a folder, when nobody is writing it", async () => {
  const folder = await temporaryFolder();
  try {
    const settings = { NORTHSTAR_SPONSORSHIP_SHEET: folder.path };
    const old = await folder.file("a.csv", [HEAD, row("a", "1")].join("\n"));
    await utimes(old, 1, 1);
    const path = await folder.file("b.csv", [HEAD, row("a", "2")].join("\n"));
    await folder.file("c.csv.part", HEAD);
    const busy = await runForTest(warehouse, sponsorshipSheet(), settings, {
      sleep: async () => writeFile(path, [HEAD, row("a", "3"), row("b", "4")].join("\n")),
    });
    expect(busy.runs[0]?.in).toBe(0 + 1);
    await runForTest(warehouse, sponsorshipSheet(), settings, { now: () => clock + 1 });
    expect(await entries()).toEqual([
      ["a", 3],
      ["b", 4],
    ]);
    const none = await runForTest(warehouse, sponsorshipSheet(), {
      NORTHSTAR_SPONSORSHIP_SHEET: join(folder.path, "x.csv"),
    });
    expect(none.error).toMatchObject({ code: "unreachable" });
  } finally {
    await folder.remove();
  }
});

test.each(["http://sheets.example.org/a.csv", "ftp://example.org/a.csv", "file:///etc/passwd"])(
  "%s isn't asked",
  async (place) => {
    const { error } = await runForTest(warehouse, sponsorshipSheet(), { NORTHSTAR_SPONSORSHIP_SHEET: place });
    expect(error).toMatchObject({ code: "setting_missing" });
  },
);

test.each([
  ["1099", "usd", "10.99"],
  ["5", "EUR", "0.05"],
  ["-7", "eur", "-0.07"],
  ["0", "eur", "0.00"],
  ["500", "JPY", "500"],
  ["1500", "ugx", "15.00"],
  ["1234", "BHD", "1.234"],
  ["10.5", "usd", null],
])("%s minor units of %s are %s", (amount, currency, expected) => {
  expect(fromMinorUnits(amount, currency)).toBe(expected);
});
