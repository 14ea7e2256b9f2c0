import { closedPackPeriods, PACK_KINDS, type Pack, type PackKind, packPeriodLabel } from "@northstar/core";
import { useState } from "react";
import { errorWords } from "../components/errorWords.ts";
import { Select } from "../components/Select.tsx";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { usePermissions } from "../hooks/usePermissions.ts";
import { useReportAction } from "./useReports.ts";
import type { ReportsInterface } from "./words.ts";

/** Periods that are offered: two years of weeks would be too many to choose from. */
const OFFERED = { wbr: 13, mbr: 13, qbr: 9 } as const;

/** Makes the review of a closed period, with what the reader's role sees. */
export function MakeReport({ ui, onMade }: { ui: ReportsInterface; onMade: (id: string) => void }) {
  const { t, format } = ui;
  const { now, timeZone } = useNorthstar();
  const permissions = usePermissions();
  const { isBusy, error, send } = useReportAction();
  const [kind, setKind] = useState<PackKind>("mbr");
  const [chosen, setChosen] = useState<string | null>(null);
  if (permissions.status !== "ready") return null;
  if (!permissions.value.can("export")) return <p className="ns-note">{t("report.may_not_make")}</p>;
  const periods = closedPackPeriods(kind, OFFERED[kind], { now: now(), timeZone });
  const period = periods.find(({ name }) => name === chosen) ?? periods[0];
  const make = async () => {
    const pack = await send<Pack>("", "snapshot", { kind, period: period?.name });
    if (pack) onMade(pack.id);
  };
  return (
    <div className="ns-report-make">
      <Select
        label={t("report.kind")}
        value={kind}
        options={PACK_KINDS.map((value) => ({ value, label: t(`report.${value}`) }))}
        onChange={(value) => setKind(value as PackKind)}
      />
      <Select
        label={t("report.period")}
        value={period?.name ?? ""}
        options={periods.map((one) => ({ value: one.name, label: packPeriodLabel(one, format) }))}
        onChange={setChosen}
      />
      <button type="button" className="ns-button" data-variant="primary" disabled={isBusy} onClick={() => void make()}>
        {t("report.make")}
      </button>
      <span role="status" className="ns-note">
        {isBusy && t("report.making")}
        {!isBusy && error && t("report.failed", { why: errorWords(error, t) })}
      </span>
    </div>
  );
}
