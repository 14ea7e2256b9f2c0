import type { DriftField } from "@northstar/core";
import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { TEXTS } from "./texts.ts";

/** Fields that came and that nothing maps. */
export function DriftList({ drift }: { drift: readonly DriftField[] }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const now = useNow();
  const columns = useMemo(
    (): DataColumn<DriftField>[] => [
      {
        id: "path",
        title: t("integrations.drift_path"),
        value: ({ path }) => path,
        cell: ({ path }) => <code className="ns-int-code">{path}</code>,
      },
      { id: "type", title: t("integrations.drift_type"), value: ({ type }) => type },
      {
        id: "since",
        title: t("integrations.drift_since"),
        align: "start",
        value: ({ firstSeenAt }) => Date.parse(firstSeenAt),
        cell: ({ firstSeenAt }) => momentOf(firstSeenAt, now, ui),
      },
    ],
    [ui, now, t],
  );
  return (
    <div className="ns-int-part">
      {drift.length > 0 && <p className="ns-note">{t("integrations.drift_about")}</p>}
      <DataTable
        title={t("integrations.part_drift")}
        rows={drift}
        columns={columns}
        rowKey={({ stream, path }) => `${stream} ${path}`}
        density="compact"
        empty={{ title: t("integrations.drift_empty"), detail: t("integrations.drift_empty_detail") }}
      />
    </div>
  );
}
