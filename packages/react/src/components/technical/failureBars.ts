import { foldOther, type KpiRow, MAX_CATEGORIES, valueLabel } from "@northstar/core";
import type { TechnicalInterface } from "./texts.ts";

/** A row without a number had none. */
const FAILURES = { kind: "sum", value: ({ values }: KpiRow) => values.delivery_failures ?? 0 } as const;

/** Delivery failures as bars, the most first: a channel and a class each, the rare ones together at the end. */
export function failureBars(rows: readonly KpiRow[], t: TechnicalInterface["t"]): FailureBar[] {
  const { shown, other } = foldOther(rows, {
    count: MAX_CATEGORIES,
    measures: { failures: FAILURES },
    by: "failures",
  });
  const bars = shown.map((row): FailureBar => {
    const { failure_channel: channel, failure_class: kind } = row.keys;
    return {
      key: JSON.stringify([channel, kind]),
      label: `${valueLabel("failure_channel", channel ?? "", t)} · ${valueLabel("failure_class", kind ?? "", t)}`,
      value: FAILURES.value(row),
    };
  });
  if (!other) return bars;
  return [...bars, { key: "others", label: t("technical.others"), value: other.values.failures, isOther: true }];
}

interface FailureBar {
  key: string;
  label: string;
  value: number | null;
  isOther?: boolean;
}
