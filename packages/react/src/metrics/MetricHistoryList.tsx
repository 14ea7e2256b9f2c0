import type { MetricDetail } from "@northstar/core";
import { dayWords } from "./metricWords.ts";
import type { MetricsInterface } from "./texts.ts";

/** The versions of a metric, newest first: since when each holds, and what changed. */
export function MetricHistoryList({ metric: { versions, version: current }, ui }: MetricHistoryListProps) {
  const { t, format } = ui;
  return (
    <>
      <ol className="ns-metric-versions">
        {versions.map(({ version, since, note }) => (
          <li key={version}>
            <p className="ns-metric-version">
              <strong>{t("metrics.line_version", { version })}</strong>{" "}
              {since === null ? t("metrics.no_since") : <time dateTime={since}>{dayWords(since, ui)}</time>}
              {version === current && <span className="ns-badge">{t("metrics.current")}</span>}
            </p>
            <p>{note?.[format.locale] ?? t("metrics.no_note")}</p>
          </li>
        ))}
      </ol>
      <p className="ns-note">{t("metrics.history_note")}</p>
    </>
  );
}

interface MetricHistoryListProps {
  metric: MetricDetail;
  ui: MetricsInterface;
}
