import type { Catalog } from "@northstar/core";
import { CHART_LIMITS, type ChartSpec } from "@northstar/core/own-charts";
import { TextField } from "../../alerts/rules/FormFields.tsx";
import { roleName } from "../../components/roleNames.ts";
import type { ChartsInterface } from "../texts.ts";
import type { DraftProblems } from "./chartDraft.ts";
import { FilterFields } from "./FilterFields.tsx";
import { FormPart } from "./FormPart.tsx";
import { QueryFields } from "./QueryFields.tsx";
import { KindField, WhenFields } from "./WhenFields.tsx";

/** All that a chart is, to be typed and chosen. */
export function ChartForm({ ui, draft, sharedWith, catalog, missing, isBusy, isTouched, ...on }: ChartFormProps) {
  const { t } = ui;
  const put = (change: Partial<ChartSpec>) => on.onChange((before) => ({ ...before, ...change }));
  return (
    <form
      className="ns-own-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        on.onSave();
      }}
    >
      <TextField
        label={t("own_charts.name")}
        problem={missing?.title}
        value={draft.title}
        onChange={(title) => put({ title: title.slice(0, CHART_LIMITS.title) })}
      />
      <QueryFields ui={ui} draft={draft} catalog={catalog} problem={missing?.measures ?? null} onChange={on.onChange} />
      <FormPart title={t("own_charts.part_when")}>
        <WhenFields ui={ui} draft={draft} problem={missing?.period ?? null} onChange={put} />
      </FormPart>
      <FormPart title={t("own_charts.part_how")}>
        <KindField ui={ui} draft={draft} catalog={catalog} onChange={put} />
      </FormPart>
      <FormPart title={t("own_charts.part_filters")}>
        <FilterFields ui={ui} draft={draft} catalog={catalog} problems={missing?.filters ?? {}} onChange={put} />
      </FormPart>
      <FormPart title={t("own_charts.part_share")}>
        <div className="ns-own-roles">
          {rolesOf(catalog, sharedWith).map((role) => (
            <label key={role} className="ns-own-role">
              <input
                type="checkbox"
                checked={sharedWith.includes(role)}
                onChange={({ target }) =>
                  on.onShare(target.checked ? [...sharedWith, role] : sharedWith.filter((other) => other !== role))
                }
              />
              {roleName(role, t)}
            </label>
          ))}
        </div>
        <p className="ns-note">{t("own_charts.share_note")}</p>
      </FormPart>
      <div className="ns-own-foot">
        <button type="button" className="ns-button" disabled={!isTouched} onClick={on.onReset}>
          {t("own_charts.reset")}
        </button>
        <button type="submit" className="ns-button" data-variant="primary" disabled={isBusy || !isTouched}>
          {t("own_charts.save")}
        </button>
      </div>
    </form>
  );
}

/** Roles that the model knows: those that some KPI is for. */
function rolesOf({ kpis, denied }: Catalog, chosen: readonly string[]): string[] {
  return [...new Set([...[...kpis, ...denied].flatMap(({ roles }) => roles), ...chosen])].toSorted();
}

interface ChartFormProps {
  ui: ChartsInterface;
  draft: ChartSpec;
  sharedWith: readonly string[];
  catalog: Catalog;
  /** What is missing, once somebody has tried to save. */
  missing: DraftProblems | null;
  isBusy: boolean;
  isTouched: boolean;
  onChange(change: (before: ChartSpec) => ChartSpec): void;
  onShare(roles: readonly string[]): void;
  onSave(): void;
  onReset(): void;
}
