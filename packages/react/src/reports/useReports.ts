import type { Pack, PackSchedules, PackSummary, RestatedKpi } from "@northstar/core";
import { useCallback, useMemo, useState } from "react";
import { NorthstarError } from "../errors.ts";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import type { NorthstarClient } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";

const BASE = "/northstar/v1/reports";
const REPORTS_KEY = ["reports"] as const;

/** @throws NorthstarError the problem's own code, `bad_answer`, `network`, `offline` */
async function request<T>(
  client: NorthstarClient,
  path: string,
  field: keyof T & string,
  { signal, body }: { signal?: AbortSignal | undefined; body?: object | undefined } = {},
): Promise<T> {
  const response = await client.http.request(`${BASE}${path}`, {
    accept: "application/json",
    signal,
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === "object" && answer !== null && field in answer) return answer as T;
  throw new NorthstarError(
    "bad_answer",
    `The answer of ${BASE} doesn't fit what this version of Northstar expects. Check that the server is of the same version.`,
  );
}

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
        queryFn: ({ signal }) => request<Packs>(client, "", "packs", { signal }),
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
        queryFn: ({ signal }) => request<PackSchedules>(client, "/schedules", "schedules", { signal }),
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
        queryFn: ({ signal }) => request<Pack>(client, `/${encodeURIComponent(id)}`, "snapshot", { signal }),
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
        queryFn: ({ signal }) => request<Changes>(client, `/${encodeURIComponent(id)}/changes`, "changes", { signal }),
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
        return await request<T>(client, path, field, { body });
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
  const response = await client.http.request(`${BASE}/${encodeURIComponent(id)}/file?${parameters}`, { accept: "*/*" });
  return await response.blob();
}
