import { formatPeriodLabel } from "@northstar/core";
import { useEffect, useRef } from "react";
import { errorWords } from "../components/errorWords.ts";
import { useInterface } from "../components/interface.ts";
import { type IntegrationsInterface, TEXTS } from "./texts.ts";
import type { ActionState } from "./useIntegrationAction.ts";

/** What became of the last action, said aloud; the focus comes here when the button that it was on is gone. */
export function ActionSaid({ name, state }: { name: string; state: ActionState }) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const box = useRef<HTMLDivElement>(null);
  const { status } = state;
  useEffect(() => {
    if (status === "idle" || status === "working") return;
    const root = box.current?.getRootNode() as Document | ShadowRoot | undefined;
    const dialog = box.current?.closest("dialog");
    if (dialog && !dialog.contains(root?.activeElement ?? null)) box.current?.focus();
    else if (root?.activeElement === dialog) box.current?.focus();
  }, [status]);
  return (
    <div ref={box} tabIndex={-1} className="ns-int-said" data-status={status} role="status">
      {status === "working" && t("integrations.working")}
      {status === "done" && doneWords(state, name, ui)}
      {status === "failed" && (
        <>
          <strong>{t("integrations.action_failed")}.</strong> {errorWords(state.error, t)}{" "}
          <code>{t("state.error_code", { code: state.error.code })}</code>
        </>
      )}
    </div>
  );
}

function doneWords(
  { action, result }: Extract<ActionState, { status: "done" }>,
  name: string,
  { t, format }: IntegrationsInterface,
): string {
  switch (action.action) {
    case "pause":
    case "resume":
    case "run":
      return t(`integrations.done_${action.action}`, { name });
    case "backfill":
      return t("integrations.done_backfill", {
        range: formatPeriodLabel({ start: action.from, end: action.to }, format),
      });
    case "rotate":
      return t("integrations.done_rotate", { secret: action.secret });
    case "discard":
      return t.plural("integrations.done_discard", result.done);
    case "replay": {
      const done = t.plural("integrations.done_replay", result.done);
      return result.failed === 0 ? done : `${done} ${t.plural("integrations.failed_replay", result.failed)}`;
    }
  }
}
