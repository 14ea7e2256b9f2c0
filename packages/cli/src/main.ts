#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { Command } from "commander";

// What a command loads is compiled once on a machine, not at each call.
enableCompileCache();

// Commands are loaded when they are asked for: `northstar token` starts without a database or a semantic layer in memory.
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./commands/start.ts")).startCommand,
  ingest: async () => (await import("./commands/ingest.ts")).ingestCommand,
  load: async () => (await import("./commands/load.ts")).loadCommand,
  simulate: async () => (await import("./commands/simulate.ts")).simulateCommand,
  token: async () => (await import("./commands/token.ts")).tokenCommand,
  query: async () => (await import("./commands/query.ts")).queryCommand,
  report: async () => (await import("./commands/report.ts")).reportCommand,
  codegen: async () => (await import("./commands/codegen.ts")).codegenCommand,
  access: async () => (await import("./commands/access.ts")).accessCommand,
  publish: async () => (await import("./commands/publish.ts")).publishCommand,
  ddl: async () => (await import("./commands/ddl.ts")).ddlCommand,
  kpi: async () => (await import("./commands/kpi.ts")).kpiCommand,
};

async function main(commandArguments: readonly string[]): Promise<void> {
  const program = new Command("northstar")
    .description("Northstar: embedded analytics over a Cube semantic layer")
    // So that a command's own commands see their options where they stand.
    .enablePositionalOptions();
  const wanted = commandArguments[0];
  const names = wanted !== undefined && wanted in COMMANDS ? [wanted] : Object.keys(COMMANDS);
  for (const name of names) {
    const load = COMMANDS[name];
    if (load) program.addCommand(await load());
  }
  await program.parseAsync(commandArguments, { from: "user" });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // Every error of ours says what happened, why and what to do; a stack would only hide it.
  const known = error instanceof Error && "code" in error && typeof error.code === "string";
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
