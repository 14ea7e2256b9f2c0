import { afterAll, beforeAll, expect, it } from "vitest";
import { createNorthstar, type Northstar } from "../packages/server/src/createNorthstar.ts";
import { createGeneratedWarehouse } from "./testing/generatedWarehouse.ts";
import { createModelRuntime } from "./testing/modelRuntime.ts";
import type { EmbeddedModelWarehouse } from "./testing/modelWarehouse.ts";

/* Files of views, of the real model, against plain SQL on the tables. */

let data: EmbeddedModelWarehouse;
let northstar: Northstar;
beforeAll(async () => {
  data = await createGeneratedWarehouse({ professionals: 40 });
  const { runtime } = await createModelRuntime(data);
  northstar = await createNorthstar({
    secret: "a-secret-of-the-tests-with-more-than-32-bytes",
    cube: runtime,
    watermarks: async () => [],
    now: () => new Date("2026-11-22T15:00:00Z"),
    audit: async () => {},
  });
}, 300_000);
afterAll(async () => {
  await northstar?.close();
  await data?.close();
});

type Line = readonly string[];

/** Lines of the CSV of October as cells. */
async function october(view: string, values: Record<string, readonly string[]> = {}): Promise<Line[]> {
  const token = await northstar.signToken({ sub: "reader", roles: ["analyst"], can: ["export"] });
  const response = await northstar.fetch(
    new Request("http://northstar.test/northstar/v1/exports/view", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        ...{ view, values, format: "csv", language: "en" },
        period: { start: "2026-10-01", end: "2026-10-31" },
      }),
    }),
  );
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return text.split("\r\n").map((line) => line.split(","));
}

const numberOf = (lines: readonly Line[], title: string, column = 1) =>
  Number(lines.find(([name]) => name === title)?.[column]);

/** The table under a name, without its header. */
function tableOf(lines: readonly Line[], title: string): Line[] {
  const start = lines.findIndex(([name]) => name === `# ${title}`) + 2;
  const end = lines.findIndex(([name], index) => index >= start && (name === "" || name?.startsWith("#")));
  return lines.slice(start, end);
}

/** Five hours behind UTC, all year. */
const MONTH = (column: string, month: string) =>
  `date_trunc('month', ${column} - INTERVAL 5 HOUR) = DATE '${month}-01'`;

async function count(sql: string): Promise<number> {
  const [row] = await data.warehouse.all(`SELECT count(*)::INT AS n FROM ${sql}`);
  return Number(row?.n);
}

it("has registrations and plays as the tables have them, whole and of one country", async () => {
  const lines = await october("executive");
  const users = (month: string) => `users WHERE NOT _deleted AND ${MONTH("registered_at", month)}`;
  expect(numberOf(lines, "New registrations")).toBe(await count(users("2026-10")));
  expect(numberOf(lines, "New registrations", 2)).toBe(await count(users("2026-09")));
  const [{ country } = {}] = await data.warehouse.all(
    `SELECT country FROM ${users("2026-10")} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
  );
  const cut = await october("executive", { country: [String(country)] });
  expect(numberOf(cut, "New registrations")).toBe(await count(`${users("2026-10")} AND country = '${country}'`));
  expect(cut.some(([line]) => line?.startsWith("# Filters: Country:"))).toBe(true);
});

it("has the operational view's tables, whose parts are the whole", async () => {
  const lines = await october("operational");
  const plays = await count(
    `content_consumption WHERE NOT _deleted AND seconds_played > 0 AND ${MONTH("started_at", "2026-10")}`,
  );
  expect(numberOf(lines, "Plays")).toBe(plays);
  for (const [title, column] of [
    ["Content consumption", 2],
    ["Top topics", 2],
  ] as const) {
    const rows = tableOf(lines, title);
    expect(rows.length, title).toBeGreaterThan(1);
    expect(
      rows.reduce((sum, cells) => sum + Number(cells[column]), 0),
      title,
    ).toBe(plays);
  }
  const delivered = numberOf(lines, "Messages delivered");
  expect(delivered).toBeGreaterThan(0);
  expect(tableOf(lines, "Campaigns").reduce((sum, cells) => sum + Number(cells[2]), 0)).toBe(delivered);
  const flows = tableOf(lines, "Changes of segment in the period");
  expect(flows.length).toBeGreaterThan(1);
  expect(flows.flat().filter((cell) => cell.startsWith("("))).toEqual([]);
  // A funnel only narrows.
  const steps = tableOf(lines, "Acquisition funnel").map((cells) => Number(cells[1]));
  expect(steps.length).toBeGreaterThan(2);
  expect([...steps].sort((one, other) => other - one)).toEqual(steps);
});

it("has every part of the technical view", async () => {
  const lines = await october("technical");
  expect(lines.filter(([name]) => name?.startsWith("# ")).map(([name]) => name)).toEqual(
    expect.arrayContaining(["# Flow uptime", "# Ingest by connector", "# Delivery failures by channel and class"]),
  );
  const shares = tableOf(lines, "Flow uptime").map((cells) => Number(cells[1]));
  expect(shares.length).toBeGreaterThan(1);
  for (const share of shares) expect(share > 0.5 && share <= 1, String(share)).toBe(true);
});
