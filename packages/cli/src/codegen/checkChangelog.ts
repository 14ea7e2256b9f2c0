import type { Place } from "./checkModel.ts";
import type { KpiRecord } from "./kpiSchema.ts";
import type { ModelProblem } from "./ModelError.ts";

/** Versions are 1, 2, 3… up to the record's own, each with its line, in the order of their days. */
export function checkChangelog(
  { version, changelog }: Pick<KpiRecord, "version" | "changelog">,
  where: string,
  at: Place,
  problems: ModelProblem[],
): void {
  const versions = changelog.map((change) => change.version).sort((a, b) => a - b);
  if (!versions.includes(version)) {
    problems.push({
      ...at,
      message: `version ${version} has no line in ${where}.changelog.`,
      fix: "Say there what changed and since when.",
    });
  }
  const wanted = Array.from({ length: version }, (_, index) => index + 1);
  if (versions.includes(version) && versions.join() !== wanted.join()) {
    problems.push({
      ...at,
      message: `${where}.changelog has the versions ${versions.join(", ")}.`,
      fix: `It needs one line for each of ${wanted.join(", ")}.`,
    });
  }
  const byVersion = changelog.toSorted((a, b) => a.version - b.version);
  const late = byVersion.find(({ since }, index) => since < (byVersion[index - 1]?.since ?? since));
  if (late) {
    problems.push({
      ...at,
      message: `${where}.changelog: version ${late.version} is in force since ${late.since}, before the version before it.`,
      fix: "Mend the days.",
    });
  }
}
