import { type ChartInput, lineDrawing } from "@northstar/core";
import { granularityOf } from "../message/chartWords.ts";
import type { Tone } from "../message/MessageWords.ts";

/** px, at which the picture is shown; it is drawn at twice as many. */
export const PICTURE_WIDTH = 536;
export const PICTURE_HEIGHT = 132;

/**
 * Mail is read on white and on black, and the picture can't tell: it has no ground of its own, and colours that have a contrast of 3:1 or more on
 * either.
 */
export const PICTURE_COLOURS = {
  line: "#5b7be0",
  red: "#e5484d",
  amber: "#b7791f",
  axis: "#808693",
} as const;

/** Lowest line of text that the drawing makes room for. It has no texts: those are around it, where they can be read in any colour and size. */
const FONT = { size: 1 };

export interface LinePicture {
  series: readonly { start: string; value: number | null }[];
  /** In the unit of the values; null when the limit isn't about them. */
  limit: number | null;
  tone: Tone;
}

/** Draws a KPI's line, its limit dashed, its last value as a dot in the alert's colour, as SVG without texts. */
export function lineSvg({ series, limit, tone }: LinePicture): string {
  const input: ChartInput = {
    axis: { count: series.length, startOf: (place) => series[place]?.start ?? "", granularity: granularityOf(series) },
    locale: "es",
    series: [{ id: "kpi", title: "", values: series.map(({ value }) => value), colour: PICTURE_COLOURS.line }],
    partialLast: false,
    ...(limit !== null && { target: { value: limit, label: "" } }),
    formatTick: () => "",
    formatLabel: () => "",
    font: FONT,
    width: PICTURE_WIDTH,
    height: PICTURE_HEIGHT,
    pixelRatio: 2,
  };
  const { plot, target, series: shapes } = lineDrawing(input);
  const alarm = tone === "red" || tone === "amber" ? PICTURE_COLOURS[tone] : PICTURE_COLOURS.line;
  const parts = [
    `<path d="M${plot.left} ${plot.bottom + 0.5}H${plot.right}" stroke="${PICTURE_COLOURS.axis}" stroke-opacity="0.5"/>`,
  ];
  if (target) {
    const colour = tone === "amber" ? PICTURE_COLOURS.amber : PICTURE_COLOURS.red;
    parts.push(
      `<path d="M${plot.left} ${target.y}H${plot.right}" stroke="${colour}" stroke-width="1.5" stroke-dasharray="5 4"/>`,
    );
  }
  for (const shape of shapes) {
    if (shape.kind !== "line") continue;
    parts.push(
      `<path d="${shape.solid}" fill="none" stroke="${shape.colour}" stroke-width="2.25" stroke-linejoin="round" stroke-linecap="round"/>`,
    );
    shape.dots.forEach(({ x, y, radius }, index) => {
      const isLast = index === shape.dots.length - 1;
      const [size, fill] = isLast ? [Math.max(radius, 5), alarm] : [radius, shape.colour];
      parts.push(`<circle cx="${x}" cy="${y}" r="${size}" fill="${fill}"/>`);
    });
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" viewBox="0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}" fill="none">${parts.join("")}</svg>`;
}
