import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IngestError, openWarehouse, type Warehouse } from "@northstar/ingest";
import { type CubeRuntime, createCubeRuntime } from "@northstar/server/cube";
import { ModelError } from "../../codegen/ModelError.ts";
import { CliError } from "../../errors.ts";
import { compareLock, type VersionFinding } from "../compareLock.ts";
import { lockOf } from "../metricsLock.ts";
import { askNumbers, type Values } from "./askNumbers.ts";
import type { Period } from "./closedPeriod.ts";
import { type ComparedValues, compareValues } from "./compareValues.ts";
import { copyModel } from "./copyModel.ts";
import { writeModelAtRef } from "./modelAtRef.ts";
import { type AskedNumber, type ComparedMetric, type ReadMetrics, readMetrics } from "./readMetrics.ts";

export interface DiffOptions {
  /** Branch, tag or commit with the old definitions. */
  ref: string;
  modelPath: string;
  /** DuckDB file, which is only read. */
  warehousePath: string;
  tenant: string;
  timeZone: string;
  period: Period;
  /** Ids to compare; none for all. */
  ids: readonly string[];
  /** Metrics whose definition is the same, too. */
  all: boolean;
  /** Dimension of the breakdown; undefined for the first that each metric has. */
  by?: string | undefined;
  /** Today, ISO, in the reporting zone. */
  today: string;
}

/** A number under both definitions. */
export interface NumberDiff {
  label: string;
  unit: string;
  /** Dimension of the breakdown, null where the number has none. */
  dimension: string | null;
  values: ComparedValues;
  /** Why there is no old (new) number, where asking failed. */
  oldError: string | null;
  newError: string | null;
}

export interface MetricDiff extends Pick<VersionFinding, "kind" | "id" | "changed"> {
  state: "same" | "changed" | "new" | "removed";
  /** Its id in the old model, where that is another. */
  renamedFrom: string | null;
  oldVersion: number | null;
  newVersion: number | null;
  notes: readonly string[];
  numbers: readonly NumberDiff[];
}

export interface MetricsDiff {
  ref: string;
  commit: string;
  period: Period;
  timeZone: string;
  tenant: string;
  metrics: readonly MetricDiff[];
}

/**
 * Asks for the same closed period under the definitions of a git ref and under those of the work tree, in one warehouse that is
 * only read. A number that one of them can't give is said to be so; the others go on.
 *
 * @throws CliError `git_failed`, `not_installed`, `data_dir_unusable`, `bad_argument`; ModelError when a model can't be read
 */
export async function diffMetrics(options: DiffOptions): Promise<MetricsDiff> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "northstar-kpi-diff-")));
  try {
    const old = join(folder, "ref");
    const commit = await writeModelAtRef(options.modelPath, options.ref, old);
    const before = await readMetrics(old).catch((error: unknown) => {
      throw oldModelError(options.ref, error);
    });
    const pairs = pairMetrics(before, await readMetrics(options.modelPath), options);
    const models = { before: join(folder, "old"), after: join(folder, "new") };
    await copyModel(old, models.before, viewsOf(pairs, "old"));
    await copyModel(options.modelPath, models.after, viewsOf(pairs, "new"));
    const numbers = pairs.length === 0 ? [] : await askBoth(pairs, models, options);
    const { ref, period, timeZone, tenant } = options;
    const metrics = pairs.map((pair, index) => ({ ...pair.said, numbers: numbers[index] ?? [] }));
    return { ref, commit, period, timeZone, tenant, metrics };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Pair {
  said: Omit<MetricDiff, "numbers">;
  old: ComparedMetric | null;
  new: ComparedMetric | null;
}

function viewsOf(pairs: readonly Pair[], side: "old" | "new"): Set<string> {
  return new Set(pairs.flatMap((pair) => pair[side]?.numbers.map(({ view }) => view) ?? []));
}

function pairMetrics(before: ReadMetrics, after: ReadMetrics, { ids, all, period, today }: DiffOptions): Pair[] {
  const known = new Set([...before.metrics, ...after.metrics].flatMap(({ id, aliases }) => [id, ...aliases]));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new CliError(
      "bad_argument",
      `No KPI or funnel is called ${unknown}, then or now. There are ${[...known].sort().join(", ")}.`,
    );
  }
  const find = ({ metrics }: ReadMetrics, kind: string, id: string) =>
    metrics.find((metric) => metric.kind === kind && metric.id === id) ?? null;
  const findings = compareLock(
    after.compiled,
    lockOf(before.compiled),
    ({ kind, id }) => find(after, kind, id)?.aliases ?? [],
  );
  return findings.flatMap((finding): Pair[] => {
    const { kind, id, lockedId, lockedVersion, version, changed } = finding;
    const current = find(after, kind, id);
    const wanted =
      ids.length > 0 ? [id, lockedId, ...(current?.aliases ?? [])].some((name) => ids.includes(name)) : true;
    const state = stateOf(finding);
    const renamedFrom = lockedId === id ? null : lockedId;
    if (!wanted || (state === "same" && !all && ids.length === 0 && renamedFrom === null)) return [];
    const lagDays = Math.max(current?.cohortLagDays ?? 0, find(before, kind, lockedId)?.cohortLagDays ?? 0);
    const isOpen = lagDays > 0 && daysBetween(period.to, today) < lagDays;
    const notes = isOpen ? [`Windows of ${lagDays} days are still open for some people of the period.`] : [];
    return [
      {
        said: { kind, id, state, renamedFrom, changed, oldVersion: lockedVersion, newVersion: version, notes },
        old: find(before, kind, lockedId),
        new: current,
      },
    ];
  });
}

