import type { Integration, IntegrationDetail } from "@northstar/core";
import { useState } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { PartState } from "../components/PartState.tsx";
import { RowsSkeleton } from "../components/RowsSkeleton.tsx";
import { Sheet } from "../filters/Sheet.tsx";
import type { Loadable } from "../hooks/types.ts";
import { ActionSaid } from "./ActionSaid.tsx";
import { DeadLetters } from "./DeadLetters.tsx";
import { DriftList } from "./DriftList.tsx";
import { IntegrationActions } from "./IntegrationActions.tsx";
import { IntegrationFacts } from "./IntegrationFacts.tsx";
import { RunsList } from "./RunsList.tsx";
import { SecretsList } from "./SecretsList.tsx";
import { isUnused, StatusMark } from "./StatusMark.tsx";
import { TablesList } from "./TablesList.tsx";
import { TEXTS } from "./texts.ts";
import { type Act, useIntegrationAction } from "./useIntegrationAction.ts";
import { useIntegrationDetail } from "./useIntegrations.ts";
import { integrationName, reasonWords } from "./words.ts";

const PARTS = ["runs", "dead", "tables", "drift", "secrets"] as const;
type Part = (typeof PARTS)[number];

/** One integration: how it is and why, what can be done about it, and its parts one at a time. `known` is what the table shows of it. */
export function IntegrationPanel({ known, onClose }: IntegrationPanelProps) {
  const ui = useInterface(TEXTS);
  const { t } = ui;
  const state = useIntegrationDetail(known.name);
  const detail = shownValue(state);
  const { state: action, act } = useIntegrationAction(known.name);
  const [part, setPart] = useState<Part>(known.deadLetterCount > 0 ? "dead" : "runs");
  // The table is asked more often than this while something runs; what an action gave is in it at once.
  const integration = known;
  const reason = reasonWords(integration, ui);
  const isBusy = action.status === "working";
  return (
    <Sheet title={integrationName(known.name, ui)} size="large" onClose={onClose}>
      {() => (
        <div className="ns-int-panel" aria-busy={isBusy}>
          <div className="ns-int-how">
            <StatusMark status={integration.status} isQuiet={isUnused(integration)} />
            {reason !== null && <p>{reason}</p>}
          </div>
          <IntegrationFacts integration={integration} />
          <IntegrationActions integration={integration} isBusy={isBusy} act={act} />
          <ActionSaid name={integrationName(known.name, ui)} state={action} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
          <div className="ns-drill-places" role="group" aria-label={t("integrations.parts")}>
            {PARTS.map((each) => (
              <button
                key={each}
                type="button"
                className="ns-drill-place"
                aria-pressed={each === part}
                onClick={() => setPart(each)}
              >
                {t(`integrations.part_${each}`)}
                <Count part={each} integration={integration} />
              </button>
            ))}
          </div>
          <PartBody part={part} integration={integration} state={state} detail={detail} isBusy={isBusy} act={act} />
        </div>
      )}
    </Sheet>
  );
}

function Count({ part, integration }: { part: Part; integration: Integration }) {
  const count = part === "dead" ? integration.deadLetterCount : part === "drift" ? integration.driftCount : 0;
  if (count === 0) return null;
  return <span className="ns-badge">{count}</span>;
}

function PartBody({ part, integration, state, detail, isBusy, act }: PartBodyProps) {
  if (part === "dead") return <DeadLetters integration={integration} isBusy={isBusy} act={act} />;
  if (part === "secrets") return <SecretsList integration={integration} isBusy={isBusy} act={act} />;
  return (
    <>
      <PartState state={state}>
        <RowsSkeleton rows={6} look="compact" />
      </PartState>
      {detail && part === "runs" && <RunsList runs={detail.runs} />}
      {detail && part === "tables" && <TablesList tables={detail.tables} />}
      {detail && part === "drift" && <DriftList drift={detail.drift} />}
    </>
  );
}

interface PartBodyProps {
  part: Part;
  integration: Integration;
  state: Loadable<IntegrationDetail>;
  detail: IntegrationDetail | null;
  isBusy: boolean;
  act: Act;
}

interface IntegrationPanelProps {
  known: Integration;
  onClose: () => void;
}
