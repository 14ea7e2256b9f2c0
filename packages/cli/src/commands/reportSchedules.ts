import type { Locale, PackSchedule, PackSchedules, Role, RowFilters } from "@northstar/core";
import { signToken } from "@northstar/server/token";
import { Command } from "commander";
import { CliError } from "../errors.ts";
import { describeInstallation, readSecret } from "../installation.ts";
import { openServer } from "../openServer.ts";
import { renderTable } from "../renderTable.ts";

/** Options of `northstar report`, which are given before or after. */
interface SchedulesOptions {
  role?: readonly Role[];
  filter?: RowFilters;
  language: Locale;
  json?: boolean;
  url: string;
  dataDir?: string;
}

/** `northstar report schedules --role director`: reviews that go out by themselves, and what became of the last of each. */
export const schedulesCommand = new Command("schedules")
  .description("list the reviews that go out by themselves (takes --role, --filter, --json, --url, --data-dir)")
  .action(async (_: unknown, command: Command) => {
    const options: SchedulesOptions = command.optsWithGlobals();
    if (!options.role) {
      throw new CliError("bad_argument", "Schedules are listed as a role sees them: add --role director (or another).");
    }
    const installation = describeInstallation(options);
    const token = await signToken(
      { sub: "cli", roles: options.role, filters: options.filter ?? {}, can: ["export"] },
      { secret: readSecret(installation) },
    );
    const server = await openServer({ installation, url: options.url, appState: true });
    try {
      const address = new URL("/northstar/v1/reports/schedules", options.url);
      const answer = await server.ask(new Request(address, { headers: { authorization: `Bearer ${token}` } }));
      const { schedules } = (await answer.json()) as PackSchedules;
      console.log(options.json ? JSON.stringify(schedules, null, 2) : describe(schedules));
    } finally {
      await server.close();
    }
  });

function describe(schedules: readonly PackSchedule[]): string {
  if (schedules.length === 0) return "Nothing is scheduled. It is set up in the portal, beside the list of reviews.";
  const rows = schedules.map(({ title, kind, next, recipients, runs: [last] }) => [
    title,
    kind,
    next ? `${next.period} at ${next.at}` : "paused",
    recipients.map(({ channel, id }) => `${channel}/${id}`).join(", "),
    last ? `${last.period} ${last.status}${last.problem === null ? "" : `: ${last.problem}`}` : "–",
  ]);
  const head = ["schedule", "review", "next", "to", "last"];
  return renderTable([head, ...rows], ["left", "left", "left", "left", "left"]).join("\n");
}
