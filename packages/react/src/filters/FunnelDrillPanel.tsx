import {
  type CatalogFunnel,
  dimensionTitle,
  drillFilters,
  drillTexts,
  type FunnelBreakdown,
  type FunnelId,
  formatPeriodLabel,
  formatValue,
  funnelTexts,
  joinTexts,
  valueTexts,
  withValues,
} from "@northstar/core";
import { useMemo } from "react";
import { Figure, FigureSkeleton } from "../components/Figure.tsx";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { Select } from "../components/Select.tsx";
import { DeniedState, EmptyState, ErrorState } from "../components/states.tsx";
import type { FunnelValue, Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useFunnel } from "../hooks/useFunnel.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { DrillChips } from "./DrillChips.tsx";
import type { DrillDialogProps } from "./DrillDialog.tsx";
import { FunnelStepBreakdown } from "./FunnelStepBreakdown.tsx";
import { Sheet } from "./Sheet.tsx";

const TEXTS = joinTexts(drillTexts, funnelTexts, valueTexts);

/** How many reach a step of a funnel, and who they are by the funnel's breakdowns. The model names no rows behind steps. */
export function FunnelDrillPanel({ drill, step, onChange, onClose }: FunnelDrillPanelProps) {
  const { t, format } = useInterface(TEXTS);
  const { filters: chosen } = useNorthstar();
  const catalog = useCatalog();
  const filters = useMemo(() => drillFilters(chosen, drill), [chosen, drill]);
  const state = useFunnel(drill.kpi as FunnelId, { filters });
  const known = catalog.status === "ready" ? catalog.value : null;
  const funnel = known?.funnels.find(({ id }) => id === drill.kpi);
  const index = Math.max(0, funnel?.steps.findIndex(({ id }) => id === step) ?? 0);
  const names = namesOf(funnel);
  const by = drill.by !== undefined && names.includes(drill.by) ? drill.by : names[0];
  const denied = known?.deniedFunnels?.find(({ id }) => id === drill.kpi);
  const title = (funnel ?? denied)?.title[format.locale] ?? (known ? drill.kpi : t("state.loading_unnamed"));
  return (
    <Sheet
      title={title}
      heading={
        funnel && (
          <div className="ns-drill-switch">
            <Select
              label={t("funnel.step")}
              value={funnel.steps[index]?.id ?? ""}
              options={funnel.steps.map(({ id, title: name }) => ({
                value: id,
                label: `${title}: ${name[format.locale]}`,
              }))}
              onChange={(next) => onChange({ ...drill, step: next })}
            />
          </div>
        )
      }
      size="large"
      onClose={onClose}
    >
      {() => (
        <div className="ns-drill">
          <Summary state={state} index={index} />
          {funnel && <DrillChips drill={drill} onChange={onChange} />}
          {funnel && by === undefined && <EmptyState title={t("drill.none")} detail={t("drill.none_detail")} />}
          {funnel && by !== undefined && (
            <>
              {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
              <div className="ns-drill-places" role="group" aria-label={t("drill.by")}>
                {names.map((name) => (
                  <button
                    key={name}
                    type="button"
                    className="ns-drill-place"
                    aria-pressed={name === by}
                    onClick={() => onChange({ ...drill, by: name })}
                  >
                    {dimensionTitle(name, known, format.locale)}
                  </button>
                ))}
              </div>
              <FunnelStepBreakdown
                key={by}
                funnel={funnel}
                index={index}
                dimension={by as string as FunnelBreakdown}
                filters={filters}
                own={drill.values?.[by]}
                onOwnChange={(values) => onChange({ ...drill, values: withValues(drill.values ?? {}, by, values) })}
              />
            </>
          )}
        </div>
      )}
    </Sheet>
  );
}

function Summary({ state, index }: { state: Loadable<FunnelValue>; index: number }) {
  const { t, format } = useInterface(TEXTS);
  const value = shownValue(state);
  if (state.status === "denied") return <DeniedState state={state} />;
  if (state.status === "error" && value === null) return <ErrorState state={state} />;
  const step = value?.steps[index];
  return (
    <div className="ns-drill-value">
      {value && step ? (
        <>
          <Figure value={step.count} unit="people" />
          {index > 0 && (
            <p className="ns-note">
              {formatValue(step.stepRate, "percent", format).full} {t("funnel.of_previous")}
            </p>
          )}
          <p className="ns-note">{formatPeriodLabel(value.period, format)}</p>
        </>
      ) : (
        <FigureSkeleton />
      )}
    </div>
  );
}

/** Without the view. */
function namesOf(funnel: CatalogFunnel | undefined): readonly string[] {
  return (funnel?.breakdowns ?? []).map((member) => member.slice(member.indexOf(".") + 1));
}

interface FunnelDrillPanelProps extends DrillDialogProps {
  /** Id of the step; the first where the funnel has no such one. */
  step: string;
}
