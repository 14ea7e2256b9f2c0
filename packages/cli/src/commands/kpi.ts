import { dirname, join, relative, resolve } from "node:path";
import { findModelProblems } from "@northstar/server/cube";
import { Command } from "commander";
import { CliError } from "../errors.ts";
import { describeInstallation } from "../installation.ts";
import { checkMetrics, type MetricsCheck } from "../metrics/checkMetrics.ts";
import { dayIn } from "../metrics/dayIn.ts";
import { describeCheck } from "../metrics/describeCheck.ts";
import { closedPeriod } from "../metrics/diff/closedPeriod.ts";
import { describeDiff } from "../metrics/diff/describeDiff.ts";
import { lockPathOf } from "../metrics/lockPaths.ts";
import { writeLock } from "../metrics/writeLock.ts";

interface ModelOptions {
  model?: string;
}

interface CheckOptions extends ModelOptions {
  json: boolean;
  code?: readonly string[];
  alerts?: string;
}

interface LockOptions extends ModelOptions {
  check: boolean;
  initial: boolean;
  remove: readonly string[];
}

interface DiffCommandOptions extends ModelOptions {
  kpi: readonly string[];
  period?: string;
  from?: string;
  to?: string;
  by?: string;
  allowOpen: boolean;
  all: boolean;
  warehouse?: string;
  tenant: string;
  json: boolean;
}

/** Where the project's own screens name metrics. */
const CODE_FOLDERS = ["packages/core/src/views", "packages/react/src", "examples/intranet-portal", "stories"];

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

function modelPathOf({ model }: ModelOptions): string {
  return model === undefined ? describeInstallation().modelPath : resolve(model);
}

/** With a model named, only what lies with it is looked at: the project's code names the project's metrics. */
async function check(options: Pick<CheckOptions, "model" | "code" | "alerts">): Promise<MetricsCheck> {
  const { projectRoot, timeZone } = describeInstallation();
  const modelPath = modelPathOf(options);
  const standard = options.model === undefined ? CODE_FOLDERS.map((folder) => join(projectRoot, folder)) : [];
  const found = await checkMetrics({
    modelPath,
    lockPath: lockPathOf(modelPath),
    codeFolders: options.code?.map((folder) => resolve(folder)) ?? standard,
    alertsFolder: options.alerts === undefined ? join(dirname(modelPath), "alerts") : resolve(options.alerts),
    today: dayIn(timeZone, new Date()),
  });
  // What Cube alone notices; of files that are wrong already it would say the same in other words.
  return found.problems.length > 0 ? found : { ...found, problems: await findModelProblems(modelPath) };
}

const checkCommand = new Command("check")
  .description(
    "hold the model's metrics against the lock, their records, the policies, and the code and rules that name them",
  )
  .option("--json", "print problems, changed definitions and versions as JSON", false)
  .option("--model <folder>", "the model, else the project's own")
  .option("--code <folder>", "code that names metrics; may be given several times", collect)
  .option("--alerts <folder>", "alert rules, else the folder alerts beside the model")
  .action(async (options: CheckOptions) => {
    const found = await check(options);
    const text = options.json ? JSON.stringify(found, null, 2) : describeCheck(found, process.stdout);
    process.stdout.write(`${text}\n`);
    if (found.problems.length > 0) process.exitCode = 1;
  });

const lockCommand = new Command("lock")
  .description("write down what each version of a metric means now, in metrics.lock.json beside the model")
  .option("--check", "write nothing, only say whether the file is up to date", false)
  .option("--initial", "take changed first definitions as they are: before the first release only", false)
  .option("--remove <id>", "a metric that is gone for good; may be given several times", collect, [])
  .option("--model <folder>", "the model, else the project's own")
  .action(async (options: LockOptions) => {
    const modelPath = modelPathOf(options);
    const lockPath = lockPathOf(modelPath);
    if (options.check) {
      const { problems } = await check({ ...options, code: [], alerts: lockPath });
      if (problems.length === 0) return;
      throw new CliError(
        "stale",
        `${relative(process.cwd(), lockPath)} is not what the model says. Run \`northstar kpi check\`, which says why, then \`northstar kpi lock\`.`,
      );
    }
    const versions = await writeLock({ modelPath, lockPath, remove: options.remove, initial: options.initial });
    const changes = versions.filter(({ state }) => state !== "locked");
    for (const { kind, id, state, lockedVersion, version } of changes) {
      const step = [lockedVersion, version].filter((each) => each !== null).join(" → ");
      console.log(`${state.replace("_", " ")}: ${kind} ${id} (version ${step})`);
    }
    console.log(
      `${relative(process.cwd(), lockPath)} written: ${versions.length} KPIs and funnels, ${changes.length} of them otherwise than before`,
    );
  });

const diffCommand = new Command("diff")
  .description("ask for a closed period under the definitions of a git ref and those of the work tree, side by side")
  .argument("<git-ref>", "branch, tag or commit with the old definitions")
  .option("--kpi <id>", "a KPI or funnel; may be given several times, else every one that changed", collect, [])
  .option("--period <period>", "2026-10, 2026-Q3 or 2026, else the last three months that are over")
  .option("--from <day>", "first day of the period, with --to")
  .option("--to <day>", "last day of the period")
  .option("--by <dimension>", "dimension of the breakdown, such as country, else the first that each metric has")
  .option("--all", "metrics whose definition is the same, too", false)
  .option("--allow-open", "take a period that isn't over", false)
  .option("--warehouse <file>", "DuckDB file, only read, else the installation's")
  .option("--tenant <id>", "whose rows", "default")
  .option("--model <folder>", "the model, else the project's own")
  .option("--json", "print the numbers as JSON", false)
  .action(async (ref: string, options: DiffCommandOptions) => {
    const installation = describeInstallation();
    const today = dayIn(installation.timeZone, new Date());
    const period = closedPeriod(options, today);
    // Cube takes a second to load: only when it is wanted.
    const { diffMetrics } = await import("../metrics/diff/diffMetrics.ts");
    const found = await diffMetrics({
      ref,
      modelPath: modelPathOf(options),
      warehousePath: resolve(options.warehouse ?? installation.warehousePath),
      tenant: options.tenant,
      timeZone: installation.timeZone,
      period,
      ids: options.kpi,
      all: options.all,
      by: options.by,
      today,
    });
    process.stdout.write(`${options.json ? JSON.stringify(found, null, 2) : describeDiff(found)}\n`);
  });

/** `northstar kpi`: the versions of metrics. */
export const kpiCommand = new Command("kpi")
  .description("check, lock and compare the definitions of metrics")
  .addCommand(checkCommand)
  .addCommand(lockCommand)
  .addCommand(diffCommand);
