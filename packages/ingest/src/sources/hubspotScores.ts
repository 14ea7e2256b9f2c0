import type { TableRow } from "./normaliser.ts";
import { firstText, type JsonObject, microsOf, numberOf, objectOf, textOf } from "./values.ts";

/** Band of a score when the source doesn't give one. */
export function scoreBand(score: number): "cold" | "warm" | "hot" {
  return score < 40 ? "cold" : score < 70 ? "warm" : "hot";
}

/** Scores of a contact: the one it has now, and those that `propertiesWithHistory` tells of. */
export function hubspotScores(
  userId: string,
  updatedAt: bigint | null,
  properties: JsonObject,
  history: JsonObject,
): TableRow[] {
  const rows: TableRow[] = [];
  const modelVersion = textOf(properties.score_model_version);
  const add = (value: unknown, at: bigint | null, segment: string | null) => {
    const score = numberOf(value);
    if (score === null || at === null) return;
    rows.push({
      table: "score_history",
      row: { user_id: userId, scored_at: at, score, segment: segment ?? scoreBand(score), model_version: modelVersion },
    });
  };
  add(
    firstText(properties.lead_score, properties.hubspotscore),
    microsOf(properties.score_updated_at) ?? updatedAt,
    textOf(properties.score_segment)?.toLowerCase() ?? null,
  );
  for (const name of ["lead_score", "hubspotscore"]) {
    const entries = history[name];
    if (!Array.isArray(entries)) continue;
    for (const entry of entries.map(objectOf)) add(entry.value, microsOf(entry.timestamp), null);
  }
  return rows;
}
