import type {
  AlertChannel,
  AlertDeadLetter,
  AlertMute,
  AlertPreview,
  AlertRule,
  AlertRuleInput,
} from "@northstar/core";
import { useEffect, useMemo, useState } from "react";
import { toLoadable } from "../../hooks/loadable.ts";
import type { Loadable } from "../../hooks/types.ts";
import { useOnline } from "../../hooks/useOnline.ts";
import { useNorthstarContext } from "../../provider/context.ts";
import { observed, useQueryResult } from "../../provider/useObserver.ts";
import { ALERTS_KEY, requestAlerts } from "../requestAlerts.ts";

interface Channels {
  channels: readonly AlertChannel[];
}

/** Ways out that the operator has set up. */
export function useAlertChannels(): Loadable<Channels> {
  return useAlertQuery<Channels>("/channels", "channels");
}

interface DeadLetters {
  deadLetters: readonly AlertDeadLetter[];
}

/** Messages that couldn't be delivered. */
export function useAlertDeadLetters(): Loadable<DeadLetters> {
  return useAlertQuery<DeadLetters>("/dead-letters", "deadLetters");
}

interface Mutes {
  mutes: readonly AlertMute[];
}

/** What nobody is told of for now. */
export function useAlertMutes(): Loadable<Mutes> {
  return useAlertQuery<Mutes>("/mutes", "mutes");
}

interface Versions {
  versions: readonly AlertRule[];
}

/** All versions of a rule, newest first. */
export function useRuleVersions(id: string): Loadable<Versions> {
  return useAlertQuery<Versions>(`/rules/${encodeURIComponent(id)}/versions`, "versions");
}

function useAlertQuery<T>(path: string, field: keyof T & string): Loadable<T> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<T>(client, {
        queryKey: [...ALERTS_KEY, path],
        queryFn: ({ signal }) => requestAlerts<T>(client, path, field, { signal }),
      }),
    [client, path, field],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** A rule that is typed is tried when it has stood still so long. */
const SETTLE_MS = 500;

/**
 * What a rule would have done over so many days; asked anew when either has changed and stands still. Not asked again by every change of an
 * alert: history moves more slowly.
 * @param rule one that can be evaluated; null asks nothing
 */
export function useRulePreview(rule: AlertRuleInput | null, days: number): Loadable<AlertPreview> | null {
  const { client } = useNorthstarContext();
  const wanted = rule && JSON.stringify({ rule, days });
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const options = useMemo(
    () =>
      observed<AlertPreview>(client, {
        queryKey: ["alert-preview", asked],
        queryFn: ({ signal }) =>
          requestAlerts<AlertPreview>(client, "/preview", "points", { signal, body: JSON.parse(asked ?? "null") }),
        enabled: asked !== null,
      }),
    [client, asked],
  );
  const state = toLoadable(useQueryResult(client, options), useOnline());
  if (wanted === null || asked === null) return null;
  return state.status === "ready" && wanted !== asked ? { ...state, updating: true } : state;
}
