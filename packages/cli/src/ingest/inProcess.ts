import type { ErasureRefusal, IntegrationRefusal } from "@northstar/core";
import { openWarehouse, startIngest } from "@northstar/ingest";
import { CliError } from "../errors.ts";
import { type Installation, requireWarehouse } from "../installation.ts";
import type { Operations } from "./operations.ts";

/** As whom the command line acts. */
const ACTOR = { subject: "cli" };

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
    where: `the warehouse in ${installation.dataDir}`,
    goesOn: false,
    list: () => integrations.list(),
    detail: async (name) => known(`integration called ${name}`, await integrations.detail(name)),
    act: async (name, action) => done(known(`integration called ${name}`, await integrations.act(name, action, ACTOR))),
    deadLetters: async (name, page) => known(`integration called ${name}`, await integrations.deadLetters(name, page)),
    erase: async (request) => done(await integrations.erase(request, ACTOR)),
    erasure: async (id) => known("erasure of this id", integrations.erasure(id)),
    async close() {
      await ingest.close();
      await warehouse.close();
    },
  };
}

function known<T>(what: string, value: T | null): T {
  if (value !== null) return value;
  throw new CliError("server_refused", `There is no ${what}.`);
}

function done<T extends object>(result: T | IntegrationRefusal | ErasureRefusal): T {
  if (!("refused" in result)) return result;
  throw new CliError("server_refused", result.message);
}
