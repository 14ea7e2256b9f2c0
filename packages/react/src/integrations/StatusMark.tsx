import type { Integration, IntegrationStatus } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { TEXTS } from "./texts.ts";

/** Each status has a form of its own: no one needs its colour. */
const SHAPES: Readonly<Record<IntegrationStatus, string>> = {
  ok: "M3.5 8.5 6.5 11.5 12.5 5",
  late: "M8 4.5V8l2.5 1.5M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z",
  failing: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  paused: "M5.5 4v8M10.5 4v8",
  waiting: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  unconfigured: "M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6h.01",
};

/** A status as an icon and a word. `words`: others than the status's own; `isQuiet`: in no colour. */
export function StatusMark({ status, words, isQuiet = false }: StatusMarkProps) {
  const { t } = useInterface(TEXTS);
  return (
    <span className="ns-int-status" data-status={isQuiet ? undefined : status}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[status]} />
      </svg>
      {words ?? t(`integrations.status_${status}`)}
    </span>
  );
}

/** In this order they ask for a person; what nobody ever used asks last. */
const ORDER: readonly IntegrationStatus[] = ["failing", "unconfigured", "late", "paused", "waiting", "ok"];

export function statusRank(integration: Integration): number {
  return isUnused(integration) ? ORDER.length : ORDER.indexOf(integration.status);
}

/** An offer, not a trouble: it lacks what it needs, and nothing ever came by it. */
export function isUnused({ status, lastLoadedAt }: Integration): boolean {
  return status === "unconfigured" && lastLoadedAt === null;
}

interface StatusMarkProps {
  status: IntegrationStatus;
  words?: string;
  isQuiet?: boolean;
}
