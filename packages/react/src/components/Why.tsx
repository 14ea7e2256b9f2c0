import {
  comparisonSentence,
  formatAge,
  formatInstant,
  formatPeriodLabel,
  type LocalizedText,
  periodWords,
} from "@northstar/core";
import { useRef } from "react";
import type { KpiValue } from "../hooks/types.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { sourceName } from "./FreshnessMark.tsx";
import { WhyIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";
import { Popover } from "./Popover.tsx";

/** "Why this number?": what it means, where it comes from, and what is in force while it is shown. */
export function Why({ value, look = "icon" }: { value: KpiValue; look?: "icon" | "text" }) {
  const button = useRef<HTMLButtonElement>(null);
  const { t, format } = useInterface();
  const name = value.kpi.title[format.locale];
  return (
    <>
      <button
        ref={button}
        type="button"
        className={look === "icon" ? "ns-icon-button" : "ns-link"}
        aria-label={`${t("why.button")} ${name}`}
        title={look === "icon" ? t("why.button") : undefined}
      >
        {look === "icon" ? <WhyIcon /> : t("why.button")}
      </button>
      <Popover anchor={button} title={name}>
        {() => <WhyFacts value={value} />}
      </Popover>
    </>
  );
}

function WhyFacts({ value }: { value: KpiValue }) {
  const { t, format } = useInterface();
  const { filters } = useNorthstar();
  const { kpi, freshness, period } = value;
  const since = kpi.changelog?.find(({ version }) => version === kpi.version)?.since;
  const chosen = Object.entries(filters.values).filter(([, values]) => values.length > 0);
  const comparison = comparisonSentence(period, value.comparisonRange, format, t, kpi);
  const text = (localized: LocalizedText) => localized[format.locale];
  return (
    <>
      <p>{text(kpi.definition)}</p>
      {kpi.provisional && <p className="ns-note">{t("why.provisional", { owner: kpi.owner })}</p>}
      <dl className="ns-facts">
        <dt>{t("why.version")}</dt>
        <dd>
          {since
            ? t("why.version_since", {
                version: kpi.version,
                since: formatPeriodLabel({ start: since, end: since }, format),
              })
            : t("why.version_only", { version: kpi.version })}
        </dd>
        <dt>{t("why.sources")}</dt>
        <dd>{kpi.sources.map((source) => sourceName(source, t)).join(", ")}</dd>
        <dt>{t("why.watermark")}</dt>
        <dd>{freshness.watermark === null ? t("freshness.never") : formatInstant(freshness.watermark, format)}</dd>
        <dt>{t("why.objective")}</dt>
        <dd>
          {freshness.lagSeconds === null
            ? t("freshness.never")
            : t("freshness.tile", {
                age: formatAge(freshness.lagSeconds, format),
                slo: formatAge(freshness.sloSeconds, format),
              })}
        </dd>
        <dt>{t("why.period")}</dt>
        <dd>{periodWords(period, format, t)}</dd>
        <dt>{t("why.comparison")}</dt>
        <dd>{comparison ?? t("comparison.none")}</dd>
        <dt>{t("why.filters")}</dt>
        <dd>
          {chosen.length === 0
            ? t("why.no_filters")
            : chosen.map(([name, values]) => `${name}: ${values.join(", ")}`).join(" · ")}
        </dd>
        <dt>{t("why.owner")}</dt>
        <dd>{kpi.owner}</dd>
      </dl>
    </>
  );
}
