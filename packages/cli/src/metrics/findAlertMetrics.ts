import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { NamedMetric } from "./findMetricNames.ts";

/**
 * Metrics that alert rules name: every `kpi:` (one id or a list), at any depth, in the YAML files of a folder. Nothing else of a
 * rule is read here. No folder, no rules.
 */
export async function findAlertMetrics(folder: string): Promise<NamedMetric[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  const found = await Promise.all(files.map((name) => metricsIn(join(folder, name))));
  return found.flat();
}

async function metricsIn(file: string): Promise<NamedMetric[]> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(file, "utf8"), { lineCounter: lines });
  const found: NamedMetric[] = [];
  const add = (node: unknown) => {
    if (!isScalar(node) || typeof node.value !== "string") return;
    found.push({ kind: "kpi", id: node.value, file, line: lines.linePos(node.range?.[0] ?? 0).line });
  };
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !/^kpis?$/.test(String(key.value)) || isMap(value)) return;
      if (isSeq(value)) value.items.forEach(add);
      else add(value);
    },
  });
  return found;
}
