/**
 * What the batch endpoint gives over HTTP when its answers are there: the executive view (number and series of every KPI it has, as the
 * client plans them) of two tenants and three roles by turns, and a single tile. The load generator is a process of its own on the same
 * machine, on loopback; it holds each answer against what a server without the cache answered to that tenant and role.
 * Beside the times it tells how busy both event loops were and what the collector of garbage took, because on two cores that is most of
 * the tail: what 16 connections wait for is 15 others, a pause of either process, and the other process on the same core.
 * Writes `bench/results/load.json` and `.md`.
 *
 * `node bench/load.ts [--seconds 5] [--people 400] [--results path]`
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { dirname } from "node:path";
import { PerformanceObserver, performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Claims, planKpi, planSeries, type Role, resolveFilters } from "../packages/core/src/index.ts";
import { readWatermarks } from "../packages/ingest/src/pipeline/watermarks.ts";
import { createNorthstar } from "../packages/server/src/createNorthstar.ts";
import { serveNorthstar } from "../packages/server/src/listen.ts";
import { NOW, openCommunities } from "./load/community.ts";
import { type LoadJob, type LoadSeen, type Reader, rowsOf } from "./load/job.ts";

const TENANTS = ["default", "other"];
const ROLES: readonly Role[] = ["director", "analyst", "consultant"];
const CONNECTIONS = 16;

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    people: { type: "string", default: "400" },
    results: { type: "string", default: fileURLToPath(new URL("./results/load", import.meta.url)) },
  },
});
const seconds = Number(options.seconds);
const people = Number(options.people);

interface Measured extends LoadSeen {
  what: string;
  connections: number;
  /** Processor time of the server's process, milliseconds a request. */
  serverCpu: number;
  /** Share of the time in which the server's event loop worked. */
  serverBusy: number;
  /** What garbage collection took in the server's process, milliseconds. */
  pauses: { total: number; longest: number };
}

const communities = await openCommunities({ default: people, other: Math.round(people / 2) });
const { warehouse } = communities;
const common = {
  secret: "a-secret-of-the-bench-with-more-than-32-bytes",
  production: true,
  watermarks: () => readWatermarks(warehouse),
};
const cube = {
  modelPath: fileURLToPath(new URL("../cube/model", import.meta.url)),
  instance: warehouse.instance,
  refreshWorker: false,
};
const plain = await createNorthstar({ ...common, cube, answerCacheBytes: 0 });
const northstar = await createNorthstar({ ...common, cube: { ...cube, rollupSchema: "rollups_of_bench" } });
const server = await serveNorthstar(northstar, { port: 0 });
try {
  await northstar.runtime.buildRollups();
  const views = await readersOf((claims) => executiveQueries(claims));
  const tiles = await readersOf(async (claims) => (await executiveQueries(claims)).slice(0, 1));
  const cold = performance.now();
  await northstar.load(views[0]?.queries ?? [], claimsOf("default", "director"));
  const first = performance.now() - cold;

  const measured: Measured[] = [];
  for (const { queries, name } of views) {
    const [role, , tenant] = name.split(" ");
    await northstar.load(queries, claimsOf(tenant ?? "", role as Role));
  }
  await measure("warm up", views, CONNECTIONS, 1);
  measured.push(await measure("executive view", views, 1, seconds));
  measured.push(await measure("executive view", views, CONNECTIONS, seconds));
  measured.push(await measure("one tile", tiles, 1, seconds));
  measured.push(await measure("one tile", tiles, CONNECTIONS, seconds));
  const queries = views.map((reader) => reader.queries.length);
  await writeResults({
    queries: [Math.min(...queries), Math.max(...queries)],
    first,
    load: loadavg()[0] ?? 0,
    measured,
  });
} finally {
  await server.close();
  await northstar.close();
  await plain.close();
  await communities.close();
}

function claimsOf(tenant: string, role: Role): Claims {
  return { sub: `${role} of ${tenant}`, tenant, roles: [role], filters: {}, can: [] };
}

/** Number and series of every KPI of the executive view that these claims see. */
async function executiveQueries(claims: Claims): Promise<Reader["queries"]> {
  const { kpis, timeZone } = await northstar.catalog(claims);
  const context = { now: NOW, timeZone };
  const filters = resolveFilters();
  return kpis
    .filter(({ measure: name }) => name.startsWith("executive."))
    .flatMap((kpi) => [planKpi(kpi, filters, context).query, planSeries(kpi, filters, {}, context).query])
    .map((query, index) => ({ id: String(index), query }));
}

