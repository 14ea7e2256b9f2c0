import type { KpiId } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { type BoxProps, Root } from "../components/Root.tsx";
import { useKpiName } from "../components/useKpiTitle.ts";
import type { Filters } from "../hooks/types.ts";
import { useDrill } from "./useDrill.tsx";

/** Opens what is behind a KPI's number: its breakdowns and its rows. Nothing where the role sees nothing behind it. */
export function DrillButton({ kpi, filters, className, style }: DrillButtonProps) {
  const { t } = useInterface();
  const drill = useDrill(kpi, filters);
  const title = useKpiName(kpi);
  if (!drill.isAvailable) return null;
  return (
    <Root className={className} style={style} fit="content">
      <button
        type="button"
        className="ns-link"
        aria-haspopup="dialog"
        aria-label={title === null ? undefined : t("drill.button_of", { title })}
        onClick={drill.open}
      >
        {t("drill.button")}
      </button>
      {drill.panel}
    </Root>
  );
}

export interface DrillButtonProps extends BoxProps {
  kpi: KpiId;
  /** Laid over the provider's filters. */
  filters?: Filters;
}
