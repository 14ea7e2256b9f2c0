import type { AlertView } from "@northstar/core";
import { audienceOf } from "../engine/audienceOf.ts";
import type { AlertMessage } from "../types.ts";

/** Monday 23 November 2026, 08:05 in Bogota. */
export const SENT_AT = Date.parse("2026-11-23T13:05:00Z");
export const director = audienceOf({ tenant: "acme", roles: ["director"], filters: {} });

/** Active professionals below their limit since an hour, as a director sees it. */
export function alertView(change: Partial<AlertView> = {}): AlertView {
  return {
    id: `active-low:${director.id}`,
    rule: {
      id: "active-low",
      title: { es: "Profesionales activos", en: "Active professionals" },
      note: {
        es: "Revisa si salió la campaña de la semana y si el inicio de sesión funciona.",
        en: "See whether this week's campaign went out and whether people can sign in.",
      },
      severity: "critical",
      owner: "marketing",
    },
    kpis: ["active_professionals"],
    status: "firing",
    level: "red",
    value: 1284,
    compared: 1284,
    limit: 2000,
    unit: "people",
    condition: "threshold",
    period: ["2026-11-22", "2026-11-22"],
    since: "2026-11-23T12:05:00.000Z",
    firingSince: "2026-11-23T12:05:00.000Z",
    evaluatedAt: "2026-11-23T13:05:00.000Z",
    cause: null,
    acknowledged: null,
    snoozedUntil: null,
    silencedBy: null,
    ...change,
  };
}

export function alertMessage(change: Partial<AlertMessage> = {}): AlertMessage {
  return {
    dedupKey: "key-1",
    channel: "hook",
    recipientId: "ana",
    locale: "es",
    timeZone: "America/Bogota",
    event: "fired",
    level: "red",
    alerts: [alertView()],
    cause: null,
    series: dailyLine(),
    kpiTitles: { active_professionals: { es: "Profesionales activos al día", en: "Daily active professionals" } },
    historyIds: [],
    threadKey: "key-1",
    createdAt: SENT_AT,
    notBefore: SENT_AT,
    ...change,
  };
}

/** Four weeks to 22 November with quieter weekends, and a fall at the end. */
function dailyLine(): { start: string; value: number | null }[] {
  return Array.from({ length: 28 }, (_, index) => {
    const day = new Date(Date.UTC(2026, 9, 26 + index));
    const isWeekend = day.getUTCDay() % 6 === 0;
    const value = index === 27 ? 1284 : index === 26 ? 1620 : (isWeekend ? 2260 : 2790) + ((index * 37) % 11) * 24;
    return { start: day.toISOString().slice(0, 10), value: index === 9 ? null : value };
  });
}
