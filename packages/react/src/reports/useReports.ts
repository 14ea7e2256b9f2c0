import type { Pack, PackSchedules, PackSummary, RestatedKpi } from "@northstar/core";
import { useCallback, useMemo, useState } from "react";
import { NorthstarError } from "../errors.ts";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import type { NorthstarClient } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
import { requestJson } from "../transport/requestJson.ts";

const BASE = "/reports";
const REPORTS_KEY = ["reports"] as const;

interface Packs {
  packs: readonly PackSummary[];
}

/** Reviews that the reader may open, the latest first. */
export function useReports(): Loadable<Packs> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<Packs>(client, {
        queryKey: [...REPORTS_KEY, "list"],
        queryFn: ({ signal }) => requestJson<Packs>(client, BASE, "packs", { signal }),
      }),
    [client],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** What goes out by itself, and who can be told. */
export function useReportSchedules(): Loadable<PackSchedules> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<PackSchedules>(client, {
        queryKey: [...REPORTS_KEY, "schedules"],
        queryFn: ({ signal }) => requestJson<PackSchedules>(client, `${BASE}/schedules`, "schedules", { signal }),
      }),
    [client],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** One of them, as the reader may see it. */
export function useReport(id: string): Loadable<Pack> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<Pack>(client, {
        queryKey: [...REPORTS_KEY, id],
        queryFn: ({ signal }) => requestJson<Pack>(client, `${BASE}/${encodeURIComponent(id)}`, "snapshot", { signal }),
      }),
    [client, id],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

interface Changes {
  changes: readonly RestatedKpi[];
}

/** What of it is another number today; asked when somebody wants to know. */
export function useReportChanges(id: string, isWanted: boolean): Loadable<Changes> | null {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<Changes>(client, {
        queryKey: [...REPORTS_KEY, id, "changes"],
        queryFn: ({ signal }) =>
          requestJson<Changes>(client, `${BASE}/${encodeURIComponent(id)}/changes`, "changes", { signal }),
        enabled: isWanted,
      }),
    [client, id, isWanted],
  );
  const state = toLoadable(useQueryResult(client, options), useOnline());
  return isWanted ? state : null;
}

/** Sends what changes something of reviews; what is on screen is asked for again afterwards. */
export function useReportAction(): ReportAction {
  const { client } = useNorthstarContext();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<NorthstarError | null>(null);
  const send = useCallback(
    async <T extends object>(path: string, field: keyof T & string, body: object): Promise<T | null> => {
      setBusy(true);
      setError(null);
      try {
        return await requestJson<T>(client, `${BASE}${path}`, field, { body });
      } catch (failure) {
        setError(failure instanceof NorthstarError ? failure : new NorthstarError("tile_failed", String(failure)));
        return null;
      } finally {
        await client.queries.invalidateQueries({ queryKey: REPORTS_KEY });
        setBusy(false);
      }
    },
    [client],
  );
  return { isBusy, error, send };
}

export interface ReportAction {
  isBusy: boolean;
  /** Of the last one. */
  error: NorthstarError | null;
  /** @returns the answer, null where it wasn't done */
  send<T extends object>(path: string, field: keyof T & string, body: object): Promise<T | null>;
}

/** A review as a file that the server writes under the reader's token. @throws NorthstarError */
export async function fetchReportFile(
  client: NorthstarClient,
  id: string,
  format: string,
  language: string,
): Promise<Blob> {
  const parameters = new URLSearchParams({ format, language });
  const response = await client.http.request(`/northstar/v1${BASE}/${encodeURIComponent(id)}/file?${parameters}`, {
    accept: "*/*",
  });
  return await response.blob();
}
