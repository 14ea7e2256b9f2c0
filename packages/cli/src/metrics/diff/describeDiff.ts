import { type Align, renderTable } from "../../renderTable.ts";
import type { ComparedRow, ComparedValue } from "./compareValues.ts";
import type { MetricDiff, MetricsDiff, NumberDiff } from "./diffMetrics.ts";

/** Rows of a breakdown that are printed; `--json` has them all. */
const SHOWN_VALUES = 15;
const ALIGN: readonly Align[] = ["left", "right", "right", "right", "right"];

/** The comparison for people: a block a metric, a table a number. */
export function describeDiff({ ref, commit, period, timeZone, tenant, metrics }: MetricsDiff): string {
  const head = [
    `Old: ${ref} (${commit.slice(0, 7)}). New: the work tree.`,
    `${period.from} to ${period.to} (${timeZone}), tenant ${tenant}.`,
  ].join("\n");
  if (metrics.length === 0) return `${head}\n\nNo definition changed.`;
  return [head, ...metrics.map(describeMetric)].join("\n\n");
}

function describeMetric(metric: MetricDiff): string {
  const { id, kind, changed, notes, numbers } = metric;
  return [
    `${kind} ${id}: ${whatHappened(metric)}`,
    ...(changed.length > 0 ? [`  changed: ${changed.join(", ")}`] : []),
    ...notes.map((note) => `  ${note}`),
    ...numbers.map((number) => describeNumber(number, metric)),
  ].join("\n");
}

function whatHappened({ state, renamedFrom, oldVersion, newVersion }: MetricDiff): string {
  if (state === "new") return `new, version ${newVersion}`;
  if (state === "removed") return `removed, was version ${oldVersion}`;
  const versions = oldVersion === newVersion ? `version ${newVersion}` : `version ${oldVersion} → ${newVersion}`;
  const unraised = state === "changed" && oldVersion === newVersion ? ", changed without a new version" : "";
  const same = state === "same" ? ", same definition" : "";
  return `${versions}${unraised}${same}${renamedFrom === null ? "" : `, renamed from ${renamedFrom}`}`;
}

function describeNumber(
  { label, unit, dimension, values, oldError, newError }: NumberDiff,
  metric: MetricDiff,
): string {
  const errors = [
    ...(oldError === null ? [] : [`  no old number: ${oldError}`]),
    ...(newError === null ? [] : [`  no new number: ${newError}`]),
  ];
  const title = metric.kind === "funnel" ? [`  ${label.slice(metric.id.length + 2)}`] : [];
  const rows = [values.total, ...values.byMonth, ...values.byDimension];
  if (rows.every((row) => row.old === null && row.new === null)) {
    return [
      ...title,
      ...errors,
      ...(errors.length > 0 ? [] : ["  no data in the period, under either definition"]),
    ].join("\n");
  }
  const cells = (key: string, value: ComparedValue) => [
    key,
    format(value.old, unit),
    format(value.new, unit),
    formatDifference(value.difference, unit),
    value.relative === null ? "–" : `${signed(100 * value.relative, 2)} %`,
  ];
  const lines = (list: readonly ComparedRow[]) => list.map((row) => cells(row.key, row));
  const rest = values.byDimension.length - SHOWN_VALUES;
  const body = [
    ["", "old", "new", "difference", "percent"],
    ...lines(values.byMonth),
    cells("whole period", values.total),
    ...(dimension === null
      ? []
      : [[`by ${dimension}`, "", "", "", ""], ...lines(values.byDimension.slice(0, SHOWN_VALUES))]),
  ];
  const table = renderTable(body, ALIGN).map((line) => `  ${line}`);
  return [...title, ...errors, ...table, ...(rest > 0 ? [`  … and ${rest} more; --json has them all`] : [])].join("\n");
}

const DECIMALS: Readonly<Record<string, number>> = {
  money: 2,
  minutes: 2,
  seconds: 2,
  percent: 2,
  ratio: 4,
  per_second: 4,
};

function format(value: number | null, unit: string): string {
  if (value === null) return "–";
  return unit === "percent" ? `${decimal(100 * value, 2)} %` : decimal(value, decimalsOf(value, unit));
}

/** Of shares, in percentage points. */
function formatDifference(value: number | null, unit: string): string {
  if (value === null) return "–";
  return unit === "percent" ? `${signed(100 * value, 2)} pp` : signed(value, decimalsOf(value, unit));
}

function decimalsOf(value: number, unit: string): number {
  return DECIMALS[unit] ?? (Number.isInteger(value) ? 0 : 2);
}

function decimal(value: number, digits: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function signed(value: number, digits: number): string {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "exceptZero",
  });
}
