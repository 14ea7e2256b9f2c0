import type { AlertRule, AlertRuleInput } from "@northstar/core";
import { useCallback, useState } from "react";
import { NorthstarError } from "../../errors.ts";
import { useNorthstarContext } from "../../provider/context.ts";
import { ALERTS_KEY, requestAlerts } from "../requestAlerts.ts";

/** What became of what was asked for last. */
export type RuleActionState =
  | { status: "idle" }
  | { status: "working" }
  | { status: "saved"; rule: AlertRule }
  | { status: "deleted"; rule: AlertRule }
  | { status: "tested"; channel: string }
  | { status: "failed"; error: NorthstarError };

export interface RuleActions {
  state: RuleActionState;
  /** @param basedOn the version that was edited; null makes a new rule. @returns the rule as it is in force; null when it was refused */
  save(rule: AlertRuleInput, basedOn: number | null): Promise<AlertRule | null>;
  remove(rule: AlertRule): Promise<boolean>;
  test(rule: AlertRuleInput, channel: string): Promise<void>;
  /** Forgets what was said last. */
  clear(): void;
}

/** Changes rules; the list on screen is asked for again after each. */
export function useRuleActions(): RuleActions {
  const { client } = useNorthstarContext();
  const [state, setState] = useState<RuleActionState>({ status: "idle" });
  const ask = useCallback(
    async <T>(path: string, field: keyof T & string, body: object, after: (answer: T) => RuleActionState) => {
      setState({ status: "working" });
      try {
        const answer = await requestAlerts<T>(client, path, field, { body });
        setState(after(answer));
        return answer;
      } catch (error) {
        const known = error instanceof NorthstarError ? error : new NorthstarError("tile_failed", String(error));
        setState({ status: "failed", error: known });
        return null;
      } finally {
        void client.queries.invalidateQueries({ queryKey: ALERTS_KEY });
      }
    },
    [client],
  );
  return {
    state,
    save: (rule, basedOn) =>
      ask<AlertRule>("/rules", "id", { rule, basedOn }, (saved) => ({ status: "saved", rule: saved })),
    async remove(rule) {
      const path = `/rules/${encodeURIComponent(rule.id)}/delete`;
      const answer = await ask<{ deleted: true }>(path, "deleted", { basedOn: rule.version }, () => ({
        status: "deleted",
        rule,
      }));
      return answer !== null;
    },
    async test(rule, channel) {
      await ask<{ sent: true }>("/test", "sent", { rule, channel }, () => ({ status: "tested", channel }));
    },
    clear: () => setState({ status: "idle" }),
  };
}
