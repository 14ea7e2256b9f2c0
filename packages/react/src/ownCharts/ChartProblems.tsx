import type { ChartProblem } from "@northstar/core/own-charts";
import type { ChartsInterface } from "./texts.ts";

/** What keeps a chart from being drawn as it was meant, in words: a line a problem. */
export function ChartProblems({ problems, ui }: { problems: readonly ChartProblem[]; ui: ChartsInterface }) {
  if (problems.length === 0) return null;
  return (
    <ul className="ns-own-problems">
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.kind}`} data-kind={problem.kind}>
          {problemWords(problem, ui)}
        </li>
      ))}
    </ul>
  );
}

export function problemWords(problem: ChartProblem, { t, format }: ChartsInterface): string {
  const { name } = problem;
  if (problem.kind === "renamed") return t("own_charts.renamed", { name, title: problem.title[format.locale] });
  if (problem.kind === "unknown") return t("own_charts.unknown", { name });
  if (problem.kind === "forbidden") {
    const { title, owner } = problem;
    return t("own_charts.forbidden", { title: title[format.locale], owner: owner ?? "—" });
  }
  const others = new Intl.ListFormat(format.locale, { type: "conjunction" }).format(problem.others);
  return t(`own_charts.misfit_${problem.why}`, { name, others });
}
