import { useCallback, useState } from "react";
import { NorthstarError } from "../../errors.ts";
import { useNorthstarContext } from "../../provider/context.ts";
import { ALERTS_KEY, requestAlerts } from "../requestAlerts.ts";

/** Sends what changes something of alerts; what is on screen is asked for again afterwards. */
export function useAlertAction(): AlertAction {
  const { client } = useNorthstarContext();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<NorthstarError | null>(null);
  const send = useCallback(
    async (path: string, body: object): Promise<boolean> => {
      setBusy(true);
      setError(null);
      try {
        await requestAlerts<object>(client, path, null, { body });
        return true;
      } catch (failure) {
        setError(failure instanceof NorthstarError ? failure : new NorthstarError("tile_failed", String(failure)));
        return false;
      } finally {
        await client.queries.invalidateQueries({ queryKey: ALERTS_KEY });
        setBusy(false);
      }
    },
    [client],
  );
  return { isBusy, error, send };
}

export interface AlertAction {
  isBusy: boolean;
  /** Of the last one. */
  error: NorthstarError | null;
  /** @returns whether it was done */
  send(path: string, body: object): Promise<boolean>;
}
