import { formatAge, type Integration } from "@northstar/core";
import type { TileTable } from "../components/tileTable.ts";
import { momentOf } from "../hooks/momentOf.ts";
import type { IntegrationsInterface } from "./texts.ts";
import { integrationName, reasonWords } from "./words.ts";

/** The table of integrations in text, for copying and exporting. */
export function integrationsTable(
  integrations: readonly Integration[],
  ui: IntegrationsInterface,
  now: Date,
): TileTable | null {
  const { t, format } = ui;
  if (integrations.length === 0) return null;
  const texts = ["name", "status", "lag", "run"] as const;
  const counts = ["dead", "waiting", "in", "upserted", "duplicate", "bad", "drift"] as const;
  return {
    title: t("integrations.sources"),
    columns: [
      ...texts.map((id) => ({ id, title: t(`integrations.col_${id}`) })),
      ...counts.map((id) => ({ id, title: t(`integrations.col_${id}`), unit: "count" as const })),
    ],
    rows: integrations.map((row) => [
      integrationName(row.name, ui),
      [t(`integrations.status_${row.status}`), reasonWords(row, ui)].filter((part) => part !== null).join(": "),
      row.lagSeconds === null ? null : formatAge(row.lagSeconds, format),
      row.lastRun ? momentOf(row.lastRun.finishedAt ?? row.lastRun.startedAt, now, ui) : null,
      row.deadLetterCount,
      row.waiting,
      row.lastDay.in,
      row.lastDay.upserted,
      row.lastDay.duplicate,
      row.lastDay.bad,
      row.driftCount,
    ]),
  };
}
