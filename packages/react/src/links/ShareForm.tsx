import {
  dimensionTitle,
  dimensionValueWords,
  drillToSearch,
  filterChips,
  filtersToSearch,
  type Granularity,
  joinTexts,
  periodTexts,
  periodWords,
  resolvePeriod,
  valueTexts,
} from "@northstar/core";
import { type LinkState, linksTexts } from "@northstar/core/links";
import { useId, useMemo, useRef, useState } from "react";
import { errorWords } from "../components/errorWords.ts";
import { useInterface } from "../components/interface.ts";
import { Select } from "../components/Select.tsx";
import { useDrillState } from "../filters/DrillKeeper.tsx";
import { toLoadable } from "../hooks/loadable.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useFilterState, useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
import { dayWords } from "./dayWords.ts";
import { withLink } from "./linkAddress.ts";
import { makeLink } from "./requestLinks.ts";

const TEXTS = joinTexts(linksTexts, periodTexts, valueTexts);
const GRAINS = ["day", "week", "month", "quarter"] as const satisfies readonly Granularity[];

/** What the link carries, what can be chosen of it, and the link: it is signed while the form is open, so that one click copies it. */
export function ShareForm({ address }: { address: string | undefined }) {
  const { t, format } = useInterface(TEXTS);
  const { now } = useNorthstar();
  const { client } = useNorthstarContext();
  const { chosen } = useFilterState();
  const { drill } = useDrillState();
  const isOnline = useOnline();
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  // One moment for as long as the form is open: each would be a link of its own.
  const [asOf] = useState(now);
  const [isPinned, setPinned] = useState(true);
  const [grain, setGrain] = useState<Granularity | null>(null);
  const [copied, setCopied] = useState<{ link: string; isCopied: boolean } | null>(null);

  const moves = !chosen.period || "preset" in chosen.period;
  const search = drillToSearch(drill, filtersToSearch(chosen));
  const options = useMemo(() => {
    const state: LinkState = { search, grain, asOf: moves && isPinned ? asOf.toISOString() : null };
    return observed(client, {
      queryKey: ["links", "made", state],
      queryFn: ({ signal }) => makeLink(client, state, signal),
    });
  }, [client, search, grain, moves, isPinned, asOf]);
  const made = toLoadable(useQueryResult(client, options), isOnline);
  const link = made.status === "ready" ? withLink(address ?? location.href, made.value.link) : "";

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied({ link, isCopied: true });
    } catch {
      // Without https, without leave or in a frame there is no clipboard: what is selected can still be copied by hand.
      field.current?.select();
      setCopied({ link, isCopied: false });
    }
  };

  return (
    <div className="ns-share">
      <p className="ns-note">{t("links.share_detail")}</p>
      <Carried />
      {moves && (
        <label className="ns-share-choice">
          <input type="checkbox" checked={isPinned} onChange={(event) => setPinned(event.target.checked)} />
          <span>
            {t("links.pin", { date: dayWords(asOf, format) })}
            <span className="ns-note">{t("links.pin_detail")}</span>
          </span>
        </label>
      )}
      <Select
        label={t("links.grain")}
        prefix={t("links.grain")}
        value={grain ?? ""}
        options={[
          { value: "", label: t("links.grain_own") },
          ...GRAINS.map((value) => ({ value, label: t(`links.grain_${value}`) })),
        ]}
        onChange={(value) => setGrain(GRAINS.find((one) => one === value) ?? null)}
      />
      <div className="ns-share-link">
        <label htmlFor={fieldId} className="ns-visually-hidden">
          {t("links.address")}
        </label>
        <input
          ref={field}
          id={fieldId}
          readOnly
          value={link}
          placeholder={made.status === "loading" ? t("links.making") : ""}
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          className="ns-button"
          data-variant="primary"
          disabled={link === ""}
          onClick={() => void copy()}
        >
          {t("links.copy")}
        </button>
      </div>
      <p role="status" className="ns-note">
        {made.status === "ready" &&
          copied?.link !== link &&
          t("links.until", { date: dayWords(new Date(made.value.expiresAt), format) })}
        {copied?.link === link && link !== "" && t(copied.isCopied ? "links.copied" : "links.not_copied")}
        {(made.status === "error" || made.status === "denied") && (
          <>
            {t("links.failed")}. {made.status === "error" ? errorWords(made.error, t) : made.detail}{" "}
            {made.status === "error" && (
              <button type="button" className="ns-link" onClick={made.retry}>
                {t("links.again")}
              </button>
            )}
          </>
        )}
      </p>
    </div>
  );
}

/** The period, the filters and whether something is drilled into, in words. */
function Carried() {
  const { t, format } = useInterface(TEXTS);
  const { now, timeZone } = useNorthstar();
  const { chosen } = useFilterState();
  const { drill } = useDrillState();
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const filters = filterChips(chosen.values ?? {}).map(
    ({ dimension, values }) =>
      `${dimensionTitle(dimension, known, format.locale)}: ${values
        .map((value) => dimensionValueWords(dimension, value, t, format.locale))
        .join(", ")}`,
  );
  const parts = [
    chosen.period
      ? periodWords(resolvePeriod(chosen.period, { now: now(), timeZone }), format, t)
      : t("links.own_period"),
    ...(filters.length > 0 ? filters : [t("links.no_filters")]),
    ...(drill ? [t("links.drill")] : []),
  ];
  return (
    <p>
      <span className="ns-note">{t("links.what")}</span> {parts.join(" · ")}
    </p>
  );
}
