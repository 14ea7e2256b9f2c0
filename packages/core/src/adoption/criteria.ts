/** What the brief asks of the dashboard (section 5 of the requirements), as numbers. */
export const SUCCESS_CRITERIA = {
  /** KPIs of today are at most five minutes old: of the times that they were shown. The share is the model's target. */
  freshness: { kpi: "tactical_freshness_share", atLeast: 0.99 },
  /** All five roles, every week. */
  roles: { kpi: "active_roles", atLeast: 5 },
  /** Reports take at most half of the time they took. */
  time: { kpi: "report_time_saved", atLeast: 0.5 },
  /** The main source of the weekly, monthly and quarterly reviews: more than half of them. */
  packs: { atLeast: 0.5 },
} as const;

export type Verdict = "met" | "missed" | "unknown";

/** Shares of packs have to be more than half: half is no main source. */
export function judgeCriterion(name: keyof typeof SUCCESS_CRITERIA, value: number | null): Verdict {
  if (value === null) return "unknown";
  const { atLeast } = SUCCESS_CRITERIA[name];
  return (name === "packs" ? value > atLeast : value >= atLeast) ? "met" : "missed";
}
