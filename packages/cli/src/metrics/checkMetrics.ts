import { join, relative } from "node:path";
import { readMetricHistory } from "@northstar/server";
import { checkRules } from "../alerts/checkRules.ts";
import { checkModel, type FoundFunnel, type FoundKpi } from "../codegen/checkModel.ts";
import { ModelError, type ModelProblem } from "../codegen/ModelError.ts";
import { readModel } from "../codegen/readModel.ts";
import { compareLock, type DiffLine, entriesOf, lineDiff, type VersionFinding } from "./compareLock.ts";
import { type CompiledModel, compileDefinitions } from "./compileDefinitions.ts";
import { findMetricNames, type NamedMetric } from "./findMetricNames.ts";
import { historyPathOf } from "./lockPaths.ts";
import { checkHistory, type HistoryFinding } from "./metricsHistory.ts";
import { lockOf, type MetricsLock, readLock } from "./metricsLock.ts";

export interface CheckOptions {
  /** Folder of the model's YAML files. */
  modelPath: string;
  /** The lock file, `cube/metrics.lock.json`. */
  lockPath: string;
  /** Folders whose code names metrics. */
  codeFolders: readonly string[];
  /** Folder of the alert rules. */
  alertsFolder: string;
  /** Today, ISO, in the reporting zone. */
  today: string;
}

export interface MetricsCheck {
  problems: readonly ModelProblem[];
  /** Worth reading, not worth failing for. */
  notes: readonly string[];
  /** What changed in the definitions behind problems, each piece once. */
  diffs: readonly DiffLine[][];
  /** Null when the model itself is wrong, which is then all that is said. */
  versions: readonly VersionFinding[] | null;
  /** KPIs and funnels of the model. */
  metricCount: number;
  /** Alert rules, those that follow from the model among them. */
  ruleCount: number;
}

/** A model that was found sound, with what its metrics mean. */
export interface SoundModel {
  compiled: CompiledModel;
  kpis: readonly FoundKpi[];
  funnels: readonly FoundFunnel[];
}

/**
 * Reads a model and compiles its definitions.
 *
 * @throws ModelError
 */
export async function readSoundModel(modelPath: string): Promise<SoundModel> {
  const model = await readModel(modelPath);
  const checked = checkModel(model);
  return { compiled: compileDefinitions(model, checked), ...checked };
}

/** Everything that `northstar kpi check` looks at. Paths come back relative to the working folder. */
export async function checkMetrics(options: CheckOptions): Promise<MetricsCheck> {
  const fromHere = (problem: ModelProblem): ModelProblem => ({
    ...problem,
    file: relative(process.cwd(), join(options.modelPath, problem.file)),
  });
  let sound: SoundModel;
  try {
    sound = await readSoundModel(options.modelPath);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return {
      problems: error.problems.map(fromHere),
      notes: [],
      diffs: [],
      versions: null,
      metricCount: 0,
      ruleCount: 0,
    };
  }
  const { compiled } = sound;
  const lock = await readLock(options.lockPath);
  const versions = findVersions(sound, lock);
  const named = await findMetricNames(options.codeFolders);
  const alerts = await checkRules(
    options.alertsFolder,
    sound.kpis.map(({ kpi }) => kpi),
  );
  const problems = [
    ...futureChanges(sound, options.today).map(fromHere),
    ...(lock ? versions.flatMap((finding) => versionProblem(finding, options)) : [missingLock(options.lockPath)]),
    ...unknownNames(sound, named),
    ...alerts.problems,
  ];
  if (lock) problems.push(...(await historyProblems(lock, options.lockPath)));
  const isStale = JSON.stringify(lock) !== JSON.stringify(lockOf(compiled));
  if (problems.length === 0 && isStale) problems.push(staleLock(options.lockPath));
  return {
    problems,
    notes: versions.filter(({ state }) => state === "raised_alone").map(describeRaisedAlone),
    diffs: diffsOf(compiled, lock, versions),
    versions,
    metricCount: compiled.definitions.length,
    ruleCount: alerts.rules.length,
  };
}

/** How the model's metrics stand against a lock; against none, all are new. */
export function findVersions({ compiled, kpis }: SoundModel, lock: MetricsLock | null): VersionFinding[] {
  const none: MetricsLock = { about: "", kpis: {}, funnels: {}, parts: {} };
  return compareLock(compiled, lock ?? none, ({ kind, id }) =>
    kind === "funnel"
      ? []
      : kpis.flatMap(({ kpi }) => (kpi.id === id ? (kpi.aliases ?? []).map((alias) => alias.id) : [])),
  );
}

/** What is wrong with a metric's version, and what to do; nothing when it is right. */
function versionProblem(finding: VersionFinding, { modelPath, lockPath }: CheckOptions): ModelProblem[] {
  const { kind, id, state, lockedId, lockedVersion, version, changed } = finding;
  const said = SAID[state];
  if (!said) return [];
  const isInModel = finding.file !== null;
  return [
    {
      file: relative(process.cwd(), isInModel ? join(modelPath, finding.file ?? "") : lockPath),
      line: finding.line ?? undefined,
      member: `${kind} ${id}`,
      ...said({ id, lockedId, lockedVersion: lockedVersion ?? 0, version: version ?? 0, changed: changed.join(", ") }),
    },
  ];
}

interface Said {
  id: string;
  lockedId: string;
  lockedVersion: number;
  version: number;
  changed: string;
}

const LOCK_IT = "Run `northstar kpi lock` and commit metrics.lock.json.";

