import { Command } from "commander";
import { wholeNumber } from "../arguments.ts";
import type { StartOptions } from "../start/start.ts";

const port = wholeNumber(1, 65_535);

/** `northstar start`: fills the warehouse on its first run, then serves everything until Ctrl-C. */
export const startCommand = new Command("start")
  .description("start the server and the example portal, with a sample community on the first run")
  .option("--port <n>", "port of the Northstar server", port, 4000)
  .option("--portal-port <n>", "port of the portal", port, 3000)
  .option("--no-portal", "serve without the example portal")
  .option("--allow-origin <origin...>", "origins of other portals whose pages may ask", [] as string[])
  .option("--no-live", "without the trickle of live sample events")
  .option("--months <n>", "months of sample history", wholeNumber(2, 60), 18)
  .option("--professionals <n>", "size of the sample community", wholeNumber(50, 200_000), 20_000)
  .option("--seed <n>", "seed of the sample", wholeNumber(0, 2 ** 31 - 1), 42)
  .option("--data-dir <folder>", "folder of the installation")
  .action(async (options: StartOptions) => {
    // Cube takes a second to load: only when it is wanted.
    const { start } = await import("../start/start.ts");
    await start(options);
  });
