import { drillFromSearch, filtersFromSearch, filtersToSearch, type KpiMeta } from "@northstar/core";
import { linksTexts, type OpenedLink, pinnedTime } from "@northstar/core/links";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { type BoxProps, Root } from "../components/Root.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { useDrillState } from "../filters/DrillKeeper.tsx";
import { toLoadable } from "../hooks/loadable.ts";
import { useNow } from "../hooks/useNow.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { NorthstarContext, useFilterState, useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
import { FailedLink, LinkNotice } from "./LinkNotice.tsx";
import { openLink } from "./requestLinks.ts";
import { useAddressLink } from "./useAddressLink.ts";

/**
 * Opens the link of the page's address (`ns-link`, as `ShareLink` makes it) for what is inside: its filters, drill, grain and day,
 * under the reader's own role, and a line that says so. Without a link, and with one that can't be opened, what is inside is as ever.
 */
export function LinkedView({ children, className, style }: LinkedViewProps) {
  const { link, close } = useAddressLink();
  if (link === null) return children;
  return (
    <Opening key={link} link={link} close={close} className={className} style={style}>
      {children}
    </Opening>
  );
}

export interface LinkedViewProps extends BoxProps {
  /** What is shown: a view, tiles. */
  children: ReactNode;
}

function Opening({ link, close, children, ...box }: LinkedViewProps & { link: string; close: () => void }) {
  const { client } = useNorthstarContext();
  const { t } = useInterface(linksTexts);
  const options = useMemo(
    () =>
      observed<OpenedLink>(client, {
        queryKey: ["links", "opened", link],
        queryFn: ({ signal }) => openLink(client, link, signal),
        // What a link holds never changes; what has changed since is asked with the page.
        staleTime: Number.POSITIVE_INFINITY,
      }),
    [client, link],
  );
  const state = toLoadable(useQueryResult(client, options), useOnline());
  const isApplied = useApplied(state.status === "ready" ? state.value : null);
  if (state.status === "loading" || (state.status === "ready" && !isApplied)) {
    return (
      <Root {...box} tile="LinkedView">
        <p role="status" className="ns-visually-hidden">
          {t("links.opening")}
        </p>
        <RowsSkeleton rows={6} />
      </Root>
    );
  }
  if (state.status === "ready") {
    return (
      <Linked opened={state.value} close={close} {...box}>
        {children}
      </Linked>
    );
  }
  return (
    <>
      <Root {...box} tile="LinkedView">
        <FailedLink state={state} close={close} />
      </Root>
      {children}
    </>
  );
}

/** Chooses what the link chose, once: not where filters are chosen already, as after a reload of a page that keeps them. */
function useApplied(opened: OpenedLink | null): boolean {
  const { replaceFilters } = useNorthstarContext();
  const { chosen } = useFilterState();
  const { setDrill } = useDrillState();
  const [isApplied, setApplied] = useState(false);
  useEffect(() => {
    if (!opened || isApplied) return;
    if (filtersToSearch(chosen) === "") {
      replaceFilters(filtersFromSearch(opened.search));
      const drill = drillFromSearch(opened.search);
      if (drill) setDrill(drill);
    }
    setApplied(true);
  }, [opened, isApplied, chosen, replaceFilters, setDrill]);
  return isApplied;
}

/** What is inside goes by the day and the grain of the link. */
function Linked({ opened, close, children, ...box }: LinkedViewProps & { opened: OpenedLink; close: () => void }) {
  const context = useNorthstarContext();
  const now = useNow();
  const { format } = useInterface();
  const [isOfItsDay, setOfItsDay] = useState(true);
  const { asOf, grain } = opened;
  const pinnedMs =
    asOf === null || !isOfItsDay ? null : (pinnedTime(new Date(asOf), now, format.timeZone)?.getTime() ?? null);
  const value = useMemo(() => {
    // Cohorts and whole periods are of their KPI's own grain: at another they would be another number.
    const grainOf = (kpi: KpiMeta) =>
      kpi.cohortLagDays || kpi.comparesWholePeriods ? undefined : (grain ?? undefined);
    if (pinnedMs === null) return { ...context, pinned: { grainOf } };
    const at = new Date(pinnedMs);
    return { ...context, now: () => at, pinned: { now: at, isPast: true, grainOf } };
  }, [context, grain, pinnedMs]);
  return (
    <>
      <Root {...box} tile="LinkedView">
        <LinkNotice opened={opened} isOfItsDay={isOfItsDay} setOfItsDay={setOfItsDay} close={close} />
      </Root>
      <NorthstarContext.Provider value={value}>{children}</NorthstarContext.Provider>
    </>
  );
}
