import type { AlertResponses } from "@northstar/core";
import { useMemo } from "react";
import { ALERTS_KEY, requestAlerts } from "../alerts/requestAlerts.ts";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";

/** How the alerts that the reader sees were answered since a day; asked again when something about alerts may have changed. */
export function useAlertResponses(since: string): Loadable<AlertResponses> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<AlertResponses>(client, {
        queryKey: [...ALERTS_KEY, "responses", since],
        queryFn: ({ signal }) =>
          requestAlerts<AlertResponses>(client, `/responses?${new URLSearchParams({ since })}`, "responses", {
            signal,
          }),
      }),
    [client, since],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}
