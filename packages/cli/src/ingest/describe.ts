import type { Integration, IntegrationActionResult, IntegrationRun } from "@northstar/core";
import { renderTable } from "../renderTable.ts";

/** The integrations as a table for people, and below it why those aren't well that aren't. */
export function describeIntegrations(integrations: readonly Integration[]): string[] {
  const head = [
    "integration",
    "status",
    "lag",
    "objective",
    "waiting",
    "in (24 h)",
    "upserted",
    "duplicate",
    "bad",
    "set aside",
    "drift",
  ];
  const rows = integrations.map((each) => [
    each.name,
    each.status,
    duration(each.lagSeconds),
    duration(each.sloSeconds),
    String(each.waiting),
    String(each.lastDay.in),
    String(each.lastDay.upserted),
    String(each.lastDay.duplicate),
    String(each.lastDay.bad),
    String(each.deadLetterCount),
    String(each.driftCount),
  ]);
  const problems = integrations.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
  return [
    ...renderTable([head, ...rows], ["left", "left", ...head.slice(2).map(() => "right" as const)]),
    ...(problems.length > 0 ? ["", ...problems] : []),
  ];
}

export function describeRun(name: string, run: IntegrationRun): string {
  const rows = `${run.in} in, ${run.upserted} upserted, ${run.duplicate} known already, ${run.bad} set aside`;
  return `${name} ${run.stream}: ${run.status}; ${rows}${run.error === null ? "" : `; ${run.error}`}`;
}

export function describeReplay(name: string, { done, failed }: IntegrationActionResult): string {
  if (done + failed === 0) return `${name}: nothing is set aside`;
  return `${name}: ${done} replayed${failed > 0 ? `, ${failed} set aside again` : ""}`;
}

/** `90 s`, `12 min`, `3.5 h`, `2 d`. */
function duration(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
