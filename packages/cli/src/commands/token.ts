import type { Capability, Role, RowFilters } from "@northstar/core";
import { signToken } from "@northstar/server/token";
import { Command } from "commander";
import { collectCapability, collectFilter, collectRole, wholeNumber } from "../arguments.ts";
import { CliError } from "../errors.ts";
import { describeInstallation, readSecret } from "../installation.ts";

interface TokenOptions {
  role?: readonly Role[];
  sub: string;
  filter?: RowFilters;
  can?: readonly Capability[];
  tenant: string;
  expiresIn: number;
  dataDir?: string;
}

/** `northstar token`: prints a signed token and nothing else, for people and scripts. */
export const tokenCommand = new Command("token")
  .description("print a signed token for the Northstar server")
  .option("--role <role>", "role of the reader; may be given several times", collectRole)
  .option("--sub <id>", "who the token is for", "cli")
  .option("--filter <key=value>", "row filter, e.g. country=CO; may be given several times", collectFilter)
  .option("--can <capability>", "export, comment or administer; may be given several times", collectCapability)
  .option("--tenant <id>", "tenant", "default")
  .option("--expires-in <seconds>", "life of the token, at most 900", wholeNumber(1, 900), 900)
  .option("--data-dir <folder>", "folder of the installation")
  .action(async (options: TokenOptions) => {
    if (!options.role) {
      throw new CliError("bad_argument", "A token needs at least one role: add --role director (or another).");
    }
    const token = await signToken(
      {
        sub: options.sub,
        roles: options.role,
        filters: options.filter ?? {},
        can: options.can ?? [],
        tenant: options.tenant,
        expiresInSeconds: options.expiresIn,
      },
      { secret: readSecret(describeInstallation(options)) },
    );
    process.stdout.write(`${token}\n`);
  });
