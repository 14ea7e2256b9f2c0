import type { Integration } from "@northstar/core";
import { useState } from "react";
import { Confirm } from "../components/Confirm.tsx";
import { useInterface } from "../components/interface.ts";
import { BackfillForm } from "./BackfillForm.tsx";
import { TEXTS } from "./texts.ts";
import type { Act } from "./useIntegrationAction.ts";
import { integrationName } from "./words.ts";

/** Pause or resume, run now, load dates again: those that the integration can. */
export function IntegrationActions({ integration, isBusy, act }: IntegrationActionsProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const [asking, setAsking] = useState<"pause" | "backfill" | null>(null);
  const can = (action: Integration["actions"][number]) => integration.actions.includes(action);
  const isRunning = integration.lastRun?.status === "running";
  const isPaused = can("resume");
  return (
    <div className="ns-int-actions">
      <div className="ns-int-buttons">
        <button
          type="button"
          className="ns-button"
          data-variant={isPaused ? "primary" : undefined}
          aria-disabled={isBusy}
          aria-expanded={isPaused ? undefined : asking === "pause"}
          onClick={() => {
            if (isBusy) return;
            if (isPaused) void act({ action: "resume" });
            else setAsking("pause");
          }}
        >
          {t(isPaused ? "integrations.do_resume" : "integrations.do_pause")}
        </button>
        {can("run") && (
          <button
            type="button"
            className="ns-button"
            aria-disabled={isBusy || isRunning}
            onClick={() => {
              if (!isBusy && !isRunning) void act({ action: "run" });
            }}
          >
            {t("integrations.do_run")}
          </button>
        )}
        {can("backfill") && (
          <button
            type="button"
            className="ns-button"
            aria-disabled={isBusy || isRunning}
            aria-expanded={asking === "backfill"}
            onClick={() => {
              if (!isBusy && !isRunning) setAsking(asking === "backfill" ? null : "backfill");
            }}
          >
            {t("integrations.do_backfill")}
          </button>
        )}
      </div>
      {asking === "pause" && !isPaused && (
        <Confirm
          no={t("integrations.cancel")}
          question={t("integrations.ask_pause", { name: integrationName(integration.name, ui) })}
          yes={t("integrations.do_pause")}
          tone="plain"
          onYes={() => {
            setAsking(null);
            void act({ action: "pause" });
          }}
          onNo={() => setAsking(null)}
        />
      )}
      {asking === "backfill" && (
        <BackfillForm
          onGo={(range) => {
            setAsking(null);
            void act({ action: "backfill", ...range });
          }}
          onCancel={() => setAsking(null)}
        />
      )}
    </div>
  );
}

interface IntegrationActionsProps {
  integration: Integration;
  isBusy: boolean;
  act: Act;
}
