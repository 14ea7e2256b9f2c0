import type { IntegrationAction, IntegrationActionResult, IntegrationDetail, IntegrationList } from "@northstar/core";
import type { Installation } from "../installation.ts";
import { isServing } from "../isServing.ts";
import { overHttp } from "./overHttp.ts";

/** What the command line does with the integrations of an installation, wherever they run. */
export interface Operations {
  list(): Promise<IntegrationList>;
  /** @throws CliError `server_refused` for a name that doesn't exist */
  detail(name: string): Promise<IntegrationDetail>;
  /** @throws CliError `server_refused` */
  act(name: string, action: IntegrationAction): Promise<IntegrationActionResult>;
  close(): Promise<void>;
}

/**
 * The server that runs, asked as a person of the role `devops` would; where none does, the warehouse itself, in this process:
 * only one may hold it.
 */
export async function openOperations(installation: Installation, url: string): Promise<Operations> {
  if (await isServing(url)) return overHttp(installation, url);
  const { inProcess } = await import("./inProcess.ts");
  return await inProcess(installation);
}
