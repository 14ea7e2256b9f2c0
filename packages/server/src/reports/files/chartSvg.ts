import {
  type ChartDrawing,
  type FormatContext,
  formatValue,
  lineDrawing,
  type PackKpi,
  type PlacedText,
} from "@northstar/core";

/** px, which a PDF takes for points. */
export interface ChartSize {
  width: number;
  height: number;
}

const COLOURS = { line: "#3157d5", grid: "#e6e8ec", text: "#5b6270", target: "#667085" };
const FONT = { size: 8 };

/** A KPI over time as SVG with selectable texts: the same drawing as on screen. */
export function chartSvg({ kpi, series }: PackKpi, format: FormatContext, size: ChartSize): string {
  const { points, granularity } = series;
  const isOfTarget = kpi.target !== undefined && kpi.grain === granularity;
  const drawing = lineDrawing({
    axis: { count: points.length, startOf: (place) => points[place]?.start ?? "", granularity },
    locale: format.locale,
    series: [{ id: kpi.id, title: "", values: points.map(({ value }) => value), colour: COLOURS.line }],
    partialLast: false,
    ...(isOfTarget &&
      kpi.target !== undefined && {
        target: { value: kpi.target, label: formatValue(kpi.target, kpi.unit, format).full },
      }),
    // Shortened, values that are near each other would read the same.
    formatTick: (value) => formatValue(value, kpi.unit, format, { compact: Math.abs(value) >= 10_000 }).full,
    formatLabel: (value) => formatValue(value, kpi.unit, format).full,
    font: FONT,
    ...size,
    pixelRatio: 2,
  });
  return draw(drawing);
}

function draw({ width, height, plot, ticks, labels, target, series, ends }: ChartDrawing): string {
  const across = (y: number, colour: string, dash = "") =>
    `<path d="M${plot.left} ${y}H${plot.right}" stroke="${colour}" stroke-width="0.75"${dash && ` stroke-dasharray="${dash}"`}/>`;
  const parts = [
    ...ticks.map(({ label }) => across(label.y, COLOURS.grid)),
    ...(target ? [across(target.y, COLOURS.target, "4 3"), words(target.label, COLOURS.text)] : []),
    ...series.flatMap((shape) =>
      shape.kind === "line"
        ? [
            `<path d="${shape.solid}" fill="none" stroke="${shape.colour}" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>`,
            ...shape.dots.map(
              ({ x, y, radius }) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="${shape.colour}"/>`,
            ),
          ]
        : [],
    ),
    ...[...ticks.map(({ label }) => label), ...labels].map((label) => words(label, COLOURS.text)),
    ...ends.map((end) => words(end, end.colour)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none">${parts.join("")}</svg>`;
}

/** `y` is the middle of the line: a third of the letters' size above where they stand. */
function words({ x, y, anchor, text }: PlacedText, colour: string): string {
  return `<text x="${x}" y="${y + FONT.size * 0.35}" text-anchor="${anchor}" font-family="Roboto" font-size="${FONT.size}" fill="${colour}">${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
