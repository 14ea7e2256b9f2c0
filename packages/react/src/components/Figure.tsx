import { formatValue, type KpiUnit } from "@northstar/core";
import { memo } from "react";
import { useInterface } from "./interface.ts";

/** From this many characters on, a figure is set smaller so that it keeps to its tile. */
const LONG = 13;

/** A number with its unit beside it. */
export const Figure = memo(function Figure({ value, unit, size = "card" }: FigureProps) {
  const { format } = useInterface();
  const text = formatValue(value, unit, format);
  return (
    <p
      className="ns-figure"
      data-size={size}
      data-length={text.text.length >= LONG ? "long" : undefined}
      data-empty={value === null ? "" : undefined}
      style={{ "--ns-characters": text.text.length } as React.CSSProperties}
    >
      <span className="ns-figure-value">{text.text}</span>
      {text.unit !== null && <span className="ns-figure-unit">{text.unit}</span>}
    </p>
  );
});

/** Where a number will be. */
export function FigureSkeleton({ size = "card" }: { size?: "card" | "hero" }) {
  return (
    <p className="ns-figure" data-size={size} aria-hidden="true">
      <span className="ns-figure-value ns-skeleton">00.000</span>
    </p>
  );
}

interface FigureProps {
  value: number | null;
  unit: KpiUnit;
  /** @default "card" */
  size?: "card" | "hero";
}
