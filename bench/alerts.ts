/**
 * What alerts cost: a minute in which 1,000 rules are looked at (nothing known yet, after data have come, and when nothing has moved), for one
 * audience and for five; an hour of a value that goes back and forth about its limit; a preview over a year of days. On the sample warehouse
 * with rollups and the app state on disk. Writes `bench/results/alerts.json` and `.md`.
 *
 * `node bench/alerts.ts [--rules 1000] [--people 400] [--results path]`
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { AlertRuleInput, Claims, SourceWatermark } from "../packages/core/src/index.ts";
import { readWatermarks } from "../packages/ingest/src/pipeline/watermarks.ts";
import { audienceOf } from "../packages/server/src/alerts/engine/audienceOf.ts";
import { createAlerts } from "../packages/server/src/alerts/engine/createAlerts.ts";
import { createAlertStore } from "../packages/server/src/alerts/store/createAlertStore.ts";
import type { AlertDelivery, Recipient } from "../packages/server/src/alerts/types.ts";
import { createNorthstar } from "../packages/server/src/createNorthstar.ts";
import { openAppState } from "../packages/server/src/state/openAppState.ts";
import { makeRules } from "./alerts/rules.ts";
import { NOW, openCommunities } from "./load/community.ts";

const { values: options } = parseArgs({
  options: {
    rules: { type: "string", default: "1000" },
    people: { type: "string", default: "400" },
    results: { type: "string", default: fileURLToPath(new URL("./results/alerts", import.meta.url)) },
  },
});
const people = Number(options.people);
const count = Number(options.rules);
const MINUTE = 60_000;

const claims = (roles: string[], filters: Claims["filters"] = {}): Claims => ({
  sub: "bench",
  tenant: "default",
  roles,
  filters,
  can: [],
});
const director = claims(["director"]);

const communities = await openCommunities({ default: people });
const { warehouse } = communities;
const folder = await mkdtemp(join(tmpdir(), "northstar-bench-"));
const state = await openAppState({ dataDir: folder });
let now = NOW.getTime();
const listeners = new Set<(watermarks: SourceWatermark[]) => void>();
/** All sources loaded at a moment. */
const loadedAt = async (at: number) =>
  (await readWatermarks(warehouse)).map((watermark) => ({ ...watermark, lastLoadedAt: new Date(at).toISOString() }));
let watermarks = await loadedAt(now);

const northstar = await createNorthstar({
  secret: "a-secret-of-the-bench-with-more-than-32-bytes",
  production: true,
  watermarks: async () => watermarks,
  onWatermark: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  now: () => new Date(now),
  cube: {
    modelPath: fileURLToPath(new URL("../cube/model", import.meta.url)),
    instance: warehouse.instance,
    refreshWorker: false,
    rollupSchema: "rollups_of_bench",
  },
});
let askedOfCube = 0;
const cubeLoad = northstar.runtime.load.bind(northstar.runtime);
northstar.runtime.load = (...asked: Parameters<typeof cubeLoad>) => {
  askedOfCube++;
  return cubeLoad(...asked);
};

/** A minute later; with data, if it is said so. */
async function pass(withData: boolean): Promise<void> {
  now += MINUTE;
  if (!withData) return;
  watermarks = await loadedAt(now);
  for (const listener of listeners) listener(watermarks);
}

interface Measured {
  what: string;
  evaluated: number;
  questions: number;
  asked: number;
  askedOfCube: number;
  messages: number;
  wallSeconds: number;
  cpuSeconds: number;
}

async function measure(
  what: string,
  work: () => Promise<{ evaluated: number; questions: number; asked: number; messages: number }>,
): Promise<Measured> {
  const before = process.cpuUsage();
  const began = performance.now();
  askedOfCube = 0;
  const { evaluated, questions, asked, messages } = await work();
  const wallSeconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  const measured = { what, evaluated, questions, asked, askedOfCube, messages, wallSeconds, cpuSeconds };
  console.log(lineOf(measured));
  return measured;
}

