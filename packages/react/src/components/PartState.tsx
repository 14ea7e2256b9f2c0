import type { ReactNode } from "react";
import type { Loadable } from "../hooks/types.ts";
import { errorWords } from "./errorWords.ts";
import { useInterface } from "./interface.ts";
import { DeniedState } from "./states.tsx";
import { useReportError } from "./tileContext.ts";

/** What stands in the place of a part of a tile that isn't there, though the rest is: nothing when it is there, or was. */
export function PartState({ state, children }: PartStateProps) {
  const { t } = useInterface();
  const isLost = state.status === "error" && state.stale === null;
  useReportError(isLost ? state.error : null);
  if (state.status === "loading") return children;
  if (state.status === "denied") return <DeniedState state={state} />;
  if (!isLost) return null;
  return (
    <div className="ns-banner" role="status" data-state="error">
      <span>
        {t("state.error")}: {errorWords(state.error, t)}{" "}
        <code>{t("state.error_code", { code: state.error.code })}</code>
      </span>
      <button type="button" className="ns-link" onClick={state.retry}>
        {t("state.retry")}
      </button>
    </div>
  );
}

interface PartStateProps {
  state: Loadable<unknown>;
  /** While it is on its way. */
  children: ReactNode;
}
