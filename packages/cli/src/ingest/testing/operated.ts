import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWarehouse, startIngest, type Warehouse } from "@northstar/ingest";
import { createNorthstar, serveNorthstar } from "@northstar/server";
import { describeInstallation } from "../../installation.ts";
import { type CliOptions, type CliResult, type RunningCli, startCli } from "./cli.ts";

export const SECRET = "a-secret-of-the-tests-with-more-than-32-bytes";

/** An installation that the command line looks after: through a server that runs, or with nothing but its folder. */
export interface Operated {
  folder: string;
  start(parameters: readonly string[], options?: CliOptions): RunningCli;
  cli(parameters: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Looks into the warehouse, or changes it, whoever holds it. */
  inside<T>(work: (warehouse: Warehouse) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A new installation with the settings that its ingestion has. */
export async function openOperated(
  way: "server" | "process",
  settings: Readonly<Record<string, string>>,
  tenant = "default",
): Promise<Operated> {
  const folder = mkdtempSync(join(tmpdir(), "northstar-operated-"));
  const path = join(folder, "warehouse.duckdb");
  const warehouse = await openWarehouse({ path, tenant });
  const environment = { NORTHSTAR_SECRET: SECRET, ...settings };
  const run = (where: readonly string[], parameters: readonly string[], options: CliOptions = {}) =>
    startCli([...parameters, ...where, "--data-dir", folder], {
      ...options,
      environment: { ...environment, ...options.environment },
    });

  if (way === "process") {
    await warehouse.close();
    const start: Operated["start"] = (...given) => run(["--in-process"], ...given);
    return {
      folder,
      start,
      cli: (...given) => start(...given).ended,
      async inside(work) {
        const own = await openWarehouse({ path });
        try {
          return await work(own);
        } finally {
          await own.close();
        }
      },
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const ingest = await startIngest({ warehouse, dataDir: folder, environment: settings, poll: false });
  const northstar = await createNorthstar({
    secret: SECRET,
    production: true,
    cube: {
      modelPath: describeInstallation().modelPath,
      instance: warehouse.instance,
      refreshWorker: false,
      log: () => {},
    },
    watermarks: async () => [],
    integrations: ingest.integrations,
  });
  const served = await serveNorthstar(northstar, { port: 0 });
  const start: Operated["start"] = (...given) => run(["--url", served.url], ...given);
  return {
    folder,
    start,
    cli: (...given) => start(...given).ended,
    inside: (work) => work(warehouse),
    async close() {
      await served.close();
      await northstar.close();
      await ingest.close();
      await warehouse.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A sheet at an address, as spreadsheets publish one. */
export interface Sheet {
  url: string;
  /** What the next requests are answered with. */
  answer: { status: number; text: string };
  /** Requests wait until it is called. @returns lets them through */
  hold(): () => void;
  close(): Promise<void>;
}

export async function openSheet(): Promise<Sheet> {
  let gate = Promise.resolve();
  const sheet: Pick<Sheet, "answer"> = { answer: { status: 200, text: "" } };
  const server = createServer(async (_, response) => {
    await gate;
    response.writeHead(sheet.answer.status, { "content-type": "text/csv" }).end(sheet.answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(sheet, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sheet?key=hidden`,
    hold() {
      let letThrough = () => {};
      gate = new Promise((resolve) => {
        letThrough = resolve;
      });
      return () => letThrough();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
