import { formatAge, formatValue, type Integration } from "@northstar/core";
import { momentOf } from "../hooks/momentOf.ts";
import type { DataColumn } from "../table/dataColumn.ts";
import { isUnused, StatusMark, statusRank } from "./StatusMark.tsx";
import type { IntegrationsInterface } from "./texts.ts";
import { integrationName, runningWords } from "./words.ts";

/** Columns of the table of integrations. @param onOpen called with the name of one whose name is pressed */
export function integrationColumns(
  ui: IntegrationsInterface,
  now: Date,
  onOpen: (name: string) => void,
): DataColumn<Integration>[] {
  const { t, format } = ui;
  const number = (
    id: string,
    title: string,
    value: (row: Integration) => number,
    tone: "bad" | "warn" | "quiet" | null = null,
  ): DataColumn<Integration> => ({
    id,
    title,
    unit: "count",
    value,
    ...(tone !== null && { polarity: "down" }),
    // What should be none is quiet while it is, and left out of a card.
    cell: (row) => {
      const words = formatValue(value(row), "count", format).full;
      if (value(row) === 0) return <span className={tone ? "ns-int-zero ns-int-none" : "ns-int-zero"}>{words}</span>;
      return tone === "bad" || tone === "warn" ? <strong className={`ns-int-${tone}`}>{words}</strong> : words;
    },
  });
  return [
    {
      id: "name",
      title: t("integrations.col_name"),
      value: ({ name }) => integrationName(name, ui),
      cell: ({ name, ways }) => (
        <span className="ns-int-name">
          <button
            type="button"
            className="ns-drill-name"
            aria-haspopup="dialog"
            aria-label={t("integrations.open", { name: integrationName(name, ui) })}
            onClick={() => onOpen(name)}
          >
            {integrationName(name, ui)}
          </button>
          <span className="ns-int-minor">{ways.map((way) => t(`integrations.way_${way}`)).join(" · ")}</span>
        </span>
      ),
    },
    {
      id: "status",
      title: t("integrations.col_status"),
      align: "start",
      polarity: "down",
      value: statusRank,
      cell: (row) => <StatusMark status={row.status} isQuiet={isUnused(row)} />,
    },
    {
      id: "lag",
      title: t("integrations.col_lag"),
      align: "start",
      polarity: "down",
      value: ({ lagSeconds }) => lagSeconds,
      cell: (row) => <Lag row={row} ui={ui} />,
    },
    {
      id: "run",
      title: t("integrations.col_run"),
      align: "start",
      value: ({ lastRun }) => (lastRun ? Date.parse(lastRun.startedAt) : null),
      cell: (row) => <LastRun row={row} ui={ui} now={now} />,
    },
    number("dead", t("integrations.col_dead"), ({ deadLetterCount }) => deadLetterCount, "bad"),
    number("waiting", t("integrations.col_waiting"), ({ waiting }) => waiting, "quiet"),
    number("in", t("integrations.col_in"), ({ lastDay }) => lastDay.in),
    number("upserted", t("integrations.col_upserted"), ({ lastDay }) => lastDay.upserted),
    number("duplicate", t("integrations.col_duplicate"), ({ lastDay }) => lastDay.duplicate, "quiet"),
    number("bad", t("integrations.col_bad"), ({ lastDay }) => lastDay.bad, "bad"),
    number("drift", t("integrations.col_drift"), ({ driftCount }) => driftCount, "warn"),
  ];
}

function Lag({ row: { lagSeconds, sloSeconds }, ui: { t, format } }: CellProps) {
  const isLate = lagSeconds !== null && sloSeconds !== null && lagSeconds > sloSeconds;
  return (
    <span className="ns-int-pair">
      <span className={isLate ? "ns-int-warn" : undefined}>
        {lagSeconds === null ? t("integrations.never") : formatAge(lagSeconds, format)}
      </span>
      <span className="ns-int-minor">
        {sloSeconds === null
          ? t("integrations.no_objective")
          : t("integrations.objective", { slo: formatAge(sloSeconds, format) })}
      </span>
    </span>
  );
}

function LastRun({ row: { lastRun }, ui, now }: CellProps & { now: Date }) {
  const { t } = ui;
  if (!lastRun) return <span className="ns-int-zero">{t("integrations.never")}</span>;
  return (
    <span className="ns-int-pair">
      <span>{momentOf(lastRun.finishedAt ?? lastRun.startedAt, now, ui)}</span>
      <span className={lastRun.status === "failed" ? "ns-int-minor ns-int-bad" : "ns-int-minor"}>
        {lastRun.status === "running" ? runningWords(lastRun.progress, ui) : t(`integrations.run_${lastRun.status}`)}
      </span>
    </span>
  );
}

interface CellProps {
  row: Integration;
  ui: IntegrationsInterface;
}
