import type { AlertLevel } from "../alerts/types.ts";
import type { Rectangle } from "./path.ts";

/**
 * A chart as plain data: every number in px from the left and top, every line an SVG path. Whatever can draw lines and texts (a page, a
 * PDF) draws it as it stands; colours other than those of the series are the drawer's.
 */
export interface ChartDrawing {
  width: number;
  height: number;
  plot: Plot;
  places: Places;
  /** Values at the bottom and at the top of the plot; null when no value is known, and nothing but the axis is drawn. */
  scale: { min: number; max: number } | null;
  /** Grid lines across the plot, with the value each stands for. */
  ticks: readonly { value: number; label: PlacedText }[];
  /** Labels of the time axis. */
  labels: readonly (PlacedText & { place: number })[];
  bands: readonly { top: number; bottom: number; level: AlertLevel | null; label: PlacedText | null }[];
  /** Where an alert fired, or somebody noted something: on its series, or at the foot where that has no value. */
  firings: readonly { x: number; y: number; level: AlertLevel | "note" }[];
  target: { y: number; label: PlacedText } | null;
  /** Lines down the plot where the meaning of the values changes. */
  marks: readonly { x: number; label: PlacedText }[];
  series: readonly SeriesShape[];
  /** Names or last values beside the end of each series. */
  ends: readonly (PlacedText & { id: string; colour: string })[];
  /** Names below the plot, where there is no room for them at the ends. */
  legend: readonly { id: string; colour: string; swatch: Rectangle; label: PlacedText }[];
  /** More values than pixels across: lines are drawn thin. */
  isDense: boolean;
}

export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Places of the time axis: the first one's x and the way from one to the next. */
export interface Places {
  count: number;
  first: number;
  step: number;
}

/** A text in one line; `y` is its middle. */
export interface PlacedText {
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
  text: string;
}

export type SeriesShape = LineShape | BarShape | AreaShape;

export interface LineShape {
  kind: "line";
  id: string;
  colour: string;
  /** Stretches between gaps. */
  solid: string;
  /** To the value of the period that isn't over, to be dashed; empty without one. */
  partial: string;
  /** Values without neighbours, and the last one. */
  dots: readonly { x: number; y: number; radius: number }[];
}

export interface BarShape {
  kind: "bar";
  id: string;
  colour: string;
  bars: readonly Bar[];
  /** All bars of periods that are over, and those of one that isn't. */
  solid: string;
  partial: string;
  /** Lines across the latter. */
  hatch: string;
}

/** A bar from 0: its box, and whether it rises or falls. */
export interface Bar extends Rectangle {
  place: number;
  isFall: boolean;
}

export interface AreaShape {
  kind: "area";
  id: string;
  colour: string;
  /** Filled stretches between gaps; a value without neighbours is a bar two px wide. */
  solid: string;
  /** The stretch to the value of the period that isn't over, to be filled lighter; empty without one. */
  partial: string;
  /** Its upper edge, to be dashed. */
  partialEdge: string;
}

/** px from the left of a place. */
export function placeX({ places }: Pick<ChartDrawing, "places">, place: number): number {
  return places.first + place * places.step;
}

/** px from the top of a value; null when the chart has no scale. */
export function valueY({ scale, plot }: Pick<ChartDrawing, "scale" | "plot">, value: number): number | null {
  if (!scale) return null;
  return plot.bottom - ((value - scale.min) / (scale.max - scale.min)) * (plot.bottom - plot.top);
}
