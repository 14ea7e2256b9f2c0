import type { LoadLine, Role, RowFilters } from "@northstar/core";
import { signToken } from "@northstar/server/token";
import { Command } from "commander";
import { collectFilter, collectRole } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { describeInstallation, readSecret } from "../installation.ts";
import { openServer } from "../openServer.ts";

interface QueryOptions {
  role?: readonly Role[];
  filter?: RowFilters;
  url: string;
  dataDir?: string;
}

/** `northstar query '<Cube query JSON>' --role director`: prints the rows as JSON. */
export const queryCommand = new Command("query")
  .description("ask one Cube query under a role and print the rows as JSON")
  .argument("<query>", `Cube query, e.g. '{"measures":["executive.new_registrations"]}'`)
  .option("--role <role>", "role of the reader; may be given several times", collectRole)
  .option("--filter <key=value>", "row filter of the token, e.g. country=CO", collectFilter)
  .option("--url <address>", "address of the server", process.env.NORTHSTAR_URL ?? "http://127.0.0.1:4000")
  .option("--data-dir <folder>", "folder of the installation, used when no server runs")
  .action(async (written: string, options: QueryOptions) => {
    if (!options.role) {
      throw new CliError("bad_argument", "A query is asked under a role: add --role director (or another).");
    }
    let query: unknown;
    try {
      query = JSON.parse(written);
    } catch (cause) {
      throw new CliError("bad_argument", `The query is not valid JSON: ${(cause as Error).message}.`, { cause });
    }
    const installation = describeInstallation(options);
    const token = await signToken(
      { sub: "cli", roles: options.role, filters: options.filter ?? {} },
      { secret: readSecret(installation) },
    );
    const request = new Request(new URL("/northstar/v1/load", options.url), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ queries: [{ id: "query", query }] }),
    });
    const server = await openServer({ installation, url: options.url });
    const text = await server
      .ask(request)
      .then((answer) => answer.text())
      .finally(() => server.close());
    const line = JSON.parse(text) as LoadLine;
    if ("error" in line) {
      throw new CliError("server_refused", `${line.error.status} ${line.error.code}: ${line.error.detail}`);
    }
    process.stdout.write(`${JSON.stringify(line.data, null, 2)}\n`);
  });