function deliveryTo(recipients: readonly Recipient[]): AlertDelivery {
  return {
    recipients: async () => recipients,
    channels: async () => [],
    test: async () => null,
    followLink: async () => null,
  };
}

const readers = [
  director,
  claims(["analyst"]),
  claims(["director"], { country: ["CO"] }),
  claims(["director"], { country: ["MX"] }),
  claims(["consultant"]),
].map(
  (reader, index): Recipient => ({
    channel: "mail",
    id: String(index),
    audience: audienceOf(reader),
    locale: "es",
    timeZone: "America/Bogota",
  }),
);

async function minutes(recipients: readonly Recipient[]): Promise<Measured[]> {
  const tenant = `default`;
  const store = await createAlertStore(state, tenant);
  const delivery = deliveryTo(recipients);
  const alerts = createAlerts({ store, delivery, now: () => now, tickSeconds: 0, onError: console.error });
  alerts.start(northstar);
  const label = recipients.length === 1 ? "one audience" : `${recipients.length} audiences`;
  const measured = [
    await measure(`${label}: data have come`, async () => {
      await pass(true);
      return await alerts.evaluate();
    }),
    await measure(`${label}: data have come again`, async () => {
      await pass(true);
      return await alerts.evaluate();
    }),
    await measure(`${label}: nothing has moved`, async () => {
      await pass(false);
      return await alerts.evaluate();
    }),
    await measure(`${label}: between two minutes`, () => alerts.evaluate()),
  ];
  await alerts.close();
  await store.close();
  return measured;
}

/** Sixty minutes of a value about its limit of 100: by turns, and as chance has it, with limits that have no distance. */
async function flapping(): Promise<{ what: string; messages: number }[]> {
  const turns: [string, (minute: number) => number][] = [
    ["above and below by turns", (minute) => (minute % 2 === 0 ? 99 : 101)],
    ["six minutes each", (minute) => (Math.floor(minute / 6) % 2 === 0 ? 99 : 101)],
    ["by chance", (minute) => 100 + Math.sin(minute * 12.9898) * 5],
  ];
  const results: { what: string; messages: number }[] = [];
  for (const [index, [what, valueAt]] of turns.entries()) {
    const store = await createAlertStore(state, `flap-${index}`);
    const rule: AlertRuleInput = {
      id: "flap",
      title: { es: "flap", en: "flap" },
      watch: { kpi: "active_professionals" },
      condition: { kind: "threshold", direction: "below", red: { enter: 100 } },
      on: "running",
      owner: "bench",
      routes: [{ channel: "mail" }],
    };
    await store.saveRule(rule, { basedOn: null, by: "bench", origin: "app", at: now });
    const tenantDirector = { ...director, tenant: `flap-${index}` };
    const recipient: Recipient = {
      channel: "mail",
      id: "one",
      audience: audienceOf(tenantDirector),
      locale: "es",
      timeZone: "America/Bogota",
    };
    const alerts = createAlerts({
      store,
      delivery: deliveryTo([recipient]),
      now: () => now,
      tickSeconds: 0,
      onError: console.error,
    });
    let minute = 0;
    alerts.start({
      ...northstar,
      catalog: () => northstar.catalog(director),
      freshness: () => northstar.freshness(director),
      async load(queries) {
        const lines = await northstar.load(queries, director);
        return lines.map((line) => {
          if ("error" in line) return line;
          const replaced = line.data.map((row) =>
            Object.fromEntries(
              Object.entries(row).map(([name, cell]) => [
                name,
                name.endsWith(".active_professionals") ? valueAt(minute) : cell,
              ]),
            ),
          );
          return { ...line, data: replaced };
        });
      },
    });
    let messages = 0;
    for (minute = 0; minute < 60; minute++) {
      await pass(true);
      messages += (await alerts.evaluate()).messages;
    }
    await alerts.close();
    await store.close();
    results.push({ what, messages });
    console.log(`| flapping for an hour, ${what} | ${messages} messages |`);
  }
  return results;
}

