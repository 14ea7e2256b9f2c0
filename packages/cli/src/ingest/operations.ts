import type {
  DeadLetterPage,
  Erasure,
  ErasureRequest,
  IntegrationAction,
  IntegrationActionResult,
  IntegrationDetail,
  IntegrationList,
} from "@northstar/core";
import { CliError } from "../errors.ts";
import type { Installation } from "../installation.ts";
import { isServing } from "../isServing.ts";
import { overHttp } from "./overHttp.ts";

/** What the command line does with the integrations of an installation, wherever they run. */
export interface Operations {
  /** Where they run, for people: `the server at http://…`. */
  readonly where: string;
  /** Whether what was begun goes on when this process ends. */
  readonly goesOn: boolean;
  list(): Promise<IntegrationList>;
  /** @throws CliError `server_refused` for a name that doesn't exist */
  detail(name: string): Promise<IntegrationDetail>;
  /** @throws CliError `server_refused` */
  act(name: string, action: IntegrationAction): Promise<IntegrationActionResult>;
  /** A page of what was set aside, the newest first. @throws CliError `server_refused` for a name that doesn't exist */
  deadLetters(name: string, page: { after: string | null; limit: number }): Promise<DeadLetterPage>;
  /** @throws CliError `server_refused` */
  erase(request: ErasureRequest): Promise<Erasure>;
  /** @throws CliError `server_refused` for one that isn't known any more */
  erasure(id: string): Promise<Erasure>;
  /** Lets go of the warehouse; what is under way in this process ends first, a poller after its page. */
  close(): Promise<void>;
}

const STANDARD_URL = "http://127.0.0.1:4000";

/**
 * The server that runs, asked as a person of the role `devops` would; where none does, the warehouse itself, in this process:
 * only one may hold it.
 * @param url the server that is meant; without it one at the standard address, if there is one
 * @throws CliError `server_unreachable` when the one that is meant doesn't answer
 */
export async function openOperations(installation: Installation, url: string | undefined): Promise<Operations> {
  const address = url ?? STANDARD_URL;
  if (!URL.canParse(address)) {
    throw new CliError("bad_argument", `"${address}" is no address of a server. Write one such as ${STANDARD_URL}.`);
  }
  if (await isServing(address)) return overHttp(installation, address);
  if (url !== undefined) {
    throw new CliError(
      "server_unreachable",
      `No Northstar server answers at ${url}. Start it, or leave --url and NORTHSTAR_URL away to work on the warehouse itself.`,
    );
  }
  return await openInProcess(installation);
}

/** The warehouse itself, in this process. */
export async function openInProcess(installation: Installation): Promise<Operations> {
  // Ingestion takes a moment to load: only when it is wanted.
  const { inProcess } = await import("./inProcess.ts");
  return await inProcess(installation);
}
