import type { TableWatermark } from "@northstar/core";
import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { TEXTS } from "./texts.ts";

/** The tables that an integration fills, and how far each has come: contacts may arrive while their scores don't. */
export function TablesList({ tables }: { tables: readonly TableWatermark[] }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const now = useNow();
  const columns = useMemo((): DataColumn<TableWatermark>[] => {
    const moment = (
      id: string,
      title: string,
      at: (row: TableWatermark) => string | null,
    ): DataColumn<TableWatermark> => ({
      id,
      title,
      align: "start",
      value: (row) => Date.parse(at(row) ?? ""),
      cell: (row) => {
        const time = at(row);
        return time === null ? "–" : momentOf(time, now, ui);
      },
    });
    return [
      {
        id: "table",
        title: t("integrations.table_name"),
        value: ({ table }) => table,
        cell: ({ table }) => <code className="ns-int-code">{table}</code>,
      },
      moment("event", t("integrations.fact_event"), ({ lastEventAt }) => lastEventAt),
      moment("loaded", t("integrations.table_loaded"), ({ lastLoadedAt }) => lastLoadedAt),
    ];
  }, [ui, now, t]);
  return (
    <div className="ns-int-part">
      {tables.length > 0 && <p className="ns-note">{t("integrations.tables_about")}</p>}
      <DataTable
        title={t("integrations.part_tables")}
        rows={tables}
        columns={columns}
        rowKey={({ table }) => table}
        density="compact"
        empty={{ title: t("integrations.tables_empty"), detail: t("integrations.tables_empty_detail") }}
      />
    </div>
  );
}