async function readersOf(queriesOf: (claims: Claims) => Promise<Reader["queries"]>): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (const tenant of TENANTS) {
    for (const role of ROLES) {
      const claims = claimsOf(tenant, role);
      const queries = await queriesOf(claims);
      const expected = rowsOf(await plain.load(queries, claims));
      const token = await northstar.signToken({ sub: claims.sub, tenant, roles: [role] });
      readers.push({ name: claims.sub, token, queries, expected });
    }
  }
  // Two tenants with the same numbers would hide an answer that crossed.
  const texts = TENANTS.map((tenant) => JSON.stringify(readers.find(({ name }) => name.endsWith(tenant))?.expected));
  if (new Set(texts).size !== TENANTS.length) throw new Error("The tenants' answers are the same.");
  return readers;
}

async function measure(what: string, readers: Reader[], connections: number, forSeconds: number): Promise<Measured> {
  const generator = fork(fileURLToPath(new URL("./load/generator.ts", import.meta.url)));
  const job: LoadJob = { url: server.url, readers, connections, seconds: forSeconds };
  const before = process.cpuUsage();
  const loopBefore = performance.eventLoopUtilization();
  const collections: number[] = [];
  const collector = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collections.push(duration);
  });
  collector.observe({ entryTypes: ["gc"] });
  generator.send(job);
  const seen = once(generator, "message").then(([message]) => message as LoadSeen);
  const ended = once(generator, "exit").then(([code]) => {
    throw new Error(`The load generator ended with ${code}; the lines above say why.`);
  });
  const result = await Promise.race([seen, ended]);
  ended.catch(() => undefined);
  const { user, system } = process.cpuUsage(before);
  const serverBusy = performance.eventLoopUtilization(loopBefore).utilization;
  for (const { duration } of collector.takeRecords()) collections.push(duration);
  collector.disconnect();
  const measured = {
    what,
    connections,
    ...result,
    serverCpu: (user + system) / 1000 / result.requests,
    serverBusy,
    pauses: { total: collections.reduce((sum, duration) => sum + duration, 0), longest: Math.max(0, ...collections) },
  };
  console.log(line(measured));
  return measured;
}

function line({
  what,
  connections,
  requests,
  seconds: took,
  times,
  serverCpu,
  cachedShare,
  bytesOfAnswer,
  serverBusy,
  generatorBusy,
  pauses,
}: Measured): string {
  const time = (value: number) => value.toFixed(1);
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const collected = `${percent(pauses.total / 1000 / took)}, ${time(pauses.longest)}`;
  return `| ${what} | ${connections} | ${time(times.p50)} | ${time(times.p95)} | ${time(times.p99)} | ${Math.round(requests / took)} | ${serverCpu.toFixed(2)} | ${(100 * cachedShare).toFixed(1)} % | ${Math.round(bytesOfAnswer / 1024)} KB | ${percent(serverBusy)} | ${percent(generatorBusy)} | ${collected} |`;
}

async function writeResults(results: {
  queries: number[];
  first: number;
  load: number;
  measured: Measured[];
}): Promise<void> {
  await mkdir(dirname(options.results), { recursive: true });
  const readable = (_: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(2)) : value);
  await writeFile(`${options.results}.json`, `${JSON.stringify({ people, ...results }, readable, 1)}\n`);
  await writeFile(
    `${options.results}.md`,
    `# The batch endpoint with its answers there

Written by \`node bench/load.ts --seconds ${seconds} --people ${people}\`. ${TENANTS.length} tenants and ${ROLES.length} roles by turns on every connection,
${results.queries.join(" to ")} queries in a view; each answer was the one that a server without the cache gave to that tenant and role. Milliseconds as the generator
sees them, over loopback, the check of the answer included; it is another process on the same machine, whose load was ${results.load.toFixed(1)} (one minute).
The first executive view, nothing there: ${Math.round(results.first)} ms.

| what | connections | p50 | p95 | p99 | requests/s | server's CPU, ms a request | answers that were there | answer | server's loop busy | generator's loop busy | server's garbage collection: share of the time, longest |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${results.measured.map(line).join("\n")}
`,
  );
}