function stateOf({ state, changed }: VersionFinding): MetricDiff["state"] {
  if (state === "new" || state === "removed") return state;
  return changed.length > 0 ? "changed" : "same";
}

async function askBoth(
  pairs: readonly Pair[],
  models: { before: string; after: string },
  options: DiffOptions,
): Promise<NumberDiff[][]> {
  const warehouse = await openToRead(options);
  try {
    const before = await askAll(pairs, "old", models.before, warehouse, options);
    const after = await askAll(pairs, "new", models.after, warehouse, options);
    return pairs.map((pair, index) => numbersOf(pair, before[index], after[index], options));
  } finally {
    await warehouse.close();
  }
}

/** What asking came to, by label. */
type Answers = ReadonlyMap<string, Values | Error>;

async function askAll(
  pairs: readonly Pair[],
  side: "old" | "new",
  modelPath: string,
  warehouse: Warehouse,
  options: DiffOptions,
): Promise<Answers[]> {
  const runtime = await openRuntime(modelPath, warehouse, options.timeZone);
  try {
    const answers: Answers[] = [];
    for (const pair of pairs) {
      const found = new Map<string, Values | Error>();
      for (const number of pair[side]?.numbers ?? []) {
        const dimension = dimensionOf(pair, number, options);
        const asked = askNumbers(runtime, number, { tenant: options.tenant, period: options.period, dimension });
        found.set(
          stepOf(number),
          await asked.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
        );
      }
      answers.push(found);
    }
    return answers;
  } finally {
    await runtime.close();
  }
}

function openRuntime(modelPath: string, warehouse: Warehouse, timeZone: string): Promise<CubeRuntime> {
  return createCubeRuntime({
    modelPath,
    instance: warehouse.instance,
    timeZone,
    development: false,
    refreshWorker: false,
    // Nothing was built beforehand, and the first question waits for the model to compile too.
    queryTimeoutSeconds: 600,
    verifyToken: () => Promise.reject(new Error("Nobody logs in here.")),
    rewriteQuery: (query) => query,
    // What fails is said beside the number that it is missing for.
    log: () => {},
  });
}

/** The dimension that both definitions know, so that both columns have the same rows. */
function dimensionOf(pair: Pair, number: AskedNumber, { by }: DiffOptions): string | null {
  const sides = [pair.old, pair.new].flatMap(
    (metric) => metric?.numbers.filter((each) => stepOf(each) === stepOf(number)) ?? [],
  );
  const common = (sides.at(-1)?.dimensions ?? []).filter((name) =>
    sides.every(({ dimensions }) => dimensions.includes(name)),
  );
  return by === undefined ? (common[0] ?? null) : (common.find((name) => name === by) ?? null);
}

/** What a number is within its metric, whatever the metric is called. */
function stepOf({ label }: AskedNumber): string {
  return label.includes(": ") ? label.slice(label.indexOf(": ")) : "";
}

function numbersOf(
  pair: Pair,
  before: Answers | undefined,
  after: Answers | undefined,
  options: DiffOptions,
): NumberDiff[] {
  const asked = new Map(
    [...(pair.old?.numbers ?? []), ...(pair.new?.numbers ?? [])].map((number) => [stepOf(number), number]),
  );
  return [...asked].map(([step, number]) => {
    const [old, now] = [before?.get(step) ?? null, after?.get(step) ?? null];
    return {
      label: number.label,
      unit: number.unit,
      dimension: dimensionOf(pair, number, options),
      values: compareValues(old instanceof Error ? null : old, now instanceof Error ? null : now),
      oldError: old instanceof Error ? explain(old) : null,
      newError: now instanceof Error ? explain(now) : null,
    };
  });
}

/** Why a number couldn't be had, for the analyst whose SQL it is: what the compiler or the warehouse says, first line. */
function explain(error: Error): string {
  const problems: unknown = Reflect.get(error, "problems");
  const [problem] = Array.isArray(problems) ? problems : [];
  if (problem) return `The model doesn't compile: ${problem.file}:${problem.line ?? 1}: ${problem.message}`;
  const cause: unknown = error.cause;
  const inner = typeof cause === "object" && cause !== null ? cause : {};
  const text = ["error", "message"].map((key) => Reflect.get(inner, key)).find((each) => typeof each === "string");
  const said = (text ?? error.message).split("\n", 1)[0]?.replace(/^(?:User)?Error: /, "") ?? "";
  return /does not exist|not found/i.test(said)
    ? `${said} The warehouse lacks what this definition reads: load it there, or compare with a later ref.`
    : said;
}

async function openToRead({ warehousePath, tenant }: DiffOptions): Promise<Warehouse> {
  try {
    return await openWarehouse({ path: warehousePath, tenant, readOnly: true });
  } catch (error) {
    if (!(error instanceof IngestError)) throw error;
    if (error.code === "warehouse_locked") {
      throw new CliError(
        "data_dir_unusable",
        `${warehousePath} is held by another process, most likely a running \`northstar start\`, and DuckDB lets no other read it. Stop that one; or, while nothing is being loaded, copy the file and its .wal together and name the copy with --warehouse.`,
        { cause: error },
      );
    }
    if (error.code === "warehouse_missing") {
      throw new CliError(
        "not_installed",
        `There is no warehouse at ${warehousePath}. Name one with --warehouse, or run \`npx pnpm@12 start\` once.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function oldModelError(ref: string, error: unknown): unknown {
  if (!(error instanceof ModelError)) return error;
  return new CliError(
    "git_failed",
    `The model at ${ref} can't be read, so its definitions can't be compared. ${error.message}`,
    {
      cause: error,
    },
  );
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
