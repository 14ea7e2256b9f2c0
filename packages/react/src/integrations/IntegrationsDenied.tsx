import { useId } from "react";
import { Heading } from "../components/Heading.tsx";
import { LockIcon } from "../components/icons.tsx";
import { useInterface } from "../components/interface.ts";
import { roleName } from "../components/roleNames.ts";
import { TEXTS } from "./texts.ts";

/** The page for everyone else: what it is, who sees it, and whom to ask. */
export function IntegrationsDenied() {
  const { t } = useInterface(TEXTS);
  const titleId = useId();
  return (
    <section className="ns-view-denied" aria-labelledby={titleId} data-state="denied">
      <LockIcon />
      <Heading id={titleId} className="ns-view-denied-title">
        {t("integrations.denied")}
      </Heading>
      <p className="ns-view-denied-detail">{t("integrations.denied_detail")}</p>
      <p className="ns-view-denied-detail">{t("state.denied_seen_by", { roles: roleName("devops", t) })}</p>
    </section>
  );
}
