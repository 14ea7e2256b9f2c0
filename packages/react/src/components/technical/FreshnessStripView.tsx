import { type FreshnessReport, formatAge, inSourceOrder, type SourceFreshness } from "@northstar/core";
import type { Loadable } from "../../hooks/types.ts";
import { sourceName } from "../FreshnessMark.tsx";
import { useInterface } from "../interface.ts";
import { EmptyState } from "../states.tsx";
import { Tile } from "../Tile.tsx";
import { TEXTS } from "./texts.ts";

/** How old each source's data are against what is allowed, one cell a source: drawn from a state. */
export function FreshnessStripView({ state }: { state: Loadable<FreshnessReport> }) {
  const { t } = useInterface(TEXTS);
  return (
    <Tile
      className="ns-freshness-strip"
      title={t("technical.freshness")}
      state={state}
      skeleton={
        <ul className="ns-sources" aria-hidden="true" style={columns(PLACES.length)}>
          {PLACES.map((place) => (
            <li key={place} className="ns-source">
              <span className="ns-source-name">
                <span className="ns-skeleton">00000000</span>
              </span>
              <span className="ns-source-age">
                <span className="ns-skeleton">{t("technical.age", { age: "0 min" })}</span>
              </span>
              <span className="ns-source-slo">
                <span className="ns-skeleton">{t("technical.objective", { slo: "0 min" })}</span>
              </span>
            </li>
          ))}
        </ul>
      }
    >
      {({ sources }) =>
        sources.length === 0 ? (
          <EmptyState title={t("technical.no_sources")} detail={t("technical.no_sources_detail")} />
        ) : (
          <ul className="ns-sources" style={columns(sources.length)}>
            {inSourceOrder(sources).map((source) => (
              <SourceCell key={source.source} source={source} />
            ))}
          </ul>
        )
      }
    </Tile>
  );
}

function SourceCell({ source: { source, status, lagSeconds, sloSeconds } }: { source: SourceFreshness }) {
  const { t, format } = useInterface(TEXTS);
  return (
    <li className="ns-source" data-status={status}>
      <span className="ns-source-name">{sourceName(source, t)}</span>
      <span className="ns-source-age">
        <span className="ns-dot" aria-hidden="true" />
        {lagSeconds === null ? t("technical.no_load") : t("technical.age", { age: formatAge(lagSeconds, format) })}
        {status === "late" && <span className="ns-visually-hidden">, {t("freshness.status_late")}</span>}
      </span>
      <span className="ns-source-slo">{t("technical.objective", { slo: formatAge(sloSeconds, format) })}</span>
    </li>
  );
}

/** While nothing is known there are as many places as Northstar has sources of its own. */
const PLACES = Array.from({ length: 9 }, (_, place) => place);
const MAX_COLUMNS = 9;

/** One row as long as it holds them; more are laid out in rows as even as can be. */
function columns(count: number) {
  const rows = Math.ceil(count / MAX_COLUMNS);
  return { "--ns-columns": Math.ceil(count / rows) } as React.CSSProperties;
}
