import { DrillName } from "../../filters/DrillName.tsx";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiValue } from "../../hooks/types.ts";
import { Delta, DeltaSkeleton } from "../Delta.tsx";
import { Figure, FigureSkeleton } from "../Figure.tsx";
import { LevelWords } from "../LevelWords.tsx";
import { Why } from "../Why.tsx";

/** A KPI among others of its tile: a short name, the number in the colour of its alert, how it changed, and why. */
export function KpiNumber({ label, value, hasDelta = true, drill }: KpiNumberProps) {
  return (
    <div className="ns-number" data-level={value.level}>
      <div className="ns-number-header">
        <DrillName drill={drill} kpi={value.kpi.id} name={label} />
        <Why value={value} />
      </div>
      <Figure value={value.current} unit={value.kpi.unit} />
      <LevelWords level={value.level} />
      {hasDelta && <Delta value={value} words="none" />}
    </div>
  );
}

/** Where such numbers will be. */
export function KpiNumbersSkeleton({ labels, hasDelta = true, look = "tight" }: KpiNumbersSkeletonProps) {
  return (
    <div className="ns-numbers" data-tight={look === "tight" ? "" : undefined} aria-hidden="true">
      {labels.map((label) => (
        <div key={label} className="ns-number">
          <span className="ns-number-header">{label}</span>
          <FigureSkeleton />
          {hasDelta && <DeltaSkeleton />}
        </div>
      ))}
    </div>
  );
}

interface KpiNumbersSkeletonProps {
  labels: readonly string[];
  /** @default true */
  hasDelta?: boolean;
  /** @default "tight" */
  look?: "tight" | "regular";
}

interface KpiNumberProps {
  label: string;
  value: KpiValue;
  /** False for numbers of the moment, which have no period to compare with. @default true */
  hasDelta?: boolean;
  /** The way to what is behind it. */
  drill?: TileDrill | undefined;
}
