import { formatAge, type Integration, momentWords, valueLabel, wallClock } from "@northstar/core";
import type { IntegrationsInterface } from "./texts.ts";

/** An integration's name for readers; its own where this version knows none. */
export function integrationName(name: string, { t }: IntegrationsInterface): string {
  return valueLabel("connector", name, t);
}

/** Why an integration isn't up to date, and what to do; null when it is. */
export function reasonWords(integration: Integration, { t, format }: IntegrationsInterface): string | null {
  const { reason, lagSeconds, sloSeconds } = integration;
  switch (reason?.code) {
    case undefined:
      return null;
    case "settings_missing":
      return t("integrations.reason_settings", { names: list(reason.names, format.locale) });
    case "stuck":
      return t("integrations.reason_stuck", { age: formatAge(reason.seconds, format) });
    case "refused":
      return t.plural("integrations.reason_refused", reason.count);
    case "late":
      return t("integrations.reason_late", {
        age: formatAge(lagSeconds ?? 0, format),
        slo: formatAge(sloSeconds ?? 0, format),
      });
    case "paused":
    case "run_failed":
    case "nothing_yet":
      return t(`integrations.reason_${reason.code}`);
    default:
      // Of a newer server.
      return integration.problem;
  }
}

function list(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}

/** A moment in the reporting zone: `hoy 09:42`. */
export function momentOf(iso: string, now: Date, { t, format }: IntegrationsInterface): string {
  const { date, hour, minute } = wallClock(new Date(iso), format.timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  const today = wallClock(now, format.timeZone).date;
  return momentWords(`${date}T${two(hour)}:${two(minute)}`, today, format, t);
}
