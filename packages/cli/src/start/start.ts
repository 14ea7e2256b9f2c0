import { existsSync } from "node:fs";
import { join } from "node:path";
import { planKpi, planSeries, resolveFilters } from "@northstar/core";
import { serveNorthstar } from "@northstar/server";
import { signToken } from "@northstar/server/token";
import { CliError } from "../errors.ts";
import { describeInstallation, readSecret } from "../installation.ts";
import { openPlatform, type Platform } from "../platform.ts";
import { dropUnfinished, fillWarehouse } from "./fill.ts";
import { requireFreePort } from "./freePort.ts";
import { startLiveFeed } from "./liveFeed.ts";
import { startPortal } from "./portal.ts";
import { readSampleKeys } from "./sampleSecrets.ts";

export interface StartOptions {
  port: number;
  portalPort: number;
  portal: boolean;
  /** Origins of other portals. */
  allowOrigin: string[];
  live: boolean;
  months: number;
  professionals: number;
  seed: number;
  dataDir?: string;
}

/** Fills the warehouse on the first run, then serves everything until SIGINT or SIGTERM; resolves when all is ready. */
export async function start(options: StartOptions): Promise<void> {
  const startedAt = performance.now();
  const production = process.env.NODE_ENV === "production";
  const installation = describeInstallation(options);
  const secret = readSecret(installation, production);
  // Signing refuses a secret that can't be used, now rather than after the warehouse was filled.
  await signToken({ sub: "start", roles: ["analyst"] }, { secret, production });
  if (options.portal && options.port === options.portalPort) {
    const message = `The server and the portal can't both have port ${options.port}. Choose another with --port or --portal-port.`;
    throw new CliError("bad_argument", message);
  }
  await requireFreePort(options.port, "--port");
  if (options.portal) await requireFreePort(options.portalPort, "--portal-port");

  // What was opened is closed in the opposite order, whether the start ends by Ctrl-C or by an error in its middle.
  const closers: (() => Promise<void>)[] = [];
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ending ??= (async () => {
      for (const close of closers.reverse()) await close();
    })();
    return ending;
  };
  const stop = async (exitCode: number) => {
    await end();
    process.exit(exitCode);
  };
  process.once("SIGINT", () => void stop(0));
  process.once("SIGTERM", () => void stop(0));

  try {
    const northstarUrl = `http://localhost:${options.port}`;
    const portalUrl = `http://localhost:${options.portalPort}`;
    // The next start compiles what has changed of the model.
    process.env.NORTHSTAR_MODEL_CACHE ??= join(installation.dataDir, "cache", "model");
    // Another portal has pages of its own.
    const pageOf = (name: string) =>
      options.portal && !process.env.NORTHSTAR_PORTAL_URL ? `${portalUrl}/tablero/${name}` : undefined;
    const sample = { months: options.months, professionals: options.professionals, seed: options.seed };
    if (!existsSync(installation.warehousePath)) {
      let filling = false;
      closers.push(async () => {
        if (filling) dropUnfinished(installation);
      });
      await fillWarehouse(installation, sample, (line) => {
        // Only who holds the file says anything.
        filling = true;
        console.log(line);
      });
      filling = false;
    }

    // The sample's senders have secrets of their own, before which comes what is set by hand.
    const keys = options.live && !production ? readSampleKeys(installation) : null;
    const platform = await openPlatform({
      installation,
      production,
      allowedOrigins: [portalUrl, portalUrl.replace("localhost", "127.0.0.1"), ...options.allowOrigin],
      refreshWorker: true,
      ingest: true,
      appState: true,
      portalUrl: process.env.NORTHSTAR_PORTAL_URL ?? (options.portal ? portalUrl : undefined),
      reviewsUrl: pageOf("revisiones"),
      suggestionsUrl: pageOf("sugerencias"),
      sampleEnvironment: { ...keys?.secrets },
    });
    closers.push(() => platform.close());
    const server = await serveNorthstar(platform.northstar, { port: options.port, hostname: "127.0.0.1" });
    closers.push(() => server.close());

    // The portal's bundler and the first answers each take seconds; together they take the longer of the two.
    const [portal] = await Promise.all([
      options.portal
        ? startPortal({ projectRoot: installation.projectRoot, port: options.portalPort, northstarUrl, secret })
        : null,
      warmUp(platform).then(() => platform.learnObjectives()),
    ]);
    if (portal) {
      closers.push(() => portal.close());
      void portal.ended.then((code) => stop(code ?? 1));
    }
    await platform.startAlerts();
    if (keys && platform.isSample) {
      const { timeZone } = installation;
      const feed = startLiveFeed({ sample: { ...sample, timeZone }, keys, northstarUrl });
      closers.push(() => feed.close());
    }

    console.log("");
    if (options.portal) console.log(`  Portal             ${portalUrl}`);
    console.log(`  Northstar server   ${northstarUrl}`);
    if (!production) console.log(`  Cube playground    ${northstarUrl}/`);
    console.log(`\nready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s; Ctrl-C ends it`);
  } catch (error) {
    await end();
    throw error;
  }
}

/**
 * Compiles the model, sees that the warehouse has what it reads, builds the rollups, and has what the executive view asks planned, so that no reader
 * waits for any of it. A plan is the same for all who may see a KPI.
 */
async function warmUp({ northstar, warehouse }: Platform): Promise<void> {
  const reader = { sub: "warm-up", tenant: warehouse.tenant, roles: ["analyst"], filters: {}, can: [] };
  const { kpis, timeZone } = await northstar.catalog(reader);
  await northstar.runtime.checkWarehouse();
  await northstar.prepare();
  const context = { now: new Date(), timeZone };
  const filters = resolveFilters();
  const queries = kpis
    .filter(({ measure }) => measure.startsWith("executive."))
    .flatMap((kpi) => [planKpi(kpi, filters, context).query, planSeries(kpi, filters, {}, context).query])
    // As many as a request may have.
    .slice(0, 100);
  await northstar.load(
    queries.map((query, index) => ({ id: String(index), query })),
    reader,
  );
}
