import {
  type ExceptionReason,
  formatPeriodLabel,
  formatValue,
  type PackKpi,
  type VarianceBase,
  variancesOf,
} from "@northstar/core";
import { useMemo } from "react";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import type { ReportsInterface } from "./words.ts";

/** KPIs of a review against target, the period before and the year before. */
export function PackNumbers({ ui, kpis, title, reasons }: PackNumbersProps) {
  const columns = useMemo(() => columnsOf(ui, reasons), [ui, reasons]);
  return (
    <DataTable
      title={title}
      rows={kpis}
      columns={columns}
      rowKey={({ kpi }: PackKpi) => kpi.id}
      density="compact"
      hasColumnChoice
    />
  );
}

function columnsOf(ui: ReportsInterface, reasons: PackNumbersProps["reasons"]): DataColumn<PackKpi>[] {
  const { t, format } = ui;
  const of = (entry: PackKpi, against: VarianceBase) =>
    variancesOf(entry, format).find((one) => one.against === against);
  const value = (id: string, name: string, read: (entry: PackKpi) => number | null): DataColumn<PackKpi> => ({
    id,
    title: name,
    value: read,
    align: "end",
    cell: (entry) => formatValue(read(entry), entry.kpi.unit, format).full,
  });
  const change = (id: VarianceBase, name: string): DataColumn<PackKpi> => ({
    id: `${id} change`,
    title: name,
    align: "end",
    value: (entry) => of(entry, id)?.change.text ?? null,
    cell: (entry) => {
      const variance = of(entry, id);
      return variance && <span data-tone={variance.change.tone}>{variance.change.text}</span>;
    },
  });
  return [
    {
      id: "kpi",
      title: t("report.kpi"),
      value: ({ kpi }) => kpi.title[format.locale],
      isLead: true,
      cell: ({ kpi, period }) => (
        <>
          {kpi.title[format.locale]}
          <span className="ns-report-minor">
            {formatPeriodLabel({ start: period[0], end: period[1] }, format)}
            {kpi.provisional && ` · ${t("report.provisional")}`}
          </span>
        </>
      ),
    },
    ...(reasons
      ? [
          {
            id: "reason",
            title: t("report.level"),
            value: ({ kpi }: PackKpi) => t(`report.reason_${reasons.get(kpi.id) ?? "worse"}`),
            cell: ({ kpi, level }: PackKpi) => (
              <span className="ns-report-reason" data-level={level}>
                {t(`report.reason_${reasons.get(kpi.id) ?? "worse"}`)}
              </span>
            ),
          },
        ]
      : []),
    value("value", t("report.value"), (entry) => entry.value),
    {
      id: "target",
      title: t("report.of_target"),
      unit: "percent",
      value: (entry) => of(entry, "target")?.ratio ?? null,
      cell: (entry) => {
        const variance = of(entry, "target");
        if (!variance) return "";
        const [start, end] = variance.period;
        return (
          <>
            {formatValue(variance.ratio, "percent", format).full}
            <span className="ns-report-minor">
              {formatValue(variance.base, entry.kpi.unit, format).full}
              {(start !== entry.period[0] || end !== entry.period[1]) &&
                `, ${formatPeriodLabel({ start, end }, format)}`}
            </span>
          </>
        );
      },
    },
    value("previous", t("report.previous"), (entry) => entry.previous),
    change("previous", t("report.change")),
    value("previous_year", t("report.previous_year"), (entry) => entry.previousYear),
    change("previous_year", t("report.change_year")),
    { id: "owner", title: t("report.owner"), value: ({ kpi }) => kpi.owner, isHidden: true },
    { id: "version", title: t("report.version"), value: ({ kpi }) => `v${kpi.version}`, isHidden: true },
  ];
}

interface PackNumbersProps {
  ui: ReportsInterface;
  kpis: readonly PackKpi[];
  title: string;
  /** Why each stands here, for a list of exceptions. */
  reasons?: ReadonlyMap<string, ExceptionReason> | undefined;
}
