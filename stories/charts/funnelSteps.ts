import type { FunnelPlotStep } from "@northstar/react";

const TITLES = ["Visitantes", "Registros", "Perfil completo", "Primera recompensa"];
const COUNTS = [42_540, 3_702, 2_221, 933];
const SECONDS = [null, 172_800, 5_400, 604_800];

export const STEPS: readonly FunnelPlotStep[] = TITLES.map((title, index) => ({
  id: `step_${index + 1}`,
  title,
  count: COUNTS[index] ?? null,
  stepRate: index === 0 ? null : (COUNTS[index] ?? 0) / (COUNTS[index - 1] ?? 1),
  overallRate: (COUNTS[index] ?? 0) / 42_540,
  medianSeconds: SECONDS[index] ?? null,
}));

/** Of the last step nothing is known yet, and nobody has a median time. */
export const PARTIAL: readonly FunnelPlotStep[] = STEPS.map((step, index) => ({
  ...step,
  ...(index === 3 && { count: null, stepRate: null, overallRate: null }),
  medianSeconds: null,
}));

export const UNKNOWN: readonly FunnelPlotStep[] = STEPS.map((step) => ({
  ...step,
  count: null,
  stepRate: null,
  overallRate: null,
  medianSeconds: null,
}));

export const LONG_STEPS: readonly FunnelPlotStep[] = STEPS.map((step) => ({
  ...step,
  title: `${step.title} que llegaron por el boletín institucional de la Sociedad-Hispanoamericana-de-Cardiología`,
  count: (step.count ?? 0) * 12_345,
}));
