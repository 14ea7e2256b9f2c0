import { styleText } from "node:util";
import { describeProblem } from "../codegen/ModelError.ts";
import type { MetricsCheck } from "./checkMetrics.ts";
import type { DiffLine } from "./compareLock.ts";

const STYLE_OF = { added: "green", removed: "red", header: "bold" } as const;

/** A check for people: problems by file and line, what changed in the definitions, notes, one line to sum up. Coloured on a terminal alone. */
export function describeCheck(
  { problems, notes, diffs, metricCount, ruleCount }: MetricsCheck,
  stream: NodeJS.WriteStream,
): string {
  const paint = ({ kind, text }: DiffLine) => (kind === "same" ? text : styleText(STYLE_OF[kind], text, { stream }));
  return [
    ...problems.map(describeProblem),
    ...diffs.map((lines) => `\n${lines.map(paint).join("\n")}`),
    ...notes.map((note) => `note: ${note}`),
    problems.length === 0
      ? `${metricCount} KPIs and funnels: definitions locked, records complete, every name known; ${ruleCount} alert rule${ruleCount === 1 ? "" : "s"}.`
      : `\n${problems.length} problem${problems.length === 1 ? "" : "s"}.`,
  ].join("\n");
}
