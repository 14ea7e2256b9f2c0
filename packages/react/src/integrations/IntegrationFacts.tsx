import { formatAge, formatValue, type Integration } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { TEXTS } from "./texts.ts";
import { runningWords } from "./words.ts";

/** How old its data are, against what, and what comes next. */
export function IntegrationFacts({ integration }: { integration: Integration }) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const now = useNow();
  const { lagSeconds, sloSeconds, lastEventAt, lastLoadedAt, nextRunAt, waiting, lastRun } = integration;
  const moment = (iso: string | null) => (iso === null ? t("integrations.never") : momentOf(iso, now, ui));
  const facts: [name: string, value: string, note?: string | undefined][] = [
    [
      t("integrations.fact_lag"),
      lagSeconds === null ? t("integrations.never") : formatAge(lagSeconds, format),
      sloSeconds === null ? undefined : t("integrations.objective", { slo: formatAge(sloSeconds, format) }),
    ],
    [t("integrations.fact_event"), moment(lastEventAt)],
    [t("integrations.fact_loaded"), moment(lastLoadedAt)],
    ...(nextRunAt === null ? [] : [[t("integrations.fact_next"), moment(nextRunAt)] as [string, string]]),
    [t("integrations.fact_waiting"), formatValue(waiting, "count", format).full],
  ];
  return (
    <>
      <dl className="ns-int-facts">
        {facts.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {note !== undefined && <span className="ns-int-minor"> {note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {lastRun?.status === "running" && <RunProgress share={lastRun.progress} />}
    </>
  );
}

/** How far a run has come; where that isn't known, only that it is under way. */
export function RunProgress({ share }: { share: number | null }) {
  const ui = useInterface(TEXTS);
  const words = runningWords(share, ui);
  return (
    <div className="ns-int-progress">
      <span
        role="progressbar"
        aria-label={ui.t("integrations.running")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        aria-valuetext={words}
        className="ns-track"
        data-unknown={share === null ? "" : undefined}
        style={{ "--ns-share": share ?? 0 } as React.CSSProperties}
      />
      <span aria-hidden="true">{words}</span>
    </div>
  );
}
