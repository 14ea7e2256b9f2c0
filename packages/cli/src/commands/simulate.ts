import { Command } from "commander";
import { wholeNumber } from "../arguments.ts";
import { describeInstallation } from "../installation.ts";
import { simulate } from "../simulate/simulate.ts";

interface SimulateOptions {
  months: number;
  professionals: number;
  seed: number;
  now?: string;
  out?: string;
  dataDir?: string;
}

/** `northstar simulate`: writes a believable community in the sources' wire formats. Same seed and now, same bytes. */
export const simulateCommand = new Command("simulate")
  .description("write a sample community as files in the sources' wire formats")
  .option("--months <n>", "months of history", wholeNumber(2, 60), 18)
  .option("--professionals <n>", "size of the community", wholeNumber(50, 200_000), 20_000)
  .option("--seed <n>", "seed of the random numbers", wholeNumber(0, 2 ** 31 - 1), 42)
  .option("--now <instant>", "end of the history, ISO 8601; default: this moment")
  .option("--out <folder>", "where to write; default: the installation's sample folder")
  .option("--data-dir <folder>", "folder of the installation")
  .action(async (options: SimulateOptions) => {
    const installation = describeInstallation(options);
    const outDir = options.out ?? installation.sampleDir;
    const manifest = await simulate({
      outDir,
      months: options.months,
      professionals: options.professionals,
      seed: options.seed,
      now: options.now ? new Date(options.now) : new Date(),
      timeZone: installation.timeZone,
    });
    console.log(`${manifest.files.length} files written to ${outDir}`);
  });
