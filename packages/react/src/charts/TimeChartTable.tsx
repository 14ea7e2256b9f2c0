import { formatBucketLabel, formatValue, type KpiUnit, timeChartTexts, valueAt } from "@northstar/core";
import { type CSSProperties, useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { ChartTable } from "./ChartTable.tsx";
import { periodInWords } from "./timeChartWords.ts";
import type { TimeData } from "./timeData.ts";

/** Rows that a page holds without effort. */
const PLAIN_ROWS = 400;

/** A chart's values as a table: a row a place, a column a series. Of many places only those in sight are in the page. */
export function TimeChartTable(props: TimeChartTableProps) {
  const ui = useInterface(timeChartTexts);
  const { t, format } = ui;
  const { title, data, unit, height, fired } = props;
  if (data.axis.count > PLAIN_ROWS) return <LongTable {...props} />;
  return (
    <div style={{ "--ns-table-height": `${height}px` } as CSSProperties}>
      <ChartTable
        caption={t("chart.table_of", { title })}
        columns={[t("chart.period"), ...data.series.map((one) => one.title)]}
        rows={Array.from({ length: data.axis.count }, (_, place) => [
          [
            periodInWords(place, data, ui),
            ...fired.filter((one) => one.place === place).map(({ label }) => label),
          ].join(" · "),
          ...data.series.map(({ values }) => formatValue(valueAt(values, place), unit, format).full),
        ])}
      />
    </div>
  );
}

interface Row {
  place: number;
}

function LongTable({ title, data, unit, height }: TimeChartTableProps) {
  const { t, format } = useInterface(timeChartTexts);
  const rows = useMemo(() => Array.from({ length: data.axis.count }, (_, place): Row => ({ place })), [data]);
  const columns = useMemo((): DataColumn<Row>[] => {
    const { axis, series } = data;
    return [
      {
        id: "period",
        title: t("chart.period"),
        value: ({ place }) => axis.startOf(place),
        cell: ({ place }) => formatBucketLabel(axis.startOf(place), axis.granularity, format),
        align: "start",
      },
      ...series.map(({ id, title: name, values }) => ({
        id: `series-${id}`,
        title: name,
        unit,
        value: ({ place }: Row) => valueAt(values, place),
        align: "end" as const,
      })),
    ];
  }, [data, unit, t, format]);
  return (
    <DataTable
      title={t("chart.table_of", { title })}
      rows={rows}
      columns={columns}
      rowKey={({ place }) => String(place)}
      density="compact"
      maxHeight={height}
    />
  );
}

interface TimeChartTableProps {
  title: string;
  data: TimeData;
  unit: KpiUnit;
  /** px that it may take. */
  height: number;
  /** Alerts that fired, by place. */
  fired: readonly { place: number; label: string }[];
}
