import { CliError } from "./errors.ts";
import { type Installation, requireWarehouse } from "./installation.ts";
import { isServing } from "./isServing.ts";

/** The server that runs, or the installation itself asked in this process: both take the same way in. */
export interface AskedServer {
  /** @throws CliError `server_refused` with the problem that the server answered */
  ask(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export interface OpenServerOptions {
  installation: Installation;
  /** Where a server would be. */
  url: string;
  /** Whether what people decide is needed when none runs. @default false */
  appState?: boolean;
}

/** @throws CliError when no server runs and there is no warehouse */
export async function openServer({ installation, url, appState = false }: OpenServerOptions): Promise<AskedServer> {
  if (await isServing(url)) return { ask: async (request) => accepted(await fetch(request)), close: async () => {} };
  requireWarehouse(installation);
  const { openPlatform } = await import("./platform.ts");
  const platform = await openPlatform({
    installation,
    production: false,
    refreshWorker: false,
    ingest: false,
    appState,
  });
  return {
    ask: async (request) => accepted(await platform.northstar.fetch(request)),
    close: () => platform.close(),
  };
}

async function accepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const body = await answer.text();
  const problem = JSON.parse(body) as { code?: string; detail?: string };
  throw new CliError("server_refused", `${answer.status} ${problem.code ?? ""}: ${problem.detail ?? body}`);
}
