import type { Integration } from "@northstar/core";
import { useState } from "react";
import { Confirm } from "../components/Confirm.tsx";
import { useInterface } from "../components/interface.ts";
import { EmptyState } from "../components/states.tsx";
import { momentOf } from "../hooks/momentOf.ts";
import { useNow } from "../hooks/useNow.ts";
import { RotateForm } from "./RotateForm.tsx";
import { StatusMark } from "./StatusMark.tsx";
import { TEXTS } from "./texts.ts";
import type { Act } from "./useIntegrationAction.ts";

/** Secrets by their names: whether they are set, how long an old one is still accepted, and changing them. Never a value. */
export function SecretsList({ integration, isBusy, act }: SecretsListProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const now = useNow();
  const [asking, setAsking] = useState<{ secret: string; about: "rotate" | "end" } | null>(null);
  if (integration.secrets.length === 0) {
    return <EmptyState title={t("integrations.secrets_empty")} detail={t("integrations.secrets_empty_detail")} />;
  }
  const rotate = (secret: string, graceHours: number) => {
    setAsking(null);
    void act({ action: "rotate", secret, graceHours });
  };
  return (
    <div className="ns-int-part">
      <p className="ns-note">{t("integrations.secrets_about")}</p>
      <ul className="ns-int-secrets">
        {integration.secrets.map(({ name, isSet, accepted, oldUntil }) => (
          <li key={name}>
            <div className="ns-int-secret">
              <code className="ns-int-code">{name}</code>
              <StatusMark
                status={isSet ? "ok" : "unconfigured"}
                words={t(isSet ? "integrations.secret_set" : "integrations.secret_missing")}
              />
              {accepted > 1 && oldUntil !== null && (
                <span className="ns-int-minor">
                  {t("integrations.secret_two", { until: momentOf(oldUntil, now, ui) })}
                </span>
              )}
              <span className="ns-int-links">
                <button
                  type="button"
                  className="ns-link"
                  aria-disabled={isBusy}
                  onClick={() => !isBusy && setAsking({ secret: name, about: "rotate" })}
                >
                  {t(isSet ? "integrations.secret_rotate" : "integrations.secret_read")}
                  <span className="ns-visually-hidden"> {name}</span>
                </button>
                {accepted > 1 && (
                  <button
                    type="button"
                    className="ns-link"
                    aria-disabled={isBusy}
                    onClick={() => !isBusy && setAsking({ secret: name, about: "end" })}
                  >
                    {t("integrations.secret_end_old")}
                  </button>
                )}
              </span>
            </div>
            {asking?.secret === name && asking.about === "rotate" && (
              <RotateForm
                secret={name}
                isSet={isSet}
                onGo={(hours) => rotate(name, hours)}
                onCancel={() => setAsking(null)}
              />
            )}
            {asking?.secret === name && asking.about === "end" && (
              <Confirm
                no={t("integrations.cancel")}
                question={t("integrations.ask_end_old", { secret: name })}
                yes={t("integrations.confirm_end_old")}
                onYes={() => rotate(name, 0)}
                onNo={() => setAsking(null)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SecretsListProps {
  integration: Integration;
  isBusy: boolean;
  act: Act;
}
