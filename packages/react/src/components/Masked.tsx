import { usePermissions } from "../hooks/usePermissions.ts";
import { LockIcon } from "./icons.tsx";
import { useInterface } from "./interface.ts";

/** Stands in place of personal data that the reader's roles see as a mask: says that it is one, and why. */
export function Masked() {
  const { t } = useInterface();
  return (
    <span className="ns-masked" title={t("masked.detail")}>
      <LockIcon />
      <span aria-hidden="true">{t("masked.label")}</span>
      <span className="ns-visually-hidden">{t("masked.detail")}</span>
    </span>
  );
}

/** Whether the reader's roles see a mask in place of a member's values (fully qualified). False while that isn't known. */
export function useIsMasked(member: string): boolean {
  const permissions = usePermissions();
  return permissions.status === "ready" && permissions.value.isMasked(member);
}
