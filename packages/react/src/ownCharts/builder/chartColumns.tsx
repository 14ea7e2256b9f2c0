import type { SavedChartView } from "@northstar/core/own-charts";
import { roleList } from "../../components/roleNames.ts";
import { momentOf } from "../../hooks/momentOf.ts";
import type { DataColumn } from "../../table/dataColumn.ts";
import type { ChartsInterface } from "../texts.ts";

/** Columns of the list of charts. */
export function chartColumns(ui: ChartsInterface, now: Date, open: (id: string) => void): DataColumn<SavedChartView>[] {
  const { t } = ui;
  const shared = ({ isOwn, sharedWith }: SavedChartView) => {
    if (!isOwn) return t("own_charts.shared_you");
    return sharedWith.length === 0 ? t("own_charts.shared_none") : roleList(sharedWith, ui);
  };
  return [
    {
      id: "name",
      title: t("own_charts.name"),
      isLead: true,
      value: ({ spec }) => spec.title,
      cell: ({ id, spec, problems }) => (
        <span className="ns-own-name">
          <button type="button" className="ns-drill-name" onClick={() => open(id)}>
            {spec.title}
          </button>
          {problems.some(({ kind }) => kind !== "renamed") && (
            <span className="ns-badge">{t("own_charts.broken")}</span>
          )}
        </span>
      ),
    },
    { id: "owner", title: t("own_charts.owner"), value: ({ isOwn, owner }) => (isOwn ? t("own_charts.mine") : owner) },
    { id: "shared", title: t("own_charts.shared"), value: shared },
    {
      id: "changed",
      title: t("own_charts.changed"),
      align: "start",
      value: ({ updatedAt }) => Date.parse(updatedAt),
      cell: ({ updatedAt }) => momentOf(updatedAt, now, ui),
    },
  ];
}
