import { readFile } from "node:fs/promises";
import type { MetricHistory } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../errors.ts";

const versionsSchema = z.record(
  z.string(),
  z.array(
    z.strictObject({
      version: z.int().positive(),
      hash: z.string(),
      definition: z.array(z.string()),
      parts: z.record(z.string(), z.string()),
      seal: z.string(),
    }),
  ),
);

const historySchema = z.strictObject({
  about: z.string(),
  kpis: versionsSchema,
  funnels: versionsSchema,
  texts: z.record(z.string(), z.array(z.string())),
});

/**
 * Reads what `northstar kpi lock` keeps of each version, `metrics.history.json`; null when there is no such file.
 *
 * @throws ServerError `metric_history_invalid` when it isn't one, a merge conflict in it for example
 */
export async function readMetricHistory(path: string): Promise<MetricHistory | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return historySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServerError(
      "metric_history_invalid",
      "The history of the metrics' definitions isn't what `northstar kpi lock` writes, perhaps after a merge. Take one side's file, then run `northstar kpi lock`.",
      { cause },
    );
  }
}
