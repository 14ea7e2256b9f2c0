import type { NorthstarError } from "../errors.ts";
import type { Loadable } from "../hooks/types.ts";
import { errorWords, staleWords } from "./errorWords.ts";
import { LockIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";
import { roleList } from "./roleNames.ts";
import { useReportError } from "./tileContext.ts";

type StateOf<Status> = Extract<Loadable<unknown>, { status: Status }>;

/** What is missing and whom to ask. The number's place stays, so that the view keeps its shape. */
export function DeniedState({ state }: { state: StateOf<"denied"> }) {
  const ui = useInterface();
  const { t } = ui;
  const roles = roleList(state.roles, ui);
  return (
    <div className="ns-state" data-state="denied">
      <p className="ns-state-title">
        <LockIcon />
        {t("state.denied")}
      </p>
      {roles !== "" && <p>{t("state.denied_seen_by", { roles })}</p>}
      <p>{state.owner === null ? t("state.denied_detail_no_owner") : t("state.denied_ask", { owner: state.owner })}</p>
    </div>
  );
}

/** What happened, its code, and a way to try again. The provider's `onError` hears of it. */
export function ErrorState({ state }: { state: StateOf<"error"> }) {
  useReportError(state.error);
  return (
    <div role="alert">
      <ErrorNote error={state.error} retry={state.retry} />
    </div>
  );
}

/** The words of an error without an announcement. */
export function ErrorNote({ error, retry }: { error: NorthstarError; retry: () => void }) {
  const { t } = useInterface();
  return (
    <div className="ns-state" data-state="error">
      <p className="ns-state-title">{t("state.error")}</p>
      <p>{errorWords(error, t)}</p>
      <p>
        <code>{t("state.error_code", { code: error.code })}</code>
      </p>
      <button type="button" className="ns-button" onClick={retry}>
        {t("state.retry")}
      </button>
    </div>
  );
}

/** Why there is nothing, and what to do. */
export function EmptyState({ title, detail }: { title?: string; detail?: string }) {
  const { t } = useInterface();
  return (
    <div className="ns-state" data-state="empty">
      <p className="ns-state-title">{title ?? t("state.empty")}</p>
      <p>{detail ?? t("state.empty_detail")}</p>
    </div>
  );
}

/** Said over numbers that couldn't be renewed. */
export function StaleBanner({ state }: { state: Loadable<unknown> }) {
  const { t } = useInterface();
  useReportError(state.status === "error" && state.stale !== null ? state.error : null);
  if (state.status === "error") {
    return (
      <div className="ns-banner" role="status">
        <span>{staleWords(state, t)}</span>
        <button type="button" className="ns-link" onClick={state.retry}>
          {t("state.retry")}
        </button>
      </div>
    );
  }
  if (state.status !== "ready" || !state.offline) return null;
  return (
    <div className="ns-banner" role="status">
      <span>
        {t("state.offline")}. {t("state.offline_detail")}
      </span>
    </div>
  );
}
