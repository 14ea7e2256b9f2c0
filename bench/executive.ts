import { planKpi, planSeries, resolveFilters } from "@northstar/core";
import { describeInstallation } from "../packages/cli/src/installation.ts";
import { openPlatform } from "../packages/cli/src/platform.ts";

/**
 * What the executive view asks in one request, of an installation that `start` has filled and that isn't running now: every
 * KPI of a director with its comparison and its 13 months. Three ways: everything as before (Cube's caches answer), rows
 * committed since (refresh keys are asked again), and the parts of it asked one by one, which is what merging saves.
 * `node bench/executive.ts [data folder] [rounds]`
 */
const installation = describeInstallation(process.argv[2] ? { dataDir: process.argv[2] } : {});
const rounds = Number(process.argv[3] ?? 20);
const director = { sub: "bench", tenant: "default", roles: ["director" as const], filters: {}, can: [] };

const { northstar, close } = await openPlatform({
  installation,
  production: false,
  refreshWorker: false,
  ingest: false,
});
const { kpis, timeZone } = await northstar.catalog(director);
await northstar.runtime.buildRollups();
const context = { now: new Date(), timeZone };
const filters = resolveFilters();
const queries = kpis
  .flatMap((kpi) => [planKpi(kpi, filters, context).query, planSeries(kpi, filters, {}, context).query])
  .map((query, index) => ({ id: String(index), query }));

async function measure(name: string, ask: () => Promise<void>): Promise<void> {
  const times: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0);
  console.log(
    `${name.padEnd(28)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ${((user + system) / 1000 / rounds).toFixed(0)} ms CPU`,
  );
}

async function load(part: typeof queries): Promise<void> {
  for (const line of await northstar.load(part, director)) {
    if ("error" in line) throw new Error(`${line.id}: ${line.error.detail}`);
  }
}

console.log(`${queries.length} queries of ${kpis.length} KPIs, ${rounds} rounds`);
await load(queries);
await measure("one request", () => load(queries));
await measure("one request, rows committed", async () => {
  await northstar.runtime.refresh();
  await load(queries);
});
await measure("one by one", async () => {
  for (const query of queries) await load([query]);
});
await close();
