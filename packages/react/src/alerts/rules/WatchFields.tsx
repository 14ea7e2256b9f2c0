import { type AlertWatch, type CatalogKpi, dimensionTitle, GRANULARITIES, type Granularity } from "@northstar/core";
import { useCatalog } from "../../hooks/useCatalog.ts";
import { SelectField, TextField } from "./FormFields.tsx";
import { useRuleForm } from "./ruleFormContext.ts";

/** The KPI, the period, and what cuts it. */
export function WatchFields({ watch, path, onChange }: WatchFieldsProps) {
  const { ui, kpis, problemAt } = useRuleForm();
  const { t, format } = ui;
  const kpi = kpis.find(({ id }) => id === watch?.kpi) ?? null;
  const at = (field: string) => problemAt(path === "" ? `watch.${field}` : `${path}${field}`);
  return (
    <>
      <div className="ns-rule-row">
        <SelectField
          label={t("alert_rules.kpi")}
          problem={at("kpi") ?? (path === "" ? problemAt("watch", true) : null)}
          value={watch?.kpi ?? ""}
          options={[
            { value: "", label: t("alert_rules.choose_kpi"), isOff: true },
            // What isn't seen any more stays named, so that it can be told and changed.
            ...(watch && !kpi ? [{ value: watch.kpi, label: watch.kpi }] : []),
            ...kpis.map(({ id, title }) => ({ value: id, label: title[format.locale] })),
          ]}
          onChange={(id) => onChange({ kpi: id })}
        />
        {watch && kpi && (
          <SelectField
            label={t("alert_rules.grain")}
            problem={at("grain")}
            value={watch.grain ?? kpi.grain}
            options={GRANULARITIES.map((grain) => ({
              value: grain,
              label:
                grain === kpi.grain
                  ? t("alert_rules.grain_own", { grain: t(`alert_rules.grain_${grain}`) })
                  : t(`alert_rules.grain_${grain}`),
            }))}
            onChange={(grain: Granularity) => onChange(withGrain(watch, grain, kpi))}
          />
        )}
      </div>
      {watch && kpi && <FilterRows watch={watch} kpi={kpi} problemOf={at} onChange={onChange} />}
    </>
  );
}

function withGrain({ grain: _, ...watch }: AlertWatch, grain: Granularity, kpi: CatalogKpi): AlertWatch {
  return grain === kpi.grain ? watch : { ...watch, grain };
}

/** A row for each dimension that cuts it. */
function FilterRows({ watch, kpi, problemOf, onChange }: FilterRowsProps) {
  const { t, format } = useRuleForm().ui;
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const { filters = {}, ...rest } = watch;
  const free = (kpi.dimensions ?? []).filter((name) => !Object.hasOwn(filters, name));
  const put = (next: Record<string, readonly string[]>) =>
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, filters: next });
  const titleOf = (name: string) => dimensionTitle(name, known, format.locale);
  const entries = Object.entries(filters);
  const [first] = free;
  return (
    <div className="ns-rule-list">
      {entries.map(([name, values], index) => (
        // By its place: another dimension in the same row is still the same row.
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
        <div key={index} className="ns-rule-row">
          <SelectField
            label={index === 0 ? t("alert_rules.filters") : t("alert_rules.filter_dimension")}
            problem={problemOf(`filters.${name}`)}
            value={name}
            options={[name, ...free].map((each) => ({ value: each, label: titleOf(each) }))}
            onChange={(next) =>
              put(Object.fromEntries(entries.map((entry, at) => (at === index ? [next, []] : entry))))
            }
          />
          <TextField
            label={t("alert_rules.filter_values")}
            value={values.join(", ")}
            onChange={(text) => put({ ...filters, [name]: text.split(",").map((value) => value.trimStart()) })}
          />
          <button
            type="button"
            className="ns-button ns-rule-remove"
            aria-label={`${t("alert_rules.remove_filter")}: ${titleOf(name)}`}
            onClick={() => put(Object.fromEntries(entries.filter(([other]) => other !== name)))}
          >
            ×
          </button>
        </div>
      ))}
      {first !== undefined && (
        <button type="button" className="ns-link" onClick={() => put({ ...filters, [first]: [""] })}>
          + {t("alert_rules.add_filter")}
        </button>
      )}
    </div>
  );
}

interface FilterRowsProps {
  watch: AlertWatch;
  kpi: CatalogKpi;
  problemOf(field: string): string | null;
  onChange(watch: AlertWatch): void;
}

interface WatchFieldsProps {
  watch: AlertWatch | undefined;
  /** Of the part that it is of, such as `condition.of.0.`; empty for the rule's own. */
  path: string;
  onChange(watch: AlertWatch): void;
}
