import { type ChartDrawing, type PlacedText, placeX, type SeriesShape } from "@northstar/core";
import { type CSSProperties, memo } from "react";

/** Writes a drawing as SVG. It is the picture only: its words and keys are the walker's. */
export const ChartPlot = memo(function ChartPlot({ drawing, labels, selected }: ChartPlotProps) {
  const { width, height, plot, bands, target } = drawing;
  const zero = drawing.ticks.find(({ value }) => value === 0);
  const across = `H${plot.right}`;
  return (
    <svg
      className="ns-plot"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      data-dense={drawing.isDense ? "" : undefined}
      aria-hidden="true"
      focusable="false"
    >
      {bands.map(({ top, bottom, level }) => (
        <rect
          key={`${top} ${level}`}
          className="ns-plot-band"
          data-level={level ?? undefined}
          x={plot.left}
          y={top}
          width={plot.right - plot.left}
          height={Math.max(0, bottom - top)}
        />
      ))}
      <path className="ns-plot-grid" d={gridPath(drawing)} />
      {selected !== null && <Selected drawing={drawing} place={selected} />}
      {zero && drawing.scale && drawing.scale.min < 0 && (
        <path className="ns-plot-zero" d={`M${plot.left} ${zero.label.y}${across}`} />
      )}
      {drawing.series.map((shape) => (
        <g key={shape.id} style={{ "--ns-series": shape.colour } as CSSProperties}>
          <Series shape={shape} />
        </g>
      ))}
      {drawing.series.map((shape) =>
        shape.kind === "area" && shape.partialEdge !== "" ? (
          <g key={shape.id} style={{ "--ns-series": shape.colour } as CSSProperties}>
            <path className="ns-plot-edge" d={shape.partialEdge} />
          </g>
        ) : null,
      )}
      {target && <path className="ns-plot-target" d={`M${plot.left} ${target.y}${across}`} />}
      {drawing.marks.map(({ x, label }) => (
        <path key={`${x} ${label.y}`} className="ns-plot-mark" d={`M${x} ${plot.top}V${plot.bottom}`} />
      ))}
      {drawing.firings.map(({ x, y, level }) => (
        <path
          key={x + level}
          className="ns-plot-firing"
          data-level={level}
          // A note is a speech bubble over its value: not one of the alerts' triangles.
          d={`M${x} ${y - 13}${level === "note" ? "h6v-9h-12v9h4l2 3 2-3" : "l5 9h-10"}z`}
        />
      ))}
      {bands.map(
        ({ top, level, label }) => label && <Label key={`${top} ${level}`} className="ns-plot-over" {...label} />,
      )}
      {drawing.ticks.map(({ value, label }) => (
        <Label key={value} {...label} />
      ))}
      {labels.map(({ place, ...label }) => (
        <Label key={place} className={place === selected ? "ns-plot-label-selected" : undefined} {...label} />
      ))}
      {target && <Label className="ns-plot-over" {...target.label} />}
      {drawing.marks.map(({ x, label }) => (
        <Label key={`${x} ${label.y}`} className="ns-plot-over" {...label} />
      ))}
      {drawing.ends.map(({ id, colour, ...label }) => (
        <g key={id} style={{ "--ns-series": colour } as CSSProperties}>
          <Label className={drawing.series[0]?.kind === "area" ? "ns-plot-name" : "ns-plot-end"} {...label} />
        </g>
      ))}
      {drawing.legend.map(({ id, colour, swatch, label }) => (
        <g key={id} style={{ "--ns-series": colour } as CSSProperties}>
          <rect
            className="ns-plot-swatch"
            x={swatch.left}
            y={swatch.top}
            width={swatch.width}
            height={swatch.height}
            rx="2"
          />
          <Label {...label} />
        </g>
      ))}
    </svg>
  );
});

/** Lines at the round numbers; the one at the foot when nothing is known. */
function gridPath({ plot, ticks }: ChartDrawing): string {
  const ys = ticks.length === 0 ? [plot.bottom] : ticks.map(({ label }) => label.y);
  return ys.map((y) => `M${plot.left} ${Math.round(y * 100) / 100}H${plot.right}`).join("");
}

function Series({ shape }: { shape: SeriesShape }) {
  switch (shape.kind) {
    case "line":
      return (
        <>
          {shape.solid !== "" && <path className="ns-plot-line" d={shape.solid} />}
          {shape.partial !== "" && <path className="ns-plot-line" data-partial="" d={shape.partial} />}
          {shape.dots.map(({ x, y, radius }) => (
            <circle key={`${x} ${y}`} className="ns-plot-dot" cx={x} cy={y} r={radius} />
          ))}
        </>
      );
    case "area":
      return (
        <>
          {shape.solid !== "" && <path className="ns-plot-area" d={shape.solid} />}
          {shape.partial !== "" && <path className="ns-plot-area" data-partial="" d={shape.partial} />}
        </>
      );
    case "bar":
      return (
        <>
          {shape.solid !== "" && <path className="ns-plot-bar" d={shape.solid} />}
          {shape.partial !== "" && (
            <>
              <path className="ns-plot-bar" data-partial="" d={shape.partial} />
              <path className="ns-plot-hatch" d={shape.hatch} />
            </>
          )}
        </>
      );
  }
}

/** A frame over the height of the plot, and a notch below it that points to the label. */
function Selected({ drawing, place }: { drawing: ChartDrawing; place: number }) {
  const { plot, places } = drawing;
  const x = placeX(drawing, place);
  const isBars = drawing.series[0]?.kind === "bar";
  const size = Math.max(8, isBars ? places.step * 0.86 : Math.min(places.step * 0.6, 24));
  return (
    <>
      <rect
        className="ns-plot-selected"
        x={x - size / 2}
        y={plot.top}
        width={size}
        height={plot.bottom - plot.top}
        rx="3"
      />
      <path className="ns-plot-notch" d={`M${x} ${plot.bottom + 1}l4 5h-8z`} />
    </>
  );
}

function Label({ x, y, anchor, text, className }: PlacedText & { className?: string | undefined }) {
  return (
    <text
      className={className === undefined ? "ns-plot-text" : `ns-plot-text ${className}`}
      x={Math.round(x * 100) / 100}
      y={Math.round(y * 100) / 100}
      dy="0.35em"
      textAnchor={anchor}
    >
      {text}
    </text>
  );
}

interface ChartPlotProps {
  drawing: ChartDrawing;
  /** Labels of the time axis. */
  labels: ChartDrawing["labels"];
  /** The chosen place. */
  selected: number | null;
}
