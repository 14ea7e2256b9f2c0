import type { Warehouse } from "../warehouse/warehouse.ts";
import { createIntegrations, type IntegrationsOptions } from "./createIntegrations.ts";

export const NOW = Date.parse("2026-11-22T15:00:00Z");
export const ACTOR = { subject: "ana@example.org" };

/** Empties what administration reads. */
export async function emptyPlumbing(warehouse: Warehouse): Promise<void> {
  for (const table of TABLES) await warehouse.run(`DELETE FROM ${table}`);
}

const TABLES = [
  "integration_runs",
  "connector_state",
  "schema_drift",
  "dead_letter",
  "raw_inbox",
  "security_events",
  "watermarks",
  "table_watermarks",
];

/** A store of secrets that counts what it was told. */
export function secretsWith(set: Readonly<Record<string, number>>) {
  const rotated: [string, number][] = [];
  return {
    rotated,
    describe: (name: string) => ({
      isSet: (set[name] ?? 0) > 0,
      accepted: set[name] ?? 0,
      oldUntil: (set[name] ?? 0) > 1 ? new Date(NOW + 3_600_000) : null,
    }),
    rotate: (name: string, graceHours: number) => void rotated.push([name, graceHours]),
  };
}

export const HUBSPOT = {
  name: "hubspot",
  source: "hubspot",
  streams: ["contacts"],
  settings: ["HUBSPOT_TOKEN"],
  secrets: ["HUBSPOT_TOKEN"],
} as const;

/** A port on a warehouse: three hooks, a poller, a source of files. */
export function portOn(warehouse: Warehouse, options: Partial<IntegrationsOptions> = {}) {
  return createIntegrations({
    warehouse,
    hooks: [
      { name: "sendgrid", source: "sendgrid", secrets: ["SENDGRID_KEY"] },
      { name: "hubspot", source: "hubspot", secrets: ["HUBSPOT_SECRET"] },
      { name: "whatsapp", source: "whatsapp", secrets: ["WA_SECRET"] },
    ],
    connectors: [HUBSPOT],
    files: ["sponsorship"],
    secrets: secretsWith({ SENDGRID_KEY: 1, HUBSPOT_SECRET: 2, HUBSPOT_TOKEN: 1, WA_SECRET: 1 }),
    hasSetting: () => true,
    replayDeadLetters: async () => ({ done: 0, failed: 0 }),
    sloSeconds: { email: 300, crm: 3600 },
    now: () => NOW,
    ...options,
  });
}
