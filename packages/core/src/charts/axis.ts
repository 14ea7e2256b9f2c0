import type { ChartFont, ChartInput, ChartPalette } from "./chart.ts";
import { roundScale } from "./scale.ts";

/** Width in pixels a text of this font may take. Digits and lower-case letters are near 0.56 em in the fonts portals use. */
export function estimateTextWidth(text: string, font: ChartFont): number {
  return text.length * font.size * 0.56;
}

/** How many categories apart labels stand, so that none touches the next; counted back from the last, which always has one. */
export function labelStep(categories: readonly string[], plotWidth: number, font: ChartFont): number {
  if (categories.length === 0) return 1;
  const widest = Math.max(...categories.map((label) => estimateTextWidth(label, font)));
  const fitting = Math.max(1, Math.floor(plotWidth / (widest + font.size)));
  return Math.max(1, Math.ceil(categories.length / fitting));
}

function axisLabel(palette: ChartPalette, font: ChartFont) {
  return { color: palette.text, fontFamily: font.family, fontSize: font.size, hideOverlap: false };
}

/** The category axis: no line, no ticks, labels far enough apart. */
export function categoryAxis(input: ChartInput, plotWidth: number, boundaryGap: boolean) {
  const step = labelStep(input.categories, plotWidth, input.font);
  const last = input.categories.length - 1;
  return {
    type: "category",
    data: input.categories,
    boundaryGap,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: {
      ...axisLabel(input.palette, input.font),
      margin: 10,
      interval: (index: number) => (last - index) % step === 0,
    },
  };
}

/** The value axis: some four hairlines at round numbers. Bars start at 0; a line may start where its values do. */
export function valueAxis(input: ChartInput, fromZero: boolean) {
  const known = input.series.flatMap(({ values }) => values).filter((value) => value !== null);
  if (input.band) known.push(input.band.from, input.band.to);
  const isTargeted = input.target !== undefined && known.length > 0;
  return {
    type: "value",
    ...roundScale(isTargeted ? [...known, input.target?.value ?? 0] : known, fromZero),
    axisLabel: { ...axisLabel(input.palette, input.font), margin: 10, formatter: input.formatTick },
    splitLine: { lineStyle: { color: input.palette.grid, width: 1 } },
  };
}
