import type { Loadable } from "../hooks/types.ts";
import type { Interface } from "./interface.ts";
import { useInterface } from "./interface.ts";

type StateOf<Status> = Extract<Loadable<unknown>, { status: Status }>;

/** What is missing and whom to ask. The number's place stays, so that the view keeps its shape. */
export function DeniedState({ state }: { state: StateOf<"denied"> }) {
  const { t } = useInterface();
  const roles = state.roles.map((role) => roleName(role, t)).join(", ");
  return (
    <div className="ns-state" data-state="denied">
      <p className="ns-state-title">{t("state.denied")}</p>
      <p>
        {state.owner === null || roles === ""
          ? t("state.denied_detail_no_owner")
          : t("state.denied_detail", { roles, owner: state.owner })}
      </p>
    </div>
  );
}

/** What happened, its code, and a way to try again. */
export function ErrorState({ state }: { state: StateOf<"error"> }) {
  const { t } = useInterface();
  return (
    <div className="ns-state" data-state="error" role="alert">
      <p className="ns-state-title">{t("state.error")}</p>
      <p>{state.error.message}</p>
      <p>
        <code>{t("state.error_code", { code: state.error.code })}</code>
      </p>
      <button type="button" className="ns-button" onClick={state.retry}>
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
  if (state.status === "error") {
    return (
      <div className="ns-banner" role="status">
        <span>{t("state.stale")}</span>
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

const ROLE_KEYS = {
  director: "role.director",
  marketing: "role.marketing",
  devops: "role.devops",
  analyst: "role.analyst",
  consultant: "role.consultant",
} as const;

function roleName(role: string, t: Interface["t"]): string {
  return role in ROLE_KEYS ? t(ROLE_KEYS[role as keyof typeof ROLE_KEYS]) : role;
}
