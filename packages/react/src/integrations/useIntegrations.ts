import {
  type DeadLetterPage,
  type DeadLetterRecord,
  type Integration,
  type IntegrationDetail,
  type IntegrationList,
  SOURCES,
} from "@northstar/core";
import { useMemo } from "react";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult, useQueryResults } from "../provider/useObserver.ts";
import { pathOf, requestIntegrations } from "./requestIntegrations.ts";

/** Whatever is loaded moves a watermark, and all of this with it. */
const META = { sources: SOURCES };
export const INTEGRATIONS_KEY = ["integrations"] as const;
export const LIST_KEY = [...INTEGRATIONS_KEY, "list"] as const;

/** While something runs, often enough that a bar is seen to grow; else for what no watermark tells of: ages, refusals, pauses by others. */
const RUNNING_MS = 2000;
const RESTING_MS = 30_000;

const isRunning = ({ lastRun }: Integration) => lastRun?.status === "running";

/** All integrations, kept up to date while they are on screen. */
export function useIntegrations(): Loadable<IntegrationList> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<IntegrationList>(client, {
        queryKey: LIST_KEY,
        queryFn: ({ signal }) => requestIntegrations<IntegrationList>(client, "", "integrations", { signal }),
        meta: META,
        refetchInterval: ({ state }) => (state.data?.integrations.some(isRunning) ? RUNNING_MS : RESTING_MS),
      }),
    [client],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** One integration with its runs and drift. */
export function useIntegrationDetail(name: string): Loadable<IntegrationDetail> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<IntegrationDetail>(client, {
        queryKey: [...INTEGRATIONS_KEY, "detail", name],
        queryFn: ({ signal }) =>
          requestIntegrations<IntegrationDetail>(client, pathOf(name), "integration", { signal }),
        meta: META,
        refetchInterval: ({ state }) => (state.data && isRunning(state.data.integration) ? RUNNING_MS : RESTING_MS),
      }),
    [client, name],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** Records that were set aside, page after page: `after` are the places that the pages begin behind, null for the first. */
export function useDeadLetters(name: string, after: readonly (string | null)[]): Loadable<DeadLetterPage>[] {
  const { client } = useNorthstarContext();
  const isOnline = useOnline();
  const options = useMemo(
    () =>
      after.map((place) =>
        observed<DeadLetterPage>(client, {
          queryKey: [...INTEGRATIONS_KEY, "dead", name, place],
          queryFn: ({ signal }) =>
            requestIntegrations<DeadLetterPage>(
              client,
              `${pathOf(name)}/dead-letters?limit=${PAGE_ROWS}${place === null ? "" : `&after=${encodeURIComponent(place)}`}`,
              "deadLetters",
              { signal },
            ),
          meta: META,
        }),
      ),
    [client, name, after],
  );
  return useQueryResults(client, options).map((result) => toLoadable(result, isOnline));
}

const PAGE_ROWS = 20;

/** One record whole. Not kept once it is closed: it may hold personal data. */
export function useDeadLetterRecord(name: string, id: string): Loadable<DeadLetterRecord> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<DeadLetterRecord>(client, {
        queryKey: [...INTEGRATIONS_KEY, "record", name, id],
        queryFn: ({ signal }) =>
          requestIntegrations<DeadLetterRecord>(
            client,
            `${pathOf(name)}/dead-letters/${encodeURIComponent(id)}`,
            "record",
            {
              signal,
            },
          ),
        gcTime: 0,
      }),
    [client, name, id],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}
