import {
  dimensionTitle,
  dimensionValueWords,
  type KpiUnit,
  type Locale,
  type LocalizedText,
  variancesOf,
} from "@northstar/core";
import type { AnsweredFunnel, AnsweredTable, AnsweredView } from "./askView.ts";
import type { ViewWords } from "./viewWords.ts";

/** A number keeps its unit, so that each kind of file shows it as the screen does; `change` is a fraction with its sign. */
export type FileCell = string | { value: number | null; unit: KpiUnit | "change" };

export interface FileTable {
  title: string;
  header: readonly string[];
  rows: readonly (readonly FileCell[])[];
}

/** All that a view shows as tables: its numbers first. */
export function viewTables(view: AnsweredView, words: ViewWords): FileTable[] {
  return [
    numbers(view, words),
    ...view.funnels.map((funnel) => funnelTable(funnel, words)),
    ...view.tables.map((table) => breakdown(table, view, words)),
  ];
}

function numbers({ kpis }: AnsweredView, { t, format, hasComparison }: ViewWords): FileTable {
  return {
    title: t("report.numbers"),
    header: [
      t("report.kpi"),
      t("report.value"),
      ...(hasComparison ? [t("view_file.compared"), t("report.change")] : []),
      t("report.target"),
      t("report.of_target"),
      t("report.level"),
    ],
    rows: kpis.map((entry) => {
      const { kpi, value, previous, level } = entry;
      const own = (number: number | null): FileCell => ({ value: number, unit: kpi.unit });
      const target = variancesOf(entry, format).find(({ against }) => against === "target");
      return [
        kpi.title[format.locale],
        own(value),
        ...(hasComparison ? [own(previous), { value: changeOf(value, previous), unit: "change" } as const] : []),
        kpi.target === undefined ? "" : own(kpi.target),
        target ? { value: target.ratio, unit: "percent" } : "",
        t(`report.level_${level}`),
      ];
    }),
  };
}

function funnelTable({ id, steps }: AnsweredFunnel, { t, format, funnels }: ViewWords): FileTable {
  return {
    title: funnels.get(id) ?? id,
    header: [t("view_file.step"), t("view_file.people"), t("view_file.of_step"), t("view_file.of_first")],
    rows: steps.map(({ title, count, stepRate, overallRate }) => [
      title[format.locale],
      { value: count, unit: "people" },
      stepRate === null ? "" : { value: stepRate, unit: "percent" },
      overallRate === null ? "" : { value: overallRate, unit: "percent" },
    ]),
  };
}

function breakdown({ title, plan, rows }: AnsweredTable, { catalog }: AnsweredView, words: ViewWords): FileTable {
  const { t, format } = words;
  const names = [...plan.by.keys()];
  return {
    title: t(title),
    header: [
      ...names.map((name) => dimensionTitle(name, catalog, format.locale)),
      ...plan.kpis.map((kpi) => titleOf(kpi, format.locale)),
    ],
    // Of what has no number there is nothing to say.
    rows: rows
      .filter(({ values }) => plan.kpis.some(({ id }) => (values[id] ?? null) !== null))
      .map(({ keys, values }) => [
        ...names.map((name) => keyWords(name, keys[name] ?? null, words)),
        ...plan.kpis.map(({ id, unit }): FileCell => ({ value: values[id] ?? null, unit })),
      ]),
  };
}

/** Who comes from no segment is new, as the tile says. */
function keyWords(name: string, key: string | null, { t, format }: ViewWords): string {
  const isNone = key === null || key === "(none)";
  if (isNone && name === "segment_from") return t("operational.flow_entered");
  return dimensionValueWords(name, isNone ? NO_VALUE : key, t, format.locale);
}

/** What the model says for rows that have no value. */
const NO_VALUE = "(not set)";

const titleOf = ({ title }: { title: LocalizedText }, locale: Locale) => title[locale];

/** As a fraction of what was; null from zero. */
function changeOf(value: number | null, base: number | null): number | null {
  return value === null || base === null || base === 0 ? null : (value - base) / Math.abs(base);
}
