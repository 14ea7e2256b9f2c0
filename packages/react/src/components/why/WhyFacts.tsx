import {
  type Catalog,
  comparisonSentence,
  dimensionTitle,
  dimensionValueWords,
  formatAge,
  formatInstant,
  formatPeriodLabel,
  formatValue,
  joinTexts,
  type LocalizedText,
  type PeriodKey,
  periodTexts,
  periodWords,
  type ValueKey,
  valueTexts,
  type WhyKey,
  whyTexts,
} from "@northstar/core";
import { type ReactNode, useId } from "react";
import { useCatalog } from "../../hooks/useCatalog.ts";
import { useFreshnessReport } from "../../hooks/useFreshness.ts";
import { useNorthstar } from "../../hooks/useNorthstar.ts";
import { sourceName } from "../FreshnessMark.tsx";
import { type Interface, useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import { roleList } from "../roleNames.ts";
import { CopyQuery } from "./CopyQuery.tsx";
import { appliedFilters } from "./queryFilters.ts";
import type { WhySubject } from "./whySubject.ts";

const TEXTS = joinTexts(periodTexts, valueTexts, whyTexts);

/** All that is known of one number, in four parts: what it means, what of it is shown, where it comes from, the query. */
export function WhyFacts({ subject }: { subject: WhySubject }) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const catalog = shownValue(useCatalog());
  const { kpi, origin } = subject;
  return (
    <>
      <p>{kpi.definition[format.locale]}</p>
      {kpi.provisional && <p className="ns-note">{t("why.provisional", { owner: kpi.owner ?? "–" })}</p>}
      <Part title={t("why.meaning")}>
        <Meaning subject={subject} ui={ui} />
      </Part>
      <Part title={t("why.shown")}>
        <Shown subject={subject} ui={ui} catalog={catalog} />
      </Part>
      <Part title={t("why.origin")}>
        <Origin subject={subject} ui={ui} />
      </Part>
      {origin && (
        <details className="ns-why-more">
          <summary>{t("why.query")}</summary>
          <CopyQuery query={origin.query} />
        </details>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <>
      <p id={id} className="ns-why-heading">
        {title}
      </p>
      <dl className="ns-facts" aria-labelledby={id}>
        {children}
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface PartProps {
  subject: WhySubject;
  ui: Interface<PeriodKey | ValueKey | WhyKey>;
}

function Meaning({ subject: { kpi }, ui }: PartProps) {
  const { t, format } = ui;
  const { version, changelog = [], target, thresholds, unit = "count", grain, polarity, owner } = kpi;
  const words = (value: number) => formatValue(value, unit, format).full;
  const since = changelog.find((change) => change.version === version)?.since;
  return (
    <>
      {version !== undefined && (
        <Fact name={t("why.version")}>
          {since === undefined
            ? t("why.version_only", { version })
            : t("why.version_since", { version, since: dayWords(since, ui) })}
          {changelog.length > 0 && (
            <details className="ns-why-changes">
              <summary>{t("why.changes")}</summary>
              <ul>
                {[...changelog]
                  .sort((first, second) => second.version - first.version)
                  .map((change) => (
                    <li key={change.version}>
                      {t("why.change", { version: change.version, since: dayWords(change.since, ui) })}:{" "}
                      {text(change.note, ui)}
                    </li>
                  ))}
              </ul>
            </details>
          )}
        </Fact>
      )}
      {target !== undefined && (
        <Fact name={t("why.target")}>
          {grain === undefined
            ? words(target)
            : t("why.target_per", { value: words(target), grain: t(`why.grain_${grain}`) })}
        </Fact>
      )}
      {thresholds && (
        <Fact name={t("why.thresholds")}>
          {t(polarity === "down" ? "why.thresholds_down" : "why.thresholds_up", {
            amber: words(thresholds.amber),
            red: words(thresholds.red),
          })}
          {"; "}
          {t(thresholds.on === "running" ? "why.on_running" : "why.on_complete")}
        </Fact>
      )}
      {owner !== undefined && <Fact name={t("why.owner")}>{owner}</Fact>}
    </>
  );
}

function Shown({ subject, ui, catalog }: PartProps & { catalog: Catalog | null }) {
  const { t, format } = ui;
  const { filters } = useNorthstar();
  const { kpi, period, comparisonRange, origin, ignoredFilters = [] } = subject;
  const title = (member: string) => dimensionTitle(member, catalog, format.locale);
  const list = (member: string, values: readonly (string | null)[]) =>
    `${title(member)}: ${values
      .map((value) =>
        value === null || value === "" ? t("why.without_value") : dimensionValueWords(member, value, t, format.locale),
      )
      .join(", ")}`;
  const chosen = origin
    ? appliedFilters(origin.query)
    : Object.entries(filters.values).flatMap(([member, values]) =>
        values.length === 0 || ignoredFilters.includes(member) ? [] : [{ member, values }],
      );
  const locked = Object.entries(catalog?.access?.filters ?? {});
  const roles = catalog?.access?.roles ?? [];
  return (
    <>
      {period && <Fact name={t("why.period")}>{periodWords(period, format, t)}</Fact>}
      {period && comparisonRange !== undefined && (
        <Fact name={t("why.comparison")}>
          {comparisonSentence(
            period,
            comparisonRange,
            format,
            t,
            kpi.grain && { grain: kpi.grain, comparesWholePeriods: kpi.comparesWholePeriods },
          ) ?? t("comparison.none")}
        </Fact>
      )}
      <Fact name={t("why.filters")}>
        {chosen.length === 0
          ? t("why.no_filters")
          : chosen.map(({ member, values }) => list(member, values)).join(" · ")}
      </Fact>
      {ignoredFilters.length > 0 && (
        <Fact name={t("why.ignored")}>{t("why.ignored_detail", { names: ignoredFilters.map(title).join(", ") })}</Fact>
      )}
      {locked.length > 0 && (
        <Fact name={t("why.locked")}>{locked.map(([member, values]) => list(member, values)).join(" · ")}</Fact>
      )}
      {roles.length > 0 && <Fact name={t("why.access")}>{t("why.access_as", { roles: roleList(roles, ui) })}</Fact>}
    </>
  );
}

function Origin({ subject: { kpi, freshness, origin }, ui }: PartProps) {
  const { t, format } = ui;
  const report = useFreshnessReport();
  const used = origin?.used ?? null;
  const milliseconds = used && new Intl.NumberFormat(format.locale).format(used.milliseconds);
  return (
    <>
      <Fact name={t("why.sources")}>
        <ul>
          {kpi.sources.map((id) => (
            <li key={id} data-late={freshness.lateSources.includes(id) || undefined}>
              {sourceName(id, t)}: {sourceWords(id, report, ui)}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact name={t("why.watermark")}>
        {freshness.watermark === null ? t("freshness.never") : formatInstant(freshness.watermark, format)}
      </Fact>
      <Fact name={t("why.objective")}>
        {freshness.lagSeconds === null
          ? t("freshness.never")
          : t("freshness.tile", {
              age: formatAge(freshness.lagSeconds, format),
              slo: formatAge(freshness.sloSeconds, format),
            })}
      </Fact>
      {origin && (
        <>
          <Fact name={t("why.answered_from")}>
            {used === null && t("why.not_said")}
            {used?.rollups.length === 0 && t("why.tables")}
            {used &&
              used.rollups.length > 0 &&
              t.plural("why.rollups", used.rollups.length, { names: used.rollups.join(", ") })}
          </Fact>
          {used && milliseconds !== null && (
            <Fact name={t("why.time")}>{t(used.cached ? "why.time_cached" : "why.time_asked", { milliseconds })}</Fact>
          )}
        </>
      )}
    </>
  );
}

function sourceWords(
  id: string,
  report: ReturnType<typeof useFreshnessReport>,
  { t, format }: Interface<PeriodKey | ValueKey | WhyKey>,
): string {
  if (!report) return t("why.source_unknown");
  const source = report.sources.find((candidate) => candidate.source === id);
  if (!source || source.lastEventAt === null || source.lagSeconds === null) return t("freshness.never");
  return t("why.source_upto", {
    instant: formatInstant(source.lastEventAt, format),
    age: formatAge(source.lagSeconds, format),
  });
}

function dayWords(date: string, { format }: Interface<PeriodKey | ValueKey | WhyKey>): string {
  return formatPeriodLabel({ start: date, end: date }, format);
}

function text(localized: LocalizedText, { format }: Interface<PeriodKey | ValueKey | WhyKey>): string {
  return localized[format.locale];
}
