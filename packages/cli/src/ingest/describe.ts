import type { IntegrationActionResult, IntegrationRun } from "@northstar/core";

export function describeRun(name: string, run: IntegrationRun): string {
  const rows = `${run.in} in, ${run.upserted} upserted, ${run.duplicate} known already, ${run.bad} set aside`;
  return `${name} ${run.stream}: ${run.status}; ${rows}${run.error === null ? "" : `; ${run.error}`}`;
}

export function describeReplay(name: string, { done, failed }: IntegrationActionResult): string {
  if (done + failed === 0) return `${name}: nothing is set aside`;
  return `${name}: ${done} replayed${failed > 0 ? `, ${failed} set aside again` : ""}`;
}
