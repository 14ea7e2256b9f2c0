import { type KpiRow, valueLabel } from "@northstar/core";
import type { TechnicalInterface } from "./texts.ts";

/** As many as can be compared at a glance; the rest is one bar. */
const MAX_BARS = 6;

/** Delivery failures as bars, the most first: a channel and a class each, the rare ones together at the end. */
export function failureBars(rows: readonly KpiRow[], t: TechnicalInterface["t"]): FailureBar[] {
  const bars = rows
    .map(({ keys: { failure_channel: channel, failure_class: kind }, values }) => ({
      key: JSON.stringify([channel, kind]),
      label: `${valueLabel("failure_channel", channel ?? "", t)} · ${valueLabel("failure_class", kind ?? "", t)}`,
      value: values.delivery_failures ?? 0,
    }))
    .sort((one, other) => other.value - one.value);
  if (bars.length <= MAX_BARS) return bars;
  const rest = bars.slice(MAX_BARS - 1);
  const others = rest.reduce((sum, { value }) => sum + value, 0);
  return [
    ...bars.slice(0, MAX_BARS - 1),
    { key: "others", label: t("technical.others"), value: others, isOther: true },
  ];
}

interface FailureBar {
  key: string;
  label: string;
  value: number;
  isOther?: boolean;
}
