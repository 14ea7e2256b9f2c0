import { formatValue, type KpiRow, type KpiUnit, valueLabel } from "@northstar/core";
import { useMemo } from "react";
import type { TileDrill } from "../../filters/tileDrill.ts";
import type { KpiRowsValue, Loadable } from "../../hooks/types.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { rowOpening } from "../operational/rowOpening.ts";
import { Tile } from "../Tile.tsx";
import { Why } from "../Why.tsx";
import { subjectsOf } from "../why/whySubject.ts";
import { TEXTS, type TechnicalInterface } from "./texts.ts";

/** Runs of the connectors and what became of the rows they brought: drawn from a state. */
export function IngestPanelView({ state, drill }: IngestPanelViewProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const columns = useMemo(() => makeColumns(ui), [ui]);
  return (
    <Tile
      className="ns-kpi"
      title={t("technical.ingest")}
      state={state}
      table={({ rows, freshness }) => ({
        title: t("technical.ingest"),
        columns: columns.map(({ id, title, unit }) => ({ id, title, ...(unit && { unit }) })),
        rows: rows.map((row) => columns.map(({ value }) => value(row))),
        freshness,
      })}
      menu={drill && (() => drill.menu)}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => (
        <>
          <FreshnessMark freshness={value.freshness} />
          <Why value={subjectsOf(value)} title={t("technical.ingest")} />
        </>
      )}
      skeleton={<div aria-hidden="true" className="ns-skeleton-block" style={{ blockSize: 240 }} />}
    >
      {({ rows }) => (
        <DataTable
          title={t("technical.ingest")}
          rows={rows}
          columns={columns}
          rowKey={({ keys }) => keys.connector ?? ""}
          defaultSort={{ id: "rows_in", direction: "desc" }}
          density="compact"
          {...rowOpening(drill, "connector", (name, key) => valueLabel(name, key ?? "", t), t)}
          caption={t("technical.ingest_note")}
          empty={{ title: t("technical.ingest_empty"), detail: t("technical.ingest_empty_detail") }}
        />
      )}
    </Tile>
  );
}

function makeColumns({ t, format }: TechnicalInterface): DataColumn<KpiRow>[] {
  const number = (id: string, title: string, rest: Partial<DataColumn<KpiRow>> = {}): DataColumn<KpiRow> => ({
    id,
    title,
    value: ({ values }) => values[id] ?? null,
    ...rest,
  });
  // What should be none is only said by colour where there is some.
  const bad = (id: string, unit: KpiUnit): Partial<DataColumn<KpiRow>> => ({
    unit,
    polarity: "down",
    cell: ({ values }) => {
      const value = values[id] ?? null;
      const text = formatValue(value, unit, format).full;
      return value ? <strong className="ns-bad-figure">{text}</strong> : text;
    },
  });
  return [
    {
      id: "connector",
      title: t("technical.connector"),
      value: ({ keys }) => valueLabel("connector", keys.connector ?? "", t),
    },
    number("integration_runs", t("technical.runs")),
    number("integration_failure_rate", t("technical.run_failures"), bad("integration_failure_rate", "percent")),
    number("rows_in", t("technical.rows_in")),
    number("rows_upserted", t("technical.rows_upserted")),
    number("rows_duplicate", t("technical.rows_duplicate"), { polarity: "down" }),
    number("rows_bad", t("technical.rows_bad"), bad("rows_bad", "count")),
  ];
}

export interface IngestPanelViewProps {
  state: Loadable<KpiRowsValue>;
  /** The way to what is behind the numbers. */
  drill?: TileDrill | undefined;
}
