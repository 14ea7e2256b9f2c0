import type { IntegrationRefusal } from "@northstar/core";
import { openWarehouse, startIngest } from "@northstar/ingest";
import { CliError } from "../errors.ts";
import { type Installation, requireWarehouse } from "../installation.ts";
import type { Operations } from "./operations.ts";

/** Operations on the warehouse itself, in this process. */
export async function inProcess(installation: Installation): Promise<Operations> {
  requireWarehouse(installation);
  const warehouse = await openWarehouse({ path: installation.warehousePath });
  const ingest = await startIngest({
    warehouse,
    dataDir: installation.dataDir,
    environment: process.env,
    poll: false,
  }).catch(async (error: unknown) => {
    await warehouse.close();
    throw error;
  });
  const { integrations } = ingest;
  return {
    list: () => integrations.list(),
    detail: async (name) => known(name, await integrations.detail(name)),
    act: async (name, action) => done(known(name, await integrations.act(name, action, { subject: "cli" }))),
    async close() {
      await ingest.close();
      await warehouse.close();
    },
  };
}

function known<T>(name: string, value: T | null): T {
  if (value !== null) return value;
  throw new CliError("bad_argument", `There is no integration called ${name}. \`northstar ingest status\` lists them.`);
}

function done<T extends object>(result: T | IntegrationRefusal): T {
  if (!("refused" in result)) return result;
  throw new CliError("server_refused", result.message);
}
