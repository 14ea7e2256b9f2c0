import type { AlertView } from "@northstar/core";
import { useCallback, useMemo, useState } from "react";
import { NorthstarError } from "../errors.ts";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
import { ALERTS_KEY, requestAlerts } from "./requestAlerts.ts";

const LIST_KEY = [...ALERTS_KEY, "list"] as const;

/** Changes are announced; this is for what an announcement was lost of. */
const LOOK_AGAIN_MS = 60_000;

interface List {
  alerts: readonly AlertView[];
}

/** Alerts as the server's engine keeps them for this reader, red first; kept up to date while they are on screen. */
export function useLiveAlerts(): Loadable<readonly AlertView[]> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<List>(client, {
        queryKey: LIST_KEY,
        queryFn: ({ signal }) => requestAlerts<List>(client, "", "alerts", { signal }),
        refetchInterval: LOOK_AGAIN_MS,
      }),
    [client],
  );
  const state = toLoadable(useQueryResult(client, options), useOnline());
  return useMemo(() => {
    if (state.status === "ready") return { ...state, value: state.value.alerts };
    if (state.status === "error") return { ...state, stale: state.stale?.alerts ?? null };
    return state;
  }, [state]);
}

/** What the reader does about an alert. */
export interface AlertActions {
  /** Id of the alert that is being saved. */
  busy: string | null;
  failure: { id: string; error: NorthstarError } | null;
  acknowledge(alert: AlertView, note?: string): Promise<boolean>;
  /** @param seconds null ends it */
  snooze(alert: AlertView, seconds: number | null): Promise<boolean>;
}

/** Acknowledging and snoozing; what was answered is on screen at once, for everybody else by the server's announcement. */
export function useAlertActions(): AlertActions {
  const { client } = useNorthstarContext();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<AlertActions["failure"]>(null);
  const save = useCallback(
    async ({ id }: AlertView, what: string, body: object): Promise<boolean> => {
      setBusy(id);
      setFailure(null);
      try {
        const saved = await requestAlerts<AlertView>(client, `/${encodeURIComponent(id)}/${what}`, "id", { body });
        client.queries.setQueryData<List>(
          LIST_KEY,
          (before) => before && { alerts: before.alerts.map((alert) => (alert.id === id ? saved : alert)) },
        );
        return true;
      } catch (error) {
        setFailure({
          id,
          error: error instanceof NorthstarError ? error : new NorthstarError("tile_failed", String(error)),
        });
        return false;
      } finally {
        setBusy(null);
      }
    },
    [client],
  );
  return {
    busy,
    failure,
    acknowledge: (alert, note = "") => save(alert, "acknowledge", { note: note.trim() === "" ? null : note }),
    snooze(alert, seconds) {
      const until = seconds === null ? null : new Date(client.clock.read().getTime() + seconds * 1000).toISOString();
      return save(alert, "snooze", { until });
    },
  };
}
