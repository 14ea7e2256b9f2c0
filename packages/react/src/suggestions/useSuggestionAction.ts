import { useCallback, useState } from "react";
import { NorthstarError } from "../errors.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { requestSuggestions, SUGGESTIONS_KEY } from "./requestSuggestions.ts";

/** Sends what changes something of suggestions; what is on screen is asked for again afterwards, also when it was refused. */
export function useSuggestionAction(): SuggestionAction {
  const { client } = useNorthstarContext();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<NorthstarError | null>(null);
  const send = useCallback(
    async (path: string, body: object, field: "id" | "done" = "id"): Promise<boolean> => {
      setBusy(true);
      setError(null);
      try {
        await requestSuggestions<{ id: string; done: boolean }>(client, path, field, { body });
        return true;
      } catch (failure) {
        setError(failure instanceof NorthstarError ? failure : new NorthstarError("tile_failed", String(failure)));
        return false;
      } finally {
        await client.queries.invalidateQueries({ queryKey: SUGGESTIONS_KEY });
        setBusy(false);
      }
    },
    [client],
  );
  return { isBusy, error, send };
}

export interface SuggestionAction {
  isBusy: boolean;
  /** Of the last one. */
  error: NorthstarError | null;
  /** @returns whether it was done */
  send(path: string, body: object, field?: "id" | "done"): Promise<boolean>;
}
