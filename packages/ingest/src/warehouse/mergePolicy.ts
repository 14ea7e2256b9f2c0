import type { RowTableName } from "./schema.ts";

/**
 * How rows meet rows that are there already. Everything but `latest` gives the same table in whatever order rows come.
 * - `least`, `greatest`: the smaller or greater of what is known; null knows nothing
 * - `longest`: the longer text, which for JSON is the one that says more
 * - `latest`: the value that came last, unless it is null
 */
export type ColumnRule = "least" | "greatest" | "longest" | "latest";

export type MergePolicy =
  /**
   * The first row with a key stays. `immutableTime` names a time that the key determines: rows with another time can't be
   * the same, so only that stretch of the table is looked through.
   */
  | { kind: "insert"; immutableTime?: string }
  /** The row with the greatest text in the field `version` of its `_raw` replaces the others; without one, the last. */
  | { kind: "replace"; version?: string }
  /** Column by column. */
  | { kind: "merge"; rule: ColumnRule; columns?: Readonly<Record<string, ColumnRule>> };

export const MERGE_POLICIES: Readonly<Record<RowTableName, MergePolicy>> = {
  users: { kind: "replace", version: "updated_at" },
  identities: { kind: "merge", rule: "least" },
  sessions: { kind: "replace" },
  events: { kind: "insert", immutableTime: "occurred_at" },
  content: { kind: "replace" },
  content_consumption: {
    kind: "merge",
    rule: "least",
    columns: {
      seconds_played: "greatest",
      max_percent: "greatest",
      completed: "greatest",
      attended_live: "greatest",
      _raw: "longest",
    },
  },
  campaigns: { kind: "merge", rule: "least", columns: { _raw: "longest" } },
  messages: { kind: "merge", rule: "least", columns: { cost: "greatest", _raw: "longest" } },
  message_events: { kind: "insert" },
  conversions: { kind: "insert" },
  score_history: { kind: "replace" },
  referrals: { kind: "merge", rule: "least", columns: { _raw: "longest" } },
  sponsors: {
    kind: "merge",
    rule: "least",
    columns: { name: "latest", tier: "latest", until: "greatest", _raw: "longest" },
  },
  sponsorship_entries: { kind: "replace" },
  metric_daily: { kind: "replace" },
  integration_runs: { kind: "replace" },
  flow_runs: { kind: "merge", rule: "latest" },
  incidents: { kind: "merge", rule: "latest" },
  pipeline_latency: { kind: "merge", rule: "latest" },
  security_events: { kind: "insert" },
  usage_events: { kind: "insert" },
};

/** The rule of a column of a table that is merged. */
export function ruleOf(column: string, policy: Extract<MergePolicy, { kind: "merge" }>): ColumnRule {
  if (column === "_deleted" || column === "source") return "least";
  return policy.columns?.[column] ?? policy.rule;
}
