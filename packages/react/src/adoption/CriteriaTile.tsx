import {
  type FormatContext,
  formatValue,
  judgeCriterion,
  type KpiId,
  type KpiUnit,
  packShare,
  SUCCESS_CRITERIA,
  type Verdict,
} from "@northstar/core";
import { Figure, FigureSkeleton } from "../components/Figure.tsx";
import { useInterface } from "../components/interface.ts";
import { together } from "../components/loadable.ts";
import { NoteSkeleton } from "../components/RowsSkeleton.tsx";
import { Tile } from "../components/Tile.tsx";
import { Why } from "../components/Why.tsx";
import { subjectsOf, type WhySubject } from "../components/why/whySubject.ts";
import type { KpiRowsValue, KpiValue, Loadable } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiRows } from "../hooks/useKpiRows.ts";
import { type AdoptionInterface, TEXTS } from "./texts.ts";
import { useThisWeek } from "./useThisWeek.ts";

const KPIS = SUCCESS_CRITERIA;
export const PACK_KPIS = ["reports_produced", "review_packs"] as string[] as KpiId[];

/** What the brief asks of the dashboard, each as a number against its target. */
export function CriteriaTile() {
  const { filters } = useThisWeek();
  const state = together({
    freshness: useKpi(KPIS.freshness.kpi as string as KpiId, { filters }),
    roles: useKpi(KPIS.roles.kpi as string as KpiId, { filters }),
    time: useKpi(KPIS.time.kpi as string as KpiId),
    packs: useKpiRows(PACK_KPIS, { by: ["report_kind"] }),
  });
  return <CriteriaTileView state={state} />;
}

interface Criteria {
  freshness: KpiValue;
  roles: KpiValue;
  time: KpiValue;
  packs: KpiRowsValue;
}

const NAMES = ["freshness", "roles", "time", "packs"] as const;

/** The criteria drawn from a state. */
export function CriteriaTileView({ state }: { state: Loadable<Criteria> }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const title = t("adoption.criteria");
  return (
    <Tile
      className="ns-kpi"
      title={title}
      state={state}
      table={(value) => ({
        title,
        columns: [
          { id: "criterion", title },
          { id: "value", title: t("chart.value") },
          { id: "verdict", title: t("freshness.status") },
        ],
        rows: criteriaOf(value).map(({ name, value: number, unit, verdict }) => [
          t(`adoption.${name}`),
          formatValue(number, unit, ui.format).full,
          verdictWords(name, verdict, ui),
        ]),
      })}
      skeleton={
        <div className="ns-numbers" aria-hidden="true">
          {NAMES.map((name) => (
            <div key={name} className="ns-number">
              <span className="ns-number-header">{t(`adoption.${name}`)}</span>
              <FigureSkeleton />
              <NoteSkeleton />
              <NoteSkeleton />
            </div>
          ))}
        </div>
      }
    >
      {(value) => (
        <>
          <ul className="ns-numbers ns-adoption-criteria">
            {criteriaOf(value).map((criterion) => (
              <CriterionItem key={criterion.name} {...criterion} ui={ui} />
            ))}
          </ul>
          <p className="ns-note">{t("adoption.criteria_note")}</p>
        </>
      )}
    </Tile>
  );
}

interface Criterion {
  name: (typeof NAMES)[number];
  value: number | null;
  unit: KpiUnit;
  verdict: Verdict;
  why: WhySubject | readonly WhySubject[];
}

function criteriaOf({ packs, ...numbers }: Criteria): Criterion[] {
  return NAMES.map((name): Criterion => {
    if (name === "packs") {
      const { share } = packShare(packs.rows);
      return { name, value: share, unit: "percent", verdict: judgeCriterion(name, share), why: subjectsOf(packs) };
    }
    const { current, kpi } = numbers[name];
    return { name, value: current, unit: kpi.unit, verdict: judgeCriterion(name, current), why: numbers[name] };
  });
}

function CriterionItem({ name, value, unit, verdict, why, ui }: Criterion & { ui: AdoptionInterface }) {
  const { t, format } = ui;
  const label = t(`adoption.${name}`);
  const words = name === "packs" ? "adoption.more_than" : "adoption.at_least";
  return (
    <li className="ns-number" data-verdict={verdict}>
      <div className="ns-number-header">
        <span>{label}</span>
        <Why value={why} title={label} />
      </div>
      <Figure value={value} unit={unit} />
      <p className="ns-note">{t(words, { target: targetWords(name, unit, format) })}</p>
      <p className="ns-adoption-verdict">{verdictWords(name, verdict, ui)}</p>
    </li>
  );
}

function verdictWords(name: Criterion["name"], verdict: Verdict, { t }: AdoptionInterface): string {
  return name === "time" && verdict === "unknown" ? t("adoption.no_baseline") : t(`adoption.${verdict}`);
}

/** A round share has no decimals: it is a target, not a measurement. */
function targetWords(name: Criterion["name"], unit: KpiUnit, { locale }: FormatContext): string {
  return new Intl.NumberFormat(locale, { style: unit === "percent" ? "percent" : "decimal" }).format(
    SUCCESS_CRITERIA[name].atLeast,
  );
}
