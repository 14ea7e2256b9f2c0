import type { IngestReport } from "@northstar/ingest";

/** One line a source for people: what came, what it became, what was set aside and why. */
export function describeIngestReport(report: IngestReport): string {
  const rows = Object.entries(report.rows)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${table} ${count}`)
    .join(", ");
  const reasons = Object.entries(report.badReasons)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(", ");
  return [
    `${report.source}: ${report.payloads} payloads from ${report.files} files`,
    report.duplicates > 0 ? `${report.duplicates} already known` : null,
    rows ? `rows: ${rows}` : "no new rows",
    report.bad > 0 ? `set aside in dead_letter: ${report.bad} (${reasons})` : null,
  ]
    .filter((part) => part !== null)
    .join("; ");
}