const SAID: Partial<Record<VersionFinding["state"], (said: Said) => Pick<ModelProblem, "message" | "fix">>> = {
  new: () => ({ message: "isn't in the lock.", fix: LOCK_IT }),
  changed: ({ version, changed }) => ({
    message: `its definition changed and its version is still ${version}: ${changed}.`,
    fix: `Raise \`version\` to ${version + 1} and add a line to \`changelog\` that says what changed, then run \`northstar kpi lock\`; or take the change back. \`northstar kpi diff HEAD\` shows what it does to the numbers.`,
  }),
  raised: ({ version, lockedVersion }) => ({
    message: `is at version ${version} and the lock at ${lockedVersion}.`,
    fix: LOCK_IT,
  }),
  raised_alone: ({ version, lockedVersion }) => ({
    message: `is at version ${version} and the lock at ${lockedVersion}.`,
    fix: LOCK_IT,
  }),
  lowered: ({ version, lockedVersion }) => ({
    message: `its version went from ${lockedVersion} back to ${version}.`,
    fix: `Readers have seen version ${lockedVersion}: an old definition that returns is version ${lockedVersion + 1}.`,
  }),
  renamed: ({ id, lockedId }) => ({ message: `was locked as ${lockedId}, now an alias of ${id}.`, fix: LOCK_IT }),
  removed: ({ lockedId, lockedVersion }) => ({
    message: `is in the lock at version ${lockedVersion} and not in the model any more.`,
    fix: `If it has another name now, give that one \`aliases: [{ id: ${lockedId}, since: … }]\`. If it is gone for good, run \`northstar kpi lock --remove ${lockedId}\`.`,
  }),
};

function describeRaisedAlone({ kind, id, version }: VersionFinding): string {
  return `${kind} ${id}: version ${version} means what the version before it does, as far as the model says. Fine if something outside the model changed, a warehouse function or how a source is read; else lower it.`;
}

function missingLock(lockPath: string): ModelProblem {
  return {
    file: relative(process.cwd(), lockPath),
    member: "-",
    message: "there is no lock of the metrics' definitions yet.",
    fix: LOCK_IT,
  };
}

/** What is wrong with the definitions that are kept of each version, against the lock beside them. */
async function historyProblems(lock: MetricsLock, lockPath: string): Promise<ModelProblem[]> {
  const path = historyPathOf(lockPath);
  const file = relative(process.cwd(), path);
  const history = await readMetricHistory(path);
  if (!history) {
    return [{ file, member: "-", message: "there is no history of the metrics' definitions yet.", fix: LOCK_IT }];
  }
  return checkHistory(history, lock).map(({ kind, id, version, state }) => ({
    file,
    member: `${kind} ${id}`,
    ...HISTORY_SAID[state](version),
  }));
}

const HISTORY_SAID: Record<HistoryFinding["state"], (version: number) => Pick<ModelProblem, "message" | "fix">> = {
  changed: (version) => ({
    message: `version ${version} isn't what was kept of it: the entry, or one before it, was changed or taken out.`,
    fix: "What was once kept stays. Take the file as it was committed last, then run `northstar kpi lock`.",
  }),
  missing: (version) => ({
    message: `the locked version ${version} isn't in the history.`,
    fix: "Run `northstar kpi lock` and commit metrics.history.json.",
  }),
};

function staleLock(lockPath: string): ModelProblem {
  return {
    file: relative(process.cwd(), lockPath),
    member: "-",
    message: "isn't what the model says, though every metric means the same: a cube or member has another name.",
    fix: LOCK_IT,
  };
}

function futureChanges({ kpis, funnels }: SoundModel, today: string): ModelProblem[] {
  const records = [
    ...kpis.map(({ kpi, member }) => ({ record: kpi, file: member.file, line: member.line, member: member.definedAs })),
    ...funnels.map(({ funnel, view }) => ({ record: funnel, file: view.file, line: view.line, member: view.name })),
  ];
  const problems = records.flatMap(({ record: { id, changelog }, ...at }) =>
    changelog
      .filter(({ since }) => since > today)
      .map(({ version, since }) => ({
        ...at,
        message: `the changelog of ${id} says that version ${version} is in force since ${since}, and today is ${today}.`,
        fix: "Write the day from which readers see it.",
      })),
  );
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function unknownNames({ kpis, funnels }: SoundModel, named: readonly NamedMetric[]): ModelProblem[] {
  const known = {
    kpi: new Set(kpis.flatMap(({ kpi }) => [kpi.id, ...(kpi.aliases ?? []).map(({ id }) => id)])),
    funnel: new Set(funnels.map(({ funnel }) => funnel.id)),
  };
  return named
    .filter(({ kind, id }) => !known[kind].has(id))
    .map(({ kind, id, file, line }) => ({
      ...{ file: relative(process.cwd(), file), line, member: "-" },
      message: `names the ${kind} ${id}, which the model doesn't have.`,
      fix: `Name one of ${[...known[kind]].sort().join(", ")}.`,
    }));
}

/** The lines that differ behind every metric whose version is wrong, each piece of the model once. */
function diffsOf(compiled: CompiledModel, lock: MetricsLock | null, versions: readonly VersionFinding[]): DiffLine[][] {
  if (!lock) return [];
  const wrong = versions.filter(({ state }) => state === "changed" || state === "lowered");
  const now = lockOf(compiled);
  const own = wrong
    .filter(({ changed }) => changed.includes("record"))
    .map(({ kind, id, lockedId }) =>
      lineDiff(
        `${kind} ${id}`,
        entriesOf(lock, kind)[lockedId]?.definition ?? [],
        entriesOf(now, kind)[id]?.definition ?? [],
      ),
    );
  const parts = [...new Set(wrong.flatMap(({ changed }) => changed.filter((name) => name !== "record")))].sort();
  return [...own, ...parts.map((name) => lineDiff(name, lock.parts[name] ?? [], now.parts[name] ?? []))];
}
