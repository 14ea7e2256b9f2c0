import { type FunnelBreakdownRow, kpiFreshness, resolvePeriod } from "@northstar/core";
import type { FunnelValue } from "@northstar/react";
import { FUNNEL } from "./catalog.ts";
import { CONTEXT } from "./clock.ts";
import { FRESH } from "./freshness.ts";
import { FUNNEL_BY_SOURCE, FUNNEL_COUNTS, FUNNEL_SECONDS } from "./values.ts";

/** The acquisition funnel by source, of the last ninety days. */
export const FUNNEL_VALUE: FunnelValue = {
  funnel: FUNNEL,
  period: resolvePeriod({ preset: "last_90_days" }, CONTEXT),
  steps: FUNNEL.steps.map(({ id, title }, index) => ({
    id,
    title,
    count: FUNNEL_COUNTS[index] ?? null,
    stepRate: index === 0 ? null : (FUNNEL_COUNTS[index] ?? 0) / (FUNNEL_COUNTS[index - 1] ?? 1),
    overallRate: (FUNNEL_COUNTS[index] ?? 0) / FUNNEL_COUNTS[0],
    medianSeconds: FUNNEL_SECONDS[index - 1] ?? null,
  })),
  breakdown: Object.entries(FUNNEL_BY_SOURCE).map(([key, counts]) => ({ key, counts })),
  freshness: kpiFreshness(FUNNEL, FRESH),
};

export const EMPTY_FUNNEL: FunnelValue = {
  ...FUNNEL_VALUE,
  breakdown: [],
  steps: FUNNEL_VALUE.steps.map((step) => ({ ...step, count: 0 })),
};

const LONG_SOURCE: FunnelBreakdownRow = {
  key: "boletin-institucional-de-la-sociedad-hispanoamericana / correo-electronico",
  counts: [98_765_432, 12_345_678, 1, 0],
};

export const LONG_FUNNEL: FunnelValue = {
  ...FUNNEL_VALUE,
  steps: FUNNEL_VALUE.steps.map((step, index) => ({
    ...step,
    title: {
      es: `${step.title.es} que completaron su perfil profesional`,
      en: `${step.title.en} who completed their professional profile`,
    },
    count: (step.count ?? 0) * 12_345,
    medianSeconds: index === 1 ? 41_472_000 : null,
  })),
  breakdown: [LONG_SOURCE, ...(FUNNEL_VALUE.breakdown ?? [])],
};

/** Who sees the funnel. */
export const OF_FUNNEL = { title: FUNNEL.title, owner: "Marketing", roles: ["marketing", "analyst"] };
