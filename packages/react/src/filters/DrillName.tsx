import { useInterface } from "../components/interface.ts";
import type { DrillStart, TileDrill } from "./tileDrill.ts";

/** The name of a number, which opens what is behind it where the role sees something there. */
export function DrillName({ drill, kpi, name, short = name, start }: DrillNameProps) {
  const { t } = useInterface();
  if (!drill?.has(kpi)) {
    if (short === name) return name;
    return (
      <>
        <span aria-hidden="true">{short}</span>
        <span className="ns-visually-hidden">{name}</span>
      </>
    );
  }
  return (
    <button
      type="button"
      className="ns-drill-name"
      aria-haspopup="dialog"
      aria-label={t("drill.button_of", { title: short === name ? name : `${short}: ${name}` })}
      onClick={() => drill.open({ ...start, kpi })}
    >
      {short}
    </button>
  );
}

interface DrillNameProps {
  /** Without it there is nothing behind the number, and the name is a name. */
  drill: TileDrill | undefined;
  kpi: string;
  name: string;
  /** Shown in its place, where there is little room. @default name */
  short?: string;
  /** Where it begins, besides the KPI. */
  start?: Omit<DrillStart, "kpi"> | undefined;
}
