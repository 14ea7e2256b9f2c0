import { formatAge, formatInstant, type MetricDetail, type MetricReaders, type MetricUses } from "@northstar/core";
import { sourceName } from "../components/FreshnessMark.tsx";
import { roleName } from "../components/roleNames.ts";
import { tileWords } from "./metricWords.ts";
import type { MetricsInterface } from "./texts.ts";

/** The sources of a metric, each with how old its newest rows are. */
export function MetricSources({
  metric: { sources, sourceFreshness },
  ui,
}: {
  metric: MetricDetail;
  ui: MetricsInterface;
}) {
  const { t, format } = ui;
  return (
    <dl className="ns-facts">
      {sources.map((id) => {
        const known = sourceFreshness.find(({ source }) => source === id);
        const lag = known?.lagSeconds ?? null;
        return (
          <div key={id} className="ns-metric-source" data-late={known?.status === "late" || undefined}>
            <dt>{sourceName(id, t)}</dt>
            <dd>
              {lag === null
                ? t("metrics.source_never")
                : t(known?.status === "late" ? "metrics.source_late" : "metrics.source_state", {
                    age: formatAge(lag, format),
                  })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Panels, rules and things that people made which show a metric; what this server doesn't know of is left out. */
export function MetricUsesPart({ uses: { tiles, rules, made }, ui }: { uses: MetricUses; ui: MetricsInterface }) {
  const { t, format } = ui;
  return (
    <>
      <Used title={t("metrics.uses_tiles")} names={tiles.map((tile) => tileWords(tile, ui))} ui={ui} />
      {rules && <Used title={t("metrics.uses_rules")} names={rules.map(({ title }) => title[format.locale])} ui={ui} />}
      {made && (
        <Used
          title={t("metrics.uses_made")}
          names={made.map(({ kind, title }) => `${title} (${t(`metrics.made_${kind}`)})`)}
          ui={ui}
        />
      )}
    </>
  );
}

function Used({ title, names, ui: { t } }: { title: string; names: readonly string[]; ui: MetricsInterface }) {
  return (
    <>
      <h4 className="ns-metric-minor">{title}</h4>
      {names.length === 0 ? (
        <p className="ns-note">{t("metrics.uses_none")}</p>
      ) : (
        <ul className="ns-metric-uses">
          {names.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two charts of different people may have one name
            <li key={index}>{name}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** How many of each role looked at a metric lately. */
export function MetricReadersPart({
  readers: { days, roles, lastAt },
  ui,
}: {
  readers: MetricReaders;
  ui: MetricsInterface;
}) {
  const { t, format } = ui;
  const count = new Intl.NumberFormat(format.locale);
  const words = roles.map(({ role, readers }) =>
    t("metrics.readers_role", { role: roleName(role, t), count: count.format(readers) }),
  );
  return (
    <>
      <p>
        {t.plural("metrics.readers_days", days)}: {words.length > 0 ? words.join(" · ") : t("metrics.readers_none")}
      </p>
      {lastAt !== null && (
        <p className="ns-note">{t("metrics.readers_last", { instant: formatInstant(lastAt, format) })}</p>
      )}
    </>
  );
}
