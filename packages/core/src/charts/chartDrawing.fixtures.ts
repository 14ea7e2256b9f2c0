import type { ChartInput } from "./chartInput.ts";
import type { ColumnValues } from "./column.ts";

/** Thirteen months up to November 2026, and on from there. */
export function monthAt(place: number): string {
  const month = 10 + place;
  return `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}

/** A chart whose numbers are worked out easily: texts without width, and a plot of 300 × 200 px from 8, 12 on. */
export function chartInput(values: readonly ColumnValues[], rest: Partial<ChartInput> = {}): ChartInput {
  return {
    axis: { count: values[0]?.length ?? 0, startOf: monthAt, granularity: "month" },
    locale: "es",
    series: values.map((one, index) => ({
      id: `s${index}`,
      title: `S${index}`,
      values: one,
      colour: ["blue", "teal", "orange"][index] ?? "grey",
    })),
    partialLast: false,
    formatTick: () => "",
    formatLabel: () => "",
    font: { size: 12 },
    width: 320,
    height: 242,
    ...rest,
  };
}
