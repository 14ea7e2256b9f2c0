import type { IntegrationAction, IntegrationActionResult, IntegrationList } from "@northstar/core";
import { useCallback, useState } from "react";
import { NorthstarError } from "../errors.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { pathOf, requestIntegrations } from "./requestIntegrations.ts";
import { INTEGRATIONS_KEY, LIST_KEY } from "./useIntegrations.ts";

/** What became of what the reader asked for last. */
export type ActionState =
  | { status: "idle" }
  | { status: "working"; action: IntegrationAction }
  | { status: "done"; action: IntegrationAction; result: IntegrationActionResult }
  | { status: "failed"; action: IntegrationAction; error: NorthstarError };

export type Act = (action: IntegrationAction) => Promise<void>;

/** Acts on an integration, one thing at a time; what is on screen is asked for again afterwards. */
export function useIntegrationAction(name: string): { state: ActionState; act: Act } {
  const { client } = useNorthstarContext();
  const [state, setState] = useState<ActionState>({ status: "idle" });
  const act = useCallback<Act>(
    async (action) => {
      setState({ status: "working", action });
      try {
        const path = `${pathOf(name)}/actions`;
        const result = await requestIntegrations<IntegrationActionResult>(client, path, "integration", {
          body: action,
        });
        client.queries.setQueryData<IntegrationList>(LIST_KEY, (before) => before && withResult(before, result));
        setState({ status: "done", action, result });
      } catch (error) {
        setState({ status: "failed", action, error: toError(error) });
      }
      void client.queries.invalidateQueries({ queryKey: INTEGRATIONS_KEY });
    },
    [client, name],
  );
  return { state, act };
}

function withResult(list: IntegrationList, { integration }: IntegrationActionResult): IntegrationList {
  return {
    ...list,
    integrations: list.integrations.map((known) => (known.name === integration.name ? integration : known)),
  };
}

function toError(error: unknown): NorthstarError {
  return error instanceof NorthstarError ? error : new NorthstarError("tile_failed", String(error), { cause: error });
}
