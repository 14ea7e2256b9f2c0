import { type DeadLetter, formatAge, type Integration, type TextKey, valueLabel } from "@northstar/core";
import { integrationsTexts } from "@northstar/core/integrations";
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
      return t("integrations.reason_settings", { names: alternativesList(reason.alternatives, format.locale) });
    case "stuck":
      return t("integrations.reason_stuck", { age: formatAge(reason.seconds, format) });
    case "refused":
      return t.plural("integrations.reason_refused", reason.count);
    case "late":
      return t("integrations.reason_late", {
        age: formatAge(lagSeconds ?? 0, format),
        slo: formatAge(sloSeconds ?? 0, format),
      });
    case "run_failed":
      return [t("integrations.reason_run_failed"), reason.error ?? ""].join(" ").trim();
    case "paused":
    case "nothing_yet":
      return t(`integrations.reason_${reason.code}`);
    default:
      // Of a newer server.
      return integration.problem;
  }
}

/** `A y B, o C`: what each way lacks, of which one is enough. */
function alternativesList(alternatives: readonly (readonly string[])[], locale: string): string {
  const all = new Intl.ListFormat(locale, { type: "conjunction" });
  const one = new Intl.ListFormat(locale, { type: "disjunction" });
  return one.format(alternatives.map((names) => all.format(names)));
}

/** Why a record wasn't understood: by its code, or in the words of a server that knows more of them. */
export function deadLetterWords({ reason, message }: DeadLetter, { t }: IntegrationsInterface): string {
  const key = `integrations.dead_reason_${reason}`;
  if (Object.hasOwn(integrationsTexts.es, key)) return t(key as TextKey<typeof integrationsTexts>);
  const field = /^missing_(\w+)$/.exec(reason)?.[1];
  return field === undefined ? message : t("integrations.dead_missing", { field });
}

/** That a run is under way, and how far it has come where that is known: `en curso, 42 %`. */
export function runningWords(share: number | null, { t, format }: IntegrationsInterface): string {
  if (share === null) return t("integrations.running");
  const percent = new Intl.NumberFormat(format.locale, { style: "percent", maximumFractionDigits: 0 });
  // Whole only when it is over.
  return t("integrations.running_share", { share: percent.format(Math.min(0.99, share)) });
}
