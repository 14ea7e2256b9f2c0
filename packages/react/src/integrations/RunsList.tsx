import { formatAge, formatValue, type IntegrationRun } from "@northstar/core";
import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { RunProgress } from "./IntegrationFacts.tsx";
import { StatusMark } from "./StatusMark.tsx";
import { type IntegrationsInterface, TEXTS } from "./texts.ts";

/** The newest runs, each with what it brought and why it failed. */
export function RunsList({ runs }: { runs: readonly IntegrationRun[] }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const now = useNow();
  const columns = useMemo(() => runColumns(ui, now), [ui, now]);
  return (
    <DataTable
      title={t("integrations.part_runs")}
      rows={runs}
      columns={columns}
      rowKey={({ runId }) => runId}
      density="compact"
      empty={{ title: t("integrations.runs_empty"), detail: t("integrations.runs_empty_detail") }}
    />
  );
}

function runColumns(ui: IntegrationsInterface, now: Date): DataColumn<IntegrationRun>[] {
  const { t, format } = ui;
  const number = (id: "in" | "upserted" | "duplicate" | "bad"): DataColumn<IntegrationRun> => ({
    id,
    title: t(`integrations.col_${id}`),
    unit: "count",
    value: (run) => run[id],
    ...(id === "bad" && {
      polarity: "down" as const,
      cell: ({ bad }: IntegrationRun) => {
        const words = formatValue(bad, "count", format).full;
        return bad > 0 ? <strong className="ns-int-bad">{words}</strong> : <span className="ns-int-zero">{words}</span>;
      },
    }),
  });
  return [
    {
      id: "started",
      title: t("integrations.run_started"),
      align: "start",
      value: ({ startedAt }) => Date.parse(startedAt),
      cell: ({ startedAt, stream, mode }) => (
        <span className="ns-int-pair">
          <span>{momentOf(startedAt, now, ui)}</span>
          <span className="ns-int-minor">
            {[t(`integrations.mode_${mode}`), ...(stream === mode || stream === "" ? [] : [stream])].join(" · ")}
          </span>
        </span>
      ),
    },
    {
      id: "result",
      title: t("integrations.run_result"),
      value: ({ status }) => t(status === "running" ? "integrations.running" : `integrations.run_${status}`),
      cell: ({ status, progress, error }) =>
        status === "running" ? (
          <RunProgress share={progress} />
        ) : (
          <span className="ns-int-pair">
            <StatusMark status={status === "success" ? "ok" : "failing"} words={t(`integrations.run_${status}`)} />
            {error !== null && <span className="ns-int-error">{error}</span>}
          </span>
        ),
    },
    {
      id: "took",
      title: t("integrations.run_took"),
      align: "end",
      value: ({ startedAt, finishedAt }) =>
        finishedAt === null ? null : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
      cell: ({ startedAt, finishedAt }) =>
        finishedAt === null ? "–" : formatAge((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000, format),
    },
    number("in"),
    number("upserted"),
    number("duplicate"),
    number("bad"),
  ];
}
