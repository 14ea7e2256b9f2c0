import { type KpiRow, type Translator, valueLabel } from "@northstar/core";
import { useMemo } from "react";
import type { KpiRowsValue, Loadable } from "../../hooks/types.ts";
import { DataTable } from "../../table/DataTable.tsx";
import type { DataColumn } from "../../table/dataColumn.ts";
import { FreshnessMark, LateBadge } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { Tile } from "../Tile.tsx";

/** Runs of the connectors and what became of the rows they brought: drawn from a state. */
export function IngestPanelView({ state }: { state: Loadable<KpiRowsValue> }) {
  const { t } = useInterface();
  const columns = useMemo(() => makeColumns(t), [t]);
  return (
    <Tile
      className="ns-kpi"
      title={t("technical.ingest")}
      state={state}
      badges={(value) => <LateBadge freshness={value.freshness} />}
      tools={(value) => <FreshnessMark freshness={value.freshness} />}
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
          caption={t("technical.ingest_note")}
          empty={{ title: t("technical.ingest_empty"), detail: t("technical.ingest_empty_detail") }}
        />
      )}
    </Tile>
  );
}

function makeColumns(t: Translator): DataColumn<KpiRow>[] {
  const number = (id: string, title: string, rest: Partial<DataColumn<KpiRow>> = {}): DataColumn<KpiRow> => ({
    id,
    title,
    value: ({ values }) => values[id] ?? null,
    ...rest,
  });
  const isBad = (id: string) => (row: KpiRow) => ((row.values[id] ?? 0) > 0 ? "bad" : "neutral");
  return [
    {
      id: "connector",
      title: t("technical.connector"),
      value: ({ keys }) => valueLabel("connector", keys.connector ?? "", t),
    },
    number("integration_runs", t("technical.runs")),
    number("integration_failure_rate", t("technical.run_failures"), {
      unit: "percent",
      polarity: "down",
      tone: isBad("integration_failure_rate"),
    }),
    number("rows_in", t("technical.rows_in")),
    number("rows_upserted", t("technical.rows_upserted")),
    number("rows_duplicate", t("technical.rows_duplicate"), { polarity: "down" }),
    number("rows_bad", t("technical.rows_bad"), { polarity: "down", tone: isBad("rows_bad") }),
  ];
}