async function preview(): Promise<{ kpi: string; points: number; first: number; again: number }[]> {
  const store = await createAlertStore(state, "default");
  const alerts = createAlerts({ store, now: () => now, tickSeconds: 0 });
  alerts.start(northstar);
  const results: { kpi: string; points: number; first: number; again: number }[] = [];
  for (const [kpi, condition] of [
    ["new_registrations", { kind: "threshold", direction: "below", amber: { enter: 2 } }],
    ["content_minutes", { kind: "anomaly", direction: "both", season: "weekday", amber: { enter: 3 } }],
    [
      "active_professionals",
      { kind: "change", against: "previous_year", as: "relative", direction: "below", red: { enter: -0.2 } },
    ],
  ] as const) {
    const rule: AlertRuleInput = {
      id: "preview",
      title: { es: "p", en: "p" },
      watch: { kpi, grain: "day" },
      condition,
      keepFiringSeconds: 0,
      owner: "bench",
    };
    const times: number[] = [];
    let points = 0;
    for (let turn = 0; turn < 2; turn++) {
      const began = performance.now();
      const seen = await alerts.port.preview(director, rule, 365);
      if ("refused" in seen) throw new Error(`${kpi}: ${seen.message}`);
      points = seen.points.length;
      times.push(performance.now() - began);
    }
    const [first = 0, again = 0] = times;
    results.push({ kpi, points, first, again });
    console.log(
      `| preview of ${kpi} (${condition.kind}), ${points} days | ${Math.round(first)} ms | again ${Math.round(again)} ms |`,
    );
  }
  await alerts.close();
  await store.close();
  return results;
}

function lineOf({
  what,
  evaluated,
  questions,
  asked,
  askedOfCube: cube,
  messages,
  wallSeconds,
  cpuSeconds,
}: Measured): string {
  return `| ${what} | ${evaluated} | ${questions} | ${asked} | ${cube} | ${messages} | ${wallSeconds.toFixed(2)} s | ${cpuSeconds.toFixed(2)} s |`;
}

try {
  await northstar.runtime.buildRollups();
  const { kpis } = await northstar.catalog(director);
  const store = await createAlertStore(state, "default");
  for (const rule of makeRules({ kpis }, count, "mail")) {
    await store.saveRule(rule, { basedOn: null, by: "bench", origin: "app", at: now });
  }
  await store.close();
  const previews = await preview();
  const ticks = [...(await minutes(readers.slice(0, 1))), ...(await minutes(readers))];
  const flaps = await flapping();
  await mkdir(dirname(options.results), { recursive: true });
  await writeFile(
    `${options.results}.json`,
    `${JSON.stringify({ rules: count, people, load: loadavg()[0], ticks, flaps, previews }, null, 1)}\n`,
  );
  await writeFile(
    `${options.results}.md`,
    `# Alerts

Written by \`node bench/alerts.ts --rules ${count} --people ${people}\`. One process, app state on PGlite on disk, warehouse on DuckDB with rollups; the machine's
load was ${(loadavg()[0] ?? 0).toFixed(1)} (one minute).

| a minute in which all rules are looked at | evaluations | questions that the rules have | different ones, handed to \`load\` | queries that Cube got | messages | wall | CPU |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${ticks.map(lineOf).join("\n")}

An hour of one-minute evaluations of a value about its limit, with no distance between entry and exit: ${flaps
      .map(({ what, messages }) => `${what} ${messages} message${messages === 1 ? "" : "s"}`)
      .join(", ")}.

| preview of a rule over a year | days | first, ms | again, ms |
| --- | ---: | ---: | ---: |
${previews.map(({ kpi, points, first, again }) => `| ${kpi} | ${points} | ${Math.round(first)} | ${Math.round(again)} |`).join("\n")}
`,
  );
} finally {
  await northstar.close();
  await state.close();
  await communities.close();
  await rm(folder, { recursive: true });
}
