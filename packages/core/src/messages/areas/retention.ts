import type { Texts } from "../texts.ts";

const es = {
  "retention.title": "Retención",
  "retention.days": "{days} d",
  "retention.days_long": "Retención a {days} días",
  "retention.window": "Ventana",
  "retention.cohort_column": "Cohorte",
  "retention.target_column": "Meta",
  "retention.targets": "Metas {targets}",
} as const;

export type RetentionKey = keyof typeof es;

const en: Record<RetentionKey, string> = {
  "retention.title": "Retention",
  "retention.days": "{days} d",
  "retention.days_long": "{days}-day retention",
  "retention.window": "Window",
  "retention.cohort_column": "Cohort",
  "retention.target_column": "Target",
  "retention.targets": "Targets {targets}",
};

/** Retention. */
export const retentionTexts: Texts<RetentionKey> = { es, en };
